/** Build of the page, set by vite.config.ts from package.json. */
declare const __BUILD__: string
