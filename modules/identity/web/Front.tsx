import type { ReactNode } from 'react'
import { useSay } from '#web/preferences.ts'
import { Banners } from '#web/shell/Banners.tsx'
import { LanguageSwitch } from '#web/shell/TopBar.tsx'
import { words as shell } from '#web/words.ts'

/** The frame of the pages before the door: the name of the house, one sheet, and beside it what helps to get in. */
export const Front = ({
  title,
  lead,
  children,
  aside,
}: {
  title: string
  lead?: string
  children: ReactNode
  aside?: ReactNode
}): ReactNode => {
  const say = useSay()
  return (
    <div className="front">
      <Banners />
      <header className="front-head">
        <img src="/icon.svg" alt="" width="44" height="44" />
        <span className="front-name">{say(shell.house)}</span>
        <span className="quiet front-tagline">{say(shell.tagline)}</span>
        <LanguageSwitch />
      </header>
      <main className={aside ? 'front-main front-two' : 'front-main'}>
        <div className="sheet front-sheet">
          <h1>{title}</h1>
          {lead && <p className="quiet">{lead}</p>}
          {children}
        </div>
        {aside}
      </main>
      <footer className="foot">{say(shell.unclassified)}</footer>
    </div>
  )
}
