import type { ReactNode } from 'react'
import { usePreferences, useSay } from '#web/preferences.ts'
import { Sheet } from '#web/ui/Page.tsx'
import { useCodes } from '../data.ts'
import { Choices } from '../Field.tsx'
import { ApartFields } from '../Apart.tsx'
import type { Form } from './form.ts'
import { words } from './words.ts'

/** How she may be told, and who must not know. `bare`: only the second, without a sheet of its own. */
export const Protect = ({
  form,
  restricted,
  bare = false,
  problemAt,
  onChange,
}: {
  readonly form: Form
  readonly restricted: boolean
  readonly bare?: boolean
  readonly problemAt: (path: string) => string | undefined
  readonly onChange: (part: Partial<Form>) => void
}): ReactNode => {
  const say = useSay()
  const { language } = usePreferences()
  const modes = useCodes('notify-modes').data?.rows ?? []
  const apart = (
    <ApartFields
      people={form.notToPeople}
      units={form.notTo}
      problems={{ people: problemAt('notToPosts'), units: problemAt('notTo') }}
      onPeople={(notToPeople) => onChange({ notToPeople })}
      onUnits={(notTo) => onChange({ notTo })}
    />
  )
  if (bare) return apart
  return (
    <Sheet title={say(words.protect)} className="case-protect">
      {restricted && <p>{say(words.willRestrict)}</p>}
      <Choices
        label={say(words.notifyMode)}
        help={say(words.protectWhy)}
        problem={problemAt('notifyMode')}
        path="notifyMode"
        choices={modes.map((row) => ({ value: row.code, label: row[language] }))}
        chosen={form.notifyMode ? [form.notifyMode] : []}
        onChange={([mode]) => onChange({ notifyMode: mode ?? '' })}
      />
      {apart}
    </Sheet>
  )
}
