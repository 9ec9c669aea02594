import { get as getPlain } from 'node:http'
import { get as getSealed } from 'node:https'
import { type Config, processEnvironment, readConfig } from './config.ts'

/** Asks the server of this configuration, on this machine, whether it and its database answer; for containers and monitors. */
export const isHealthy = ({ host, port, tls }: Pick<Config, 'host' | 'port' | 'tls'>): Promise<boolean> =>
  new Promise((resolve) => {
    const everywhere = host === '0.0.0.0' || host === '::'
    const options = { host: everywhere ? '127.0.0.1' : host, port, path: '/healthz', timeout: 4_000 }
    const answered = ({ statusCode }: { statusCode?: number | undefined }): void => resolve(statusCode === 200)
    // The certificate is of the public name, and it is this machine that is asked.
    const asking = tls ? getSealed({ ...options, rejectUnauthorized: false }, answered) : getPlain(options, answered)
    asking.on('timeout', () => asking.destroy())
    asking.on('error', () => resolve(false))
  })

if (import.meta.main) process.exit((await isHealthy(readConfig(processEnvironment(), []))) ? 0 : 1)
