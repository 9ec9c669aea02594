import { createServer } from 'node:net'
import { label } from '#platform/text/label.ts'
import { type Config, ConfigError } from './config.ts'

/** Refuses an address or port that cannot be had, before anything is started for nothing; 0 is any free one. */
export const requireFreePort = ({ host, port }: Config): Promise<void> =>
  new Promise((resolve, reject) => {
    if (port === 0) return resolve()
    const probe = createServer()
    probe.once('error', (error: NodeJS.ErrnoException) => reject(reasons[error.code ?? '']?.(host, port) ?? error))
    probe.listen(port, host, () => probe.close(() => resolve()))
  })

const reasons: Readonly<Record<string, (host: string, port: number) => ConfigError>> = {
  EADDRINUSE: (host, port) =>
    new ConfigError(
      label(
        `端口 ${port}(${host})已被别的程序占用。请停掉那个程序,或用 PORT 指定别的端口。`,
        `Port ${port} on ${host} is taken by another program. Stop that program, or set PORT to another port.`,
      ),
    ),
  EADDRNOTAVAIL: (host) =>
    new ConfigError(
      label(
        `${host} 不是这台机器的地址。请用 HOST 指定本机的地址。`,
        `${host} is not an address of this machine. Set HOST to one of its own.`,
      ),
    ),
  EACCES: (_host, port) =>
    new ConfigError(
      label(
        `系统不允许这个用户使用端口 ${port}。请用 PORT 指定 1024 以上的端口。`,
        `The system does not let this user have port ${port}. Set PORT to one above 1024.`,
      ),
    ),
}
