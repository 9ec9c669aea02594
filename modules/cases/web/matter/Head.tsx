import type { ReactNode } from 'react'
import { Link } from 'react-router'
import type { CaseView } from '#modules/cases/contract.ts'
import type { Label } from '#platform/text/label.ts'
import { toMatter } from '#web/paths.ts'
import { usePreferences, useSay } from '#web/preferences.ts'
import { DueText } from '#web/ui/DueText.tsx'
import { KeyValue } from '#web/ui/KeyValue.tsx'
import { Sheet } from '#web/ui/Page.tsx'
import { clockTime } from '#web/ui/Timeline.tsx'
import { nameOf } from '../codes.ts'
import { flagsList, type Kind, useCodes } from '../data.ts'
import { Urgent } from '../MatterRows.tsx'
import { words as listWords } from '../words.ts'
import { words } from './words.ts'

type Props = { readonly view: CaseView; readonly kind: Kind }

/** The class of a matter in words; empty while it has none. */
const useClass = ({ view, kind }: Props): string => {
  const { language } = usePreferences()
  const classes = useCodes(kind.categories).data
  return view.head.category ? nameOf(classes, view.head.category)[language] : ''
}

/** Her masked name; null for who sees only the head, and where nobody is named. */
const nameIn = ({ head, body }: CaseView): string | null => head.who ?? body?.parties[0]?.name ?? null

/** Whom a matter is about, masked, and its state; who sees only the head reads the class instead of a name. */
export const Title = (props: Props): ReactNode => {
  const say = useSay()
  const { head } = props.view
  const about = useClass(props)
  return (
    <>
      {nameIn(props.view) ?? (about || say(props.kind.label))} <span className="tag">{say(head.statusLabel)}</span>
      {head.urgent && <Urgent openable={head.openable} />}
      {head.restricted && <span className="tag">{say(words.restricted)}</span>}
    </>
  )
}

/** What a reader needs before anything else: kind, class and number, the most urgent clock, who has it. */
export const Head = (props: Props): ReactNode => {
  const say = useSay()
  const { language } = usePreferences()
  const { view, kind } = props
  const { head } = view
  const about = useClass(props)
  const channels = useCodes(kind.channels).data
  const flags = useCodes(head.flags.length > 0 ? flagsList : null).data
  return (
    <>
      <p className="case-lead">
        {[say(kind.label), nameIn(view) === null ? '' : about].filter(Boolean).join(' · ')}{' '}
        <span className="case-number">{head.number}</span>
      </p>
      <Sheet className="case-head">
        {head.title && <p className="case-title">{head.title}</p>}
        <KeyValue
          rows={[
            ...(head.due ? [{ key: 'due', label: say(head.due.clock), value: <DueText due={head.due} /> }] : []),
            {
              key: 'owner',
              label: say(words.owner),
              value: `${head.unit.name} · ${head.owner?.name ?? say(words.noOwner)}`,
            },
            {
              key: 'received',
              label: say(words.received),
              value: `${clockTime(head.openedAt)}${head.channel ? ` · ${nameOf(channels, head.channel)[language]}` : ''}`,
            },
            ...(head.persons > 1 ? [{ key: 'persons', label: say(words.persons), value: String(head.persons) }] : []),
            ...(head.flags.length > 0
              ? [
                  {
                    key: 'flags',
                    label: say(words.flags),
                    value: head.flags.map((flag) => nameOf(flags, flag)[language]).join(say(listWords.comma)),
                  },
                ]
              : []),
            ...(view.links.length > 0 ? [{ key: 'links', label: say(words.links), value: <Links view={view} /> }] : []),
          ]}
        />
      </Sheet>
    </>
  )
}

const relations: Readonly<Record<CaseView['links'][number]['relation'], Label>> = {
  'repeat-of': words.repeatOf,
  'merged-into': words.mergedInto,
  'repeated-by': words.repeatedBy,
  'merged-here': words.mergedHere,
}

const Links = ({ view }: { view: CaseView }): ReactNode => {
  const say = useSay()
  return view.links.map((link) => (
    <span key={`${link.relation} ${link.id}`} className="case-link">
      {say(relations[link.relation])} <Link to={toMatter(link)}>{link.number}</Link>
    </span>
  ))
}
