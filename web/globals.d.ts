/** Build of the page, set by vite.config.ts from package.json. */
declare const BUILD_NUMBER: string
