import { readFileSync } from 'node:fs'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

const { version } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8')) as { version: string }

const brotli = promisify(brotliCompress)
const deflate = promisify(gzip)
const worth = 1024

/** Writes each text file compressed beside itself; the server sends those to browsers that take them. */
const compressed = (): Plugin => ({
  name: 'compressed',
  apply: 'build',
  writeBundle: async ({ dir }) => {
    for (const name of dir ? await readdir(dir, { recursive: true }) : []) {
      if (!/\.(js|css|html|svg|json)$/.test(name)) continue
      const path = join(dir ?? '', name)
      const text = await readFile(path)
      if (text.length < worth) continue
      await writeFile(`${path}.gz`, await deflate(text, { level: 9 }))
      await writeFile(`${path}.br`, await brotli(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }))
    }
  },
})

export default defineConfig({
  root: 'web',
  plugins: [react(), compressed()],
  define: { BUILD_NUMBER: JSON.stringify(version) },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    // 信创 desktops still carry Chromium 86 (experience section 3, 17).
    target: 'chrome86',
    cssTarget: 'chrome86',
    modulePreload: { polyfill: false },
    assetsInlineLimit: 2048,
    chunkSizeWarningLimit: 700,
  },
  server: { proxy: { '/api': 'http://127.0.0.1:8080', '/healthz': 'http://127.0.0.1:8080' } },
})
