// Starts the product on a machine with nothing but Node 20 or newer: installs and builds what is missing, then runs the
// server, or with `--run FILE` that file, on Node 24. Plain JavaScript without imports from packages, because it runs first.
import { spawn } from 'node:child_process'
import { existsSync, lstatSync, readdirSync, statSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('.', import.meta.url))
const at = (...parts) => join(root, ...parts)
const changed = (path) => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0

const env = { ...process.env, PATH: `${at('node_modules', '.bin')}${delimiter}${process.env.PATH ?? ''}` }
// Windows spells it Path; two spellings at once would hide one of them.
for (const key of Object.keys(env)) if (key !== 'PATH' && key.toUpperCase() === 'PATH') delete env[key]

/** Runs a program to its end and answers its exit code; signals go on to it. `keep` chooses among the lines of its messages. */
const run = (command, args, options = {}) =>
  new Promise((resolve) => {
    const { keep, ...rest } = options
    const child = spawn(command, args, {
      cwd: root,
      env,
      stdio: ['inherit', 'inherit', keep ? 'pipe' : 'inherit'],
      ...rest,
    })
    if (keep) createInterface({ input: child.stderr }).on('line', (line) => keep(line) && console.error(line))
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
    const forward = (signal) => child.kill(signal)
    for (const signal of signals) process.on(signal, forward)
    // npm passes a signal on to its shell only; the shell dies of it and leaves this process behind.
    const parent = process.ppid
    const underNpm = process.env.npm_lifecycle_event !== undefined
    const watch = setInterval(() => underNpm && process.ppid !== parent && child.kill('SIGTERM'), 200)
    const end = (code) => {
      clearInterval(watch)
      for (const signal of signals) process.off(signal, forward)
      resolve(code)
    }
    child.once('error', (error) => {
      console.error(error.message)
      end(1)
    })
    // Not at its exit: the last of its messages come after it.
    child.once('close', (code, signal) => end(signal ? 1 : (code ?? 1)))
  })

const must = async (what, command, args, options) => {
  const code = await run(command, args, options)
  if (code === 0) return
  console.error(`${what} did not succeed (exit code ${code}).`)
  process.exit(code)
}

const install = async () => {
  if (changed(at('node_modules', '.package-lock.json')) >= changed(at('package-lock.json'))) return
  // npm empties what the link leads to.
  if (lstatSync(at('node_modules'), { throwIfNoEntry: false })?.isSymbolicLink()) {
    console.error(
      'node_modules is a symbolic link, and installing would empty the folder it leads to. Remove the link and start again; the packages are then installed here.',
    )
    process.exit(1)
  }
  console.log('Installing packages (npm ci)')
  const npm = process.env.npm_execpath
  // Some packages ask for a newer Node than the one that runs npm; what runs them is the one that comes with the packages.
  const keep = (line) => !line.startsWith('npm warn EBADENGINE')
  // Under npm its own script is known; elsewhere the shell finds npm, on Windows too.
  if (npm?.endsWith('.js')) await must('npm ci', process.execPath, [npm, 'ci'], { keep })
  else await must('npm ci', 'npm ci', [], { shell: true, keep })
}

/** Node 24 that came with the packages, or the one running this when it is new enough. */
const findNode = () => {
  const platform = process.platform === 'win32' ? 'win' : process.platform
  const own = at(
    'node_modules',
    `node-${platform}-${process.arch}`,
    'bin',
    process.platform === 'win32' ? 'node.exe' : 'node',
  )
  if (existsSync(own)) return own
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath
  console.error(
    `Node 24 is needed and did not come with the packages for ${process.platform} ${process.arch}. Install Node 24 or newer (nodejs.org) and start again.`,
  )
  return process.exit(1)
}

const newest = (folder) => {
  let latest = 0
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.name === 'dist' || entry.name === 'server' || /\.test\.tsx?$/.test(entry.name)) continue
    const path = join(folder, entry.name)
    latest = Math.max(latest, entry.isDirectory() ? newest(path) : changed(path))
  }
  return latest
}

const build = async (node) => {
  const sources = ['web', 'modules', 'catalogue', 'platform'].map((folder) => newest(at(folder)))
  const latest = Math.max(...sources, changed(at('vite.config.ts')), changed(at('package-lock.json')))
  if (changed(at('web', 'dist', 'index.html')) >= latest) return
  console.log('Building the web pages')
  await must('The build', node, [at('node_modules', 'vite', 'bin', 'vite.js'), 'build', '--logLevel', 'warn'])
}

const args = process.argv.slice(2)
const file = args[0] === '--run' ? args[1] : null
await install()
const node = findNode()
if (!file) await build(node)
process.exitCode = await run(node, [
  '--disable-warning=ExperimentalWarning',
  at(file ?? 'server/main.ts'),
  ...args.slice(file ? 2 : 0),
])
