import { useEffect } from 'react'

/** Prints the page across the sheet: its columns need the width. A class on the body, since Chromium 86 knows no `:has()`. */
export const usePrintList = (): void =>
  useEffect(() => {
    document.body.classList.add('print-list')
    return () => document.body.classList.remove('print-list')
  }, [])
