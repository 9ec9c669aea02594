import type { ReactNode } from 'react'
import { Link } from 'react-router'
import type { Permission } from '#platform/contract/route.ts'
import type { Label } from '#platform/text/label.ts'
import { paths } from '#web/paths.ts'
import { useSay } from '#web/preferences.ts'
import { useMe } from '#web/session.tsx'
import { Sheet } from '#web/ui/Page.tsx'
import { words } from './words.ts'

const works: readonly { readonly can: Permission; readonly to: string; readonly name: Label; readonly why: Label }[] = [
  { can: 'figures.read', to: paths.figures, name: words.officeFigures, why: words.officeFiguresWhy },
  { can: 'reports.read', to: paths.reports, name: words.officeReports, why: words.officeReportsWhy },
  { can: 'identity.accounts', to: paths.accounts, name: words.officeAccounts, why: words.officeAccountsWhy },
]

/** What a post without matters does: a count of what it may not see would read as nought. */
export const OfficeHome = (): ReactNode => {
  const say = useSay()
  const me = useMe()
  return (
    <Sheet title={say(words.office)}>
      <p>{say(words.officeWhy)}</p>
      <ul className="case-plain">
        {works
          .filter(({ can }) => me.permissions.includes(can))
          .map(({ to, name, why }) => (
            <li key={to} className="case-line">
              <span>{say(why)}</span>
              <Link className="button-link" to={to}>
                {say(name)}
              </Link>
            </li>
          ))}
      </ul>
    </Sheet>
  )
}
