import { CallError } from '#platform/http/client.ts'
import { buildHeader, signedInAgain, whyOf } from './connection.ts'
import { addressOf } from './practice.ts'
import { saidNow } from './preferences.ts'
import { postHeaders } from './standing.ts'
import { words } from './words.ts'

type Problem = { code?: string; title?: string; fields?: { path: string; message: string }[] }

const send = (path: string, file: Blob, onShare: (share: number) => void): Promise<XMLHttpRequest> =>
  new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('PUT', addressOf(path))
    request.setRequestHeader('content-type', 'application/octet-stream')
    request.setRequestHeader('accept-language', document.documentElement.lang)
    for (const [name, value] of Object.entries({ ...postHeaders(), ...buildHeader }))
      request.setRequestHeader(name, value)
    request.upload.onprogress = (event) => event.lengthComputable && onShare(event.loaded / event.total)
    request.onload = () => resolve(request)
    request.onerror = reject
    request.onabort = reject
    request.send(file)
  })

const parse = (text: string): Problem => {
  try {
    return JSON.parse(text) as Problem
  } catch {
    return {}
  }
}

/**
 * Sends a file to a `'bytes'` route and tells how far it is (0 to 1), which `fetch` cannot; otherwise like `call`: the same
 * errors, and an ended sign-in asks for the password and goes on. `path` carries parameters and query already.
 */
export const upload = async <T>(path: `/api/${string}`, file: Blob, onShare: (share: number) => void): Promise<T> => {
  const attempt = (): Promise<XMLHttpRequest> =>
    send(path, file, onShare).catch(() => {
      throw new CallError(0, 'http.offline', saidNow(words.uploadCut), [])
    })
  let request = await attempt()
  const why = [401, 403, 409].includes(request.status) ? whyOf(parse(request.responseText).code) : null
  if (why !== null && (await signedInAgain(why))) request = await attempt()
  const answer = parse(request.responseText)
  if (request.status >= 200 && request.status < 300) return answer as T
  throw new CallError(
    request.status,
    answer.code ?? 'http.internal',
    answer.title ?? request.statusText,
    answer.fields ?? [],
  )
}
