import { X509Certificate } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:https'
import type { TLSSocket } from 'node:tls'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { demoPassword } from '#db/seed/demo-accounts.ts'
import { localCertificate, localKey } from '#test/harness/certificate.ts'
import { emptyFolder, fillFolder, startServer } from '#test/harness/server.ts'

type Reply = {
  readonly status: number
  readonly headers: Record<string, unknown>
  readonly body: string
  readonly fingerprint: string
}

const post = (port: number, path: string, body: object, cookie = ''): Promise<Reply> =>
  new Promise((resolve, reject) => {
    const asked = request(
      {
        host: '127.0.0.1',
        port,
        path,
        method: 'POST',
        // The certificate is compared below, whatever day it is on this machine.
        rejectUnauthorized: false,
        headers: { 'content-type': 'application/json', host: 'somebody.else.example', ...(cookie ? { cookie } : {}) },
      },
      (answer) => {
        const fingerprint = (answer.socket as TLSSocket).getPeerX509Certificate()?.fingerprint256 ?? ''
        let text = ''
        answer.setEncoding('utf8').on('data', (piece: string) => (text += piece))
        answer.on('end', () =>
          resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: text, fingerprint }),
        )
      },
    )
    asked.on('error', reject).end(JSON.stringify(body))
  })

test('with certificate files of its own it speaks HTTPS, keeps cookies to it, and its pictures lead to PUBLIC_URL', async () => {
  const folder = emptyFolder()
  const files = mkdtempSync(join(tmpdir(), 'https-'))
  writeFileSync(join(files, 'cert.pem'), localCertificate)
  writeFileSync(join(files, 'key.pem'), localKey)
  try {
    await fillFolder(folder)
    const server = await startServer(folder, {
      TLS_CERT_FILE: join(files, 'cert.pem'),
      TLS_KEY_FILE: join(files, 'key.pem'),
      PORT: '18474',
      PUBLIC_URL: 'https://nuanjia.example.cn/',
    })
    try {
      expect(server.url).toBe('https://nuanjia.example.cn')
      expect(server.said()).not.toContain('Without HTTPS')
      const signed = await post(18474, '/api/session', { username: 'admin', password: demoPassword })
      expect(signed.fingerprint).toBe(new X509Certificate(localCertificate).fingerprint256)
      const cookies = signed.headers['set-cookie'] as string[]
      expect(cookies.every((cookie) => /; Secure/.test(cookie) && /HttpOnly/.test(cookie))).toBe(true)
      expect(signed.headers['strict-transport-security']).toContain('max-age')
      // Whatever a browser, or whoever stands between, claims the address to be.
      const desk = await post(18474, '/api/session/desk', {})
      expect((JSON.parse(desk.body) as { address: string }).address).toMatch(
        /^https:\/\/nuanjia\.example\.cn\/scan#[a-z2-9]{12}$/,
      )
    } finally {
      await server.end('SIGTERM')
    }
  } finally {
    rmSync(files, { recursive: true })
    folder.remove()
  }
}, 180_000)
