import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Browser, type BrowserContext, chromium } from 'playwright-core'

const systemPaths = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
]

const quiet = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** Starts a browser: CHROMIUM_PATH, else one of the system, else the one that comes as a package. */
export const startBrowser = async (): Promise<Browser> => {
  const own = [process.env['CHROMIUM_PATH'], ...systemPaths].find((path) => path && existsSync(path))
  if (own) return chromium.launch({ executablePath: own, args: quiet })
  // Told that it runs where no system libraries are, the package unpacks its own (libnss3 and its kin) as well.
  process.env['AWS_EXECUTION_ENV'] ??= 'AWS_Lambda_nodejs24.x'
  const { default: packed } = await import('@sparticuz/chromium')
  // In a single process the calls of one visitor's page can carry the cookie of another's.
  const args = packed.args.filter((one) => one !== '--single-process' && one !== '--no-zygote')
  return chromium.launch({ executablePath: await packed.executablePath(), args: [...args, ...quiet] })
}

const hasChinese = (): boolean => {
  try {
    return execFileSync('fc-list', [':lang=zh'], { encoding: 'utf8' }).trim() !== ''
  } catch {
    // Without fontconfig the system is not Linux and brings its own Chinese font.
    return process.platform !== 'linux'
  }
}

const fonts = 'node_modules/@fontsource/noto-sans-sc'
/** The families that the papers name, of which a machine without Chinese fonts has none. */
const families = ['Noto Sans SC', 'SimHei', 'SimSun', 'FangSong', 'KaiTi']
const types: Readonly<Record<string, string>> = { css: 'text/css', woff2: 'font/woff2', woff: 'font/woff' }

/** Gives the pages a Chinese font where the machine has none, so that pictures and widths mean something. */
export const lendFont = async (context: BrowserContext): Promise<void> => {
  if (hasChinese()) return
  await context.route('**/test-font/**', async (route) => {
    const path = new URL(route.request().url()).pathname.replace('/test-font/', '')
    const contentType = types[path.split('.').at(-1) ?? ''] ?? 'application/octet-stream'
    const file = await readFile(join(fonts, path))
    const named = (family: string): string => String(file).replaceAll("'Noto Sans SC'", `'${family}'`)
    await route.fulfill({ body: path.endsWith('.css') ? families.map(named).join('\n') : file, contentType })
  })
  await context.addInitScript(`addEventListener('DOMContentLoaded', () => {
    const link = document.createElement('link')
    link.rel = 'stylesheet'
    link.href = '/test-font/400.css'
    document.head.append(link)
  })`)
}
