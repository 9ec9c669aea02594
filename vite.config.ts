import { readFileSync } from 'node:fs'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const { version } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8')) as { version: string }

export default defineConfig({
  root: 'web',
  plugins: [react()],
  define: { __BUILD__: JSON.stringify(version) },
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
