import { isAbsolute, relative, resolve } from 'node:path'
import { type Label, label } from '#platform/text/label.ts'

/** How this server runs; read once at the start, from the environment and the command line only. */
export type Config = {
  readonly port: number
  readonly host: string
  /** Absolute folder of the embedded database; also what keeps two servers apart. */
  readonly dataDir: string
  /** A PostgreSQL of the operator's own (15 or newer, administrator login); null for the embedded one. */
  readonly databaseUrl: string | null
  /** File of the root key; never inside `dataDir`, so that a copy of the data is useless alone. */
  readonly keyFile: string
  /** Folder of the nightly backups, never inside `dataDir`; null: none are made. */
  readonly backupDir: string | null
  /** Whoever shows it may read `/metrics` from elsewhere; null: only this machine may. */
  readonly metricsToken: string | null
  /** Address people use, without a slash at the end. Null: made from host and port. */
  readonly publicUrl: string | null
  readonly tls: { readonly certFile: string; readonly keyFile: string } | null
  /** What stands in front and speaks HTTPS for us: one proxy, or a list of addresses. What came before it is hearsay. */
  readonly trustProxy: 1 | string | null
  /** Leave the demonstration out. */
  readonly empty: boolean
  /** Load the demonstration also into a database of one's own. */
  readonly demo: boolean
}

/** The server cannot start as told; `sentence` says why and what to do. */
export class ConfigError extends Error {
  readonly sentence: Label
  constructor(sentence: Label) {
    super(sentence.en)
    this.name = 'ConfigError'
    this.sentence = sentence
  }
}

/** The environment of this process. */
export const processEnvironment = (): Readonly<Record<string, string | undefined>> => process.env

/** Whether only this machine can reach a host. */
export const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || /^127(?:\.\d{1,3}){3}$/.test(host)

/** Whether only this machine can reach the server: it listens here, and no proxy or public address leads to it. */
export const isOnlyHere = ({
  host,
  trustProxy,
  publicUrl,
}: Pick<Config, 'host' | 'trustProxy' | 'publicUrl'>): boolean =>
  isLoopback(host) && trustProxy === null && (publicUrl === null || isLoopback(new URL(publicUrl).hostname))

/** Whether browsers reach this server over HTTPS, its own or that of the proxy in front. */
export const isHttps = (config: Config): boolean =>
  config.tls !== null || (config.publicUrl ? config.publicUrl.startsWith('https:') : config.trustProxy !== null)

/** Reads the configuration; throws {@link ConfigError} for what cannot work. */
export const readConfig = (env: Readonly<Record<string, string | undefined>>, args: readonly string[]): Config => {
  const unknown = args.find((arg) => arg !== '--empty' && arg !== '--demo')
  if (unknown !== undefined) {
    throw new ConfigError(
      label(`不认识参数 ${unknown};可以用 --empty 或 --demo。`, `Unknown argument ${unknown}; use --empty or --demo.`),
    )
  }
  const dataDir = resolve(env['DATA_DIR'] || 'data')
  const config: Config = {
    port: portOf(env['PORT']),
    host: env['HOST'] || '127.0.0.1',
    dataDir,
    databaseUrl: databaseUrlOf(env['DATABASE_URL']),
    keyFile: keyFileOf(env['NUANJIA_MASTER_KEY_FILE'], dataDir),
    backupDir: env['BACKUP_DIR'] ? resolve(env['BACKUP_DIR']) : null,
    metricsToken: metricsTokenOf(env['METRICS_TOKEN']),
    publicUrl: publicUrlOf(env['PUBLIC_URL']),
    tls: tlsOf(env['TLS_CERT_FILE'], env['TLS_KEY_FILE']),
    trustProxy: trustOf(env['TRUST_PROXY']),
    empty: args.includes('--empty'),
    demo: args.includes('--demo'),
  }
  if (config.backupDir !== null) refuseFolder(config.backupDir, config)
  if (!isLoopback(config.host) && !config.tls && !config.trustProxy) {
    throw new ConfigError(
      label(
        `没有 HTTPS 时只能在本机使用,HOST 不能是 ${config.host}。请设置 TLS_CERT_FILE 和 TLS_KEY_FILE;前面有 HTTPS 代理时设置 TRUST_PROXY。`,
        `Without HTTPS the server listens on this machine only, so HOST cannot be ${config.host}. Set TLS_CERT_FILE and TLS_KEY_FILE, or TRUST_PROXY when a proxy in front speaks HTTPS.`,
      ),
    )
  }
  return config
}

const portOf = (text: string | undefined): number => {
  if (!text) return 8080
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text)
  throw new ConfigError(
    label(`PORT 应为 0 到 65535 的数字,现在是 ${text}。`, `PORT must be a number from 0 to 65535, not ${text}.`),
  )
}

const metricsTokenOf = (text: string | undefined): string | null => {
  if (!text) return null
  if (/^[\x21-\x7e]{20,200}$/.test(text)) return text
  throw new ConfigError(
    label(
      'METRICS_TOKEN 至少 20 个字符,不含空格和汉字。',
      'METRICS_TOKEN needs at least 20 characters, without spaces, in ASCII.',
    ),
  )
}

const databaseUrlOf = (text: string | undefined): string | null => {
  if (!text) return null
  if (URL.canParse(text) && /^postgres(?:ql)?:$/.test(new URL(text).protocol)) return text
  throw new ConfigError(
    label(
      'DATABASE_URL 应像 postgres://用户:密码@主机:5432/数据库。',
      'DATABASE_URL must look like postgres://user:password@host:5432/database.',
    ),
  )
}

const isWithin = (folder: string, path: string): boolean => {
  const way = relative(folder, path)
  return !isAbsolute(way) && !/^\.\.(?:[/\\]|$)/.test(way)
}

const refuseFolder = (folder: string, { dataDir, keyFile }: Pick<Config, 'dataDir' | 'keyFile'>): void => {
  if (isWithin(dataDir, folder))
    throw new ConfigError(
      label(
        `BACKUP_DIR(${folder})不能放在 DATA_DIR(${dataDir})里:磁盘坏了会一起没有。请指到别的磁盘。`,
        `BACKUP_DIR (${folder}) must not lie inside DATA_DIR (${dataDir}): the backups would be lost with it. Point it to another disk.`,
      ),
    )
  if (isWithin(folder, keyFile))
    throw new ConfigError(
      label(
        `根密钥文件 ${keyFile} 不能放在 BACKUP_DIR(${folder})里:拿到备份的人就有了钥匙。请把两者分开。`,
        `The root key file ${keyFile} must not lie inside BACKUP_DIR (${folder}): whoever takes the backups would have the key. Keep them apart.`,
      ),
    )
}

const keyFileOf = (text: string | undefined, dataDir: string): string => {
  const file = resolve(text || `${dataDir}.key`)
  if (isWithin(dataDir, file)) {
    throw new ConfigError(
      label(
        `根密钥文件 ${file} 不能放在 DATA_DIR(${dataDir})里:拿到数据备份的人就有了钥匙。请把 NUANJIA_MASTER_KEY_FILE 指到别处。`,
        `The root key file ${file} must not lie inside DATA_DIR (${dataDir}): whoever copies the data would have the key. Point NUANJIA_MASTER_KEY_FILE elsewhere.`,
      ),
    )
  }
  return file
}

const publicUrlOf = (text: string | undefined): string | null => {
  if (!text) return null
  if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) {
    const { origin, pathname, search, hash } = new URL(text)
    if (/^\/+$/.test(pathname) && !search && !hash) return origin
    throw new ConfigError(
      label(
        `PUBLIC_URL 只能是网站的根地址(${origin}),后面不能带路径:网页不能放在别的网站的子目录下。请给它单独的域名或端口。`,
        `PUBLIC_URL must be the root of a site (${origin}), without a path: the pages do not work below another site. Give it a name or port of its own.`,
      ),
    )
  }
  throw new ConfigError(
    label(
      `PUBLIC_URL 应像 https://nj.example.cn,现在是 ${text}。`,
      `PUBLIC_URL must look like https://nj.example.cn, not ${text}.`,
    ),
  )
}

const tlsOf = (certFile: string | undefined, keyFile: string | undefined): Config['tls'] => {
  if (certFile && keyFile) return { certFile: resolve(certFile), keyFile: resolve(keyFile) }
  if (!certFile && !keyFile) return null
  throw new ConfigError(
    label('TLS_CERT_FILE 和 TLS_KEY_FILE 要一起设置。', 'Set TLS_CERT_FILE and TLS_KEY_FILE together.'),
  )
}

const trustOf = (text: string | undefined): Config['trustProxy'] => {
  if (!text || text === '0' || text === 'false') return null
  return text === '1' || text === 'true' ? 1 : text
}
