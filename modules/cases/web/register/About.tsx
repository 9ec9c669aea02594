import { Button, Input } from 'antd'
import { type ReactNode, useMemo, useState } from 'react'
import { usePreferences, useSay } from '#web/preferences.ts'
import { CodePicker } from '#web/ui/CodePicker.tsx'
import { MomentField } from '#web/ui/DateField.tsx'
import { proposeCodes } from '../codes.ts'
import { flagsList, type Kind, useCodes } from '../data.ts'
import { Choices, Field } from '../Field.tsx'
import { type Form, groupFrom } from './form.ts'
import { words as listWords } from '../words.ts'
import { words } from './words.ts'

/** What the matter is about and how it came: class, channel, number of people, flags, time. */
export const About = ({
  kind,
  form,
  flags,
  note,
  wall,
  problemAt,
  onChange,
}: {
  readonly kind: Kind
  readonly form: Form
  /** The flags chosen and those that follow. */
  readonly flags: readonly string[]
  readonly note: string
  readonly wall: () => string
  readonly problemAt: (path: string) => string | undefined
  readonly onChange: (part: Partial<Form>) => void
}): ReactNode => {
  const say = useSay()
  const { language } = usePreferences()
  const classList = useCodes(kind.categories).data
  const classes = classList?.rows
  const channels = useCodes(kind.channels).data
  const flagRows = useCodes(flagsList).data?.rows ?? []
  const proposed = useMemo(
    () => proposeCodes(classes ?? [], note).filter((row) => row.code !== form.category),
    [classes, note, form.category],
  )
  const [other, setOther] = useState(form.openedAt !== '')
  const desk = kind.channels !== null
  return (
    <>
      <Field
        label={say(classList?.label ?? words.category)}
        help={say(words.categoryHint)}
        problem={problemAt('category')}
        path="category"
      >
        {(bound) => (
          <CodePicker
            {...bound}
            rows={classes ?? []}
            leaves
            value={form.category}
            onChange={(code) => onChange({ category: code ?? '' })}
          />
        )}
      </Field>
      {proposed.length > 0 && (
        <div className="case-offers" role="group" aria-label={say(words.proposed)}>
          <span className="case-offers-title">{say(words.proposed)}</span>
          {proposed.map((row) => (
            <Button key={row.code} onClick={() => onChange({ category: row.code })}>
              {row[language]}
            </Button>
          ))}
        </div>
      )}
      {desk && (
        <Choices
          label={say(channels?.label ?? words.channel)}
          path="channel"
          problem={problemAt('channel')}
          choices={(channels?.rows ?? []).map((row) => ({ value: row.code, label: row[language] }))}
          chosen={form.channel ? [form.channel] : []}
          onChange={([code]) => onChange({ channel: code ?? '' })}
        />
      )}
      {desk && (
        <Field
          label={say(words.persons)}
          path="persons"
          problem={problemAt('persons')}
          className="case-short"
          {...(Number(form.persons) >= groupFrom ? { help: say(words.group) } : {})}
        >
          {(bound) => (
            <Input
              {...bound}
              inputMode="numeric"
              maxLength={6}
              value={form.persons}
              onChange={(event) => onChange({ persons: event.target.value.trim() })}
            />
          )}
        </Field>
      )}
      {desk && (
        <details className="case-fold case-fold-in">
          <summary>
            {say(words.flagsMore)}
            {flags.length > 0 && (
              <span className="tag">
                {flags
                  .map((flag) => flagRows.find((row) => row.code === flag)?.[language] ?? flag)
                  .join(say(listWords.comma))}
              </span>
            )}
          </summary>
          <Choices
            label={say(words.flags)}
            many
            choices={flagRows.map((row) => ({ value: row.code, label: row[language] }))}
            chosen={flags}
            onChange={(chosen) => onChange({ flags: chosen })}
          />
        </details>
      )}
      {desk && (
        <Field label={say(words.title)} help={say(words.titleHelp)} problem={problemAt('title')} path="title">
          {(bound) => (
            <Input
              {...bound}
              maxLength={60}
              value={form.title}
              onChange={(event) => onChange({ title: event.target.value })}
            />
          )}
        </Field>
      )}
      {other ? (
        <Field label={say(words.openedAt)} problem={problemAt('openedAt')} path="openedAt" className="case-short">
          {(bound) => (
            <MomentField
              {...bound}
              max={wall().slice(0, 10)}
              value={form.openedAt}
              onChange={(openedAt) => onChange({ openedAt })}
            />
          )}
        </Field>
      ) : (
        <p className="case-help">
          {say(words.receivedNow)}{' '}
          <Button
            type="link"
            size="small"
            onClick={() => {
              setOther(true)
              onChange({ openedAt: wall() })
            }}
          >
            {say(words.otherTime)}
          </Button>
        </p>
      )}
    </>
  )
}
