import { type ReactNode, useEffect, useRef } from 'react'
import { Link } from 'react-router'
import { useSay } from '../preferences.ts'
import { uiWords } from './words.ts'

/** One step of the way back to a list. */
export type Crumb = { readonly label: string; readonly to: string }

let first = true

/**
 * The frame of every page: title, way back, what can be done. After a change of page the title takes the focus, so
 * that a screen reader says where one is; a field that asked for the focus keeps it.
 */
export const Page = ({
  title,
  crumbs = [],
  actions,
  children,
}: {
  title: ReactNode
  crumbs?: readonly Crumb[]
  actions?: ReactNode
  children: ReactNode
}): ReactNode => {
  const say = useSay()
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    if (!first && !document.activeElement?.closest('main input, main textarea, [role=dialog]')) {
      heading.current?.focus({ preventScroll: true })
      window.scrollTo(0, 0)
    }
    first = false
  }, [])
  return (
    <div className="page">
      {crumbs.length > 0 && (
        <nav className="crumbs" aria-label={say(uiWords.path)}>
          {crumbs.map((crumb, place) => (
            <span key={crumb.to}>
              <span aria-hidden="true">{place === 0 ? '‹ ' : ' › '}</span>
              <Link to={crumb.to}>{crumb.label}</Link>
            </span>
          ))}
        </nav>
      )}
      <div className="page-head">
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {actions && <div className="page-actions">{actions}</div>}
      </div>
      {children}
    </div>
  )
}

/** A white sheet with an optional heading: the one container pages are made of. */
export const Sheet = ({
  title,
  extra,
  children,
  className = '',
}: {
  title?: ReactNode
  extra?: ReactNode
  children: ReactNode
  className?: string
}): ReactNode => (
  <section className={`sheet ${className}`}>
    {(title || extra) && (
      <div className="sheet-head">
        {title && <h2>{title}</h2>}
        {extra}
      </div>
    )}
    {children}
  </section>
)
