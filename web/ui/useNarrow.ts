import { useSyncExternalStore } from 'react'

const watch = (query: string): { subscribe: (run: () => void) => () => void; read: () => boolean } => {
  const media = window.matchMedia(query)
  return {
    subscribe: (run) => {
      media.addEventListener('change', run)
      return () => media.removeEventListener('change', run)
    },
    read: () => media.matches,
  }
}

const narrow = watch('(max-width: 768px)')
const still = watch('(prefers-reduced-motion: reduce)')

/** Whether the page is shown at phone width (768 px or less). */
export const useNarrow = (): boolean => useSyncExternalStore(narrow.subscribe, narrow.read)

/** Whether the reader wants no motion. */
export const useStill = (): boolean => useSyncExternalStore(still.subscribe, still.read)
