import type { Answer, Call, Route } from '#platform/contract/route.ts'

/** An error the server answered, with sentences for people. */
export class CallError extends Error {
  readonly status: number
  readonly code: string
  readonly fields: readonly { readonly path: string; readonly message: string }[]
  constructor(status: number, code: string, title: string, fields: readonly { path: string; message: string }[]) {
    super(title)
    this.name = 'CallError'
    this.status = status
    this.code = code
    this.fields = fields
  }
}

let language: 'zh' | 'en' = 'zh'

/** Sets the language in which the server words its errors. */
export const speak = (chosen: 'zh' | 'en'): void => {
  language = chosen
}

/** Calls one route of a contract with inferred types; throws {@link CallError}. A lost connection has status 0 and nothing was lost. */
export const call = async <R extends Route>(route: R, input: Call<R>): Promise<Answer<R>> => {
  const { params, query, body, headers } = input as {
    params?: Record<string, unknown>
    query?: Record<string, unknown>
    body?: unknown
    headers?: Record<string, string>
  }
  const path = route.path.replace(/\{(\w+)\}/g, (_, key: string) => encodeURIComponent(String(params?.[key] ?? '')))
  const search = new URLSearchParams()
  for (const [key, value] of Object.entries(query ?? {}))
    if (value !== undefined && value !== '') search.set(key, String(value))
  const raw = route.body === 'bytes'
  const asked = search.toString()
  const response = await fetch(asked ? `${path}?${asked}` : path, {
    method: route.method,
    headers: {
      'accept-language': language,
      ...(body === undefined
        ? {}
        : raw
          ? { 'content-type': 'application/octet-stream' }
          : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: raw ? (body as NonNullable<RequestInit['body']>) : JSON.stringify(body) }),
  }).catch(() => {
    throw new CallError(
      0,
      'http.offline',
      language === 'zh'
        ? '没有连上服务器。填写的内容还在,请稍后再点一次。'
        : 'The server was not reached. What you typed is kept; try again.',
      [],
    )
  })
  if (!response.ok) {
    const problem = (await response.json().catch(() => ({}))) as {
      code?: string
      title?: string
      fields?: { path: string; message: string }[]
    }
    throw new CallError(
      response.status,
      problem.code ?? 'http.internal',
      problem.title ?? response.statusText,
      problem.fields ?? [],
    )
  }
  return (route.response === 'bytes' ? await response.blob() : await response.json()) as Answer<R>
}
