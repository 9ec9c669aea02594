import type { ReactNode } from 'react'
import type { Entry } from '../page.ts'

const draw = (path: string): ReactNode => (
  <svg
    viewBox="0 0 24 24"
    width="1.5em"
    height="1.5em"
    fill="none"
    stroke="currentColor"
    strokeWidth="1.7"
    strokeLinecap="round"
    strokeLinejoin="round"
    aria-hidden="true"
  >
    <path d={path} />
  </svg>
)

/** One drawing for each entry; decoration beside its two characters. */
export const entryIcons: Readonly<Record<Entry, ReactNode>> = {
  today: draw(
    'M12 3v2M12 19v2M4.6 4.600l1.400 1.400M18 18l1.400 1.400M3 12h2M19 12h2M4.600 19.400 6 18M18 6l1.400-1.400M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8z',
  ),
  matters: draw('M7 3h10a2 2 0 0 1 2 2v16l-3.500-2-3.500 2-3.500-2L5 21V5a2 2 0 0 1 2-2zM9 8h6M9 12h6'),
  visits: draw(
    'M12 21s-6.500-5.700-6.500-11a6.500 6.500 0 0 1 13 0c0 5.300-6.500 11-6.500 11zM12 12.500a2.500 2.500 0 1 0 0-5 2.500 2.500 0 0 0 0 5z',
  ),
  people: draw('M12 11a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.500 21a7.500 7.500 0 0 1 15 0'),
  registers: draw('M5 4h14v16H5zM9 4v16M12.500 9H16M12.500 13H16'),
  activities: draw('M5 5h14v15H5zM5 10h14M9 3v4M15 3v4M9 14h6'),
  funds: draw(
    'M4 12v8h16v-8M2.500 8h19v4h-19zM12 8v12M12 8S9.500 3 7.500 4 8 8 12 8zM12 8s2.500-5 4.500-4-.5 4-4.500 4z',
  ),
  figures: draw('M4 20h16M7 16v-5M12 16V6M17 16v-8'),
  papers: draw('M7 3h7l4 4v14H7zM14 3v4h4M10 12h5M10 16h5'),
}

/** Drawings of the top bar and the phone bar. */
export const icons = {
  search: draw('M10.500 17a6.500 6.500 0 1 0 0-13 6.500 6.500 0 0 0 0 13zM15.500 15.500 20 20'),
  bell: draw('M6 16v-5a6 6 0 0 1 12 0v5l1.500 2h-15zM10 20.500a2.200 2.200 0 0 0 4 0'),
  help: draw(
    'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM9.600 9.500a2.500 2.500 0 1 1 3.600 2.300c-.8.400-1.200.9-1.200 1.800M12 16.700v.1',
  ),
  me: draw(
    'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 12a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM6.500 18.500a6.500 6.500 0 0 1 11 0',
  ),
  plus: draw('M12 5v14M5 12h14'),
} as const
