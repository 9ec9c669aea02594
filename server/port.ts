import { createServer } from 'node:net'
import { label } from '#platform/text/label.ts'
import { type Config, ConfigError } from './config.ts'

/** Refuses a port another program holds, before anything is started for nothing; 0 is any free one. */
export const requireFreePort = ({ host, port }: Config): Promise<void> =>
  new Promise((resolve, reject) => {
    if (port === 0) return resolve()
    const probe = createServer()
    probe.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'EADDRINUSE' ? portTaken(host, port) : error),
    )
    probe.listen(port, host, () => probe.close(() => resolve()))
  })

const portTaken = (host: string, port: number): ConfigError =>
  new ConfigError(
    label(
      `端口 ${port}(${host})已被别的程序占用。请停掉那个程序,或用 PORT 指定别的端口。`,
      `Port ${port} on ${host} is taken by another program. Stop that program, or set PORT to another port.`,
    ),
  )
