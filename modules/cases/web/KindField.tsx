import { Input } from 'antd'
import type { ReactNode } from 'react'
import { usePreferences, useSay } from '#web/preferences.ts'
import { CodePicker } from '#web/ui/CodePicker.tsx'
import { DateField } from '#web/ui/DateField.tsx'
import { type Field as Spec, useCodes } from './data.ts'
import { Choices, Field } from './Field.tsx'
import type { Value } from './register/form.ts'
import { words } from './register/words.ts'

/** Lists up to this length stand open as buttons: one tap instead of two. */
const fewChoices = 7

type Props = {
  readonly spec: Spec
  readonly value: Value | undefined
  readonly problem?: string | undefined
  readonly autoFocus?: boolean
  readonly onChange: (value: Value) => void
}

/** The control of one field of a kind, by its type; what is kept when nothing is chosen stands chosen. */
export const KindField = ({ spec, value: given, problem, onChange }: Props): ReactNode => {
  const say = useSay()
  const value = (spec.type === 'code' ? given || spec.preset : (given ?? spec.preset)) ?? undefined
  const path = `data.${spec.key}`
  const label = say(spec.label)
  const help = spec.help ? say(spec.help) : undefined
  const shared = { label, path, problem, ...(help ? { help } : {}) }
  const text = typeof value === 'string' ? value : ''
  if (spec.type === 'code' || spec.type === 'codes')
    return <CodeField spec={spec} value={value} problem={problem} onChange={onChange} />
  if (spec.type === 'boolean')
    return (
      <Choices
        {...shared}
        choices={[
          { value: 'yes', label: say(words.yes) },
          { value: 'no', label: say(words.no) },
        ]}
        chosen={value === true ? ['yes'] : value === false ? ['no'] : []}
        onChange={([one]) => onChange(one === 'yes' ? true : one === 'no' ? false : '')}
      />
    )
  return (
    <Field {...shared} className={spec.type === 'long' ? 'case-wide' : ''}>
      {(bound) =>
        spec.type === 'long' ? (
          <Input.TextArea
            {...bound}
            autoSize={{ minRows: 2, maxRows: 12 }}
            value={text}
            onChange={(event) => onChange(event.target.value)}
          />
        ) : spec.type === 'date' ? (
          <DateField {...bound} value={text} onChange={onChange} />
        ) : (
          <Input
            {...bound}
            value={text}
            {...(spec.type === 'number' ? { inputMode: 'decimal' as const } : {})}
            onChange={(event) => onChange(event.target.value)}
          />
        )
      }
    </Field>
  )
}

const CodeField = ({ spec, value, problem, onChange }: Props): ReactNode => {
  const say = useSay()
  const { language } = usePreferences()
  const codes = useCodes(spec.codes)
  const rows = codes.data?.rows ?? []
  const many = spec.type === 'codes'
  const chosen =
    typeof value === 'string' ? (value ? [value] : []) : Array.isArray(value) ? (value as readonly string[]) : []
  const shared = {
    label: say(spec.label),
    path: `data.${spec.key}`,
    problem,
    ...(spec.help ? { help: say(spec.help) } : {}),
  }
  if (rows.length <= fewChoices)
    return (
      <Choices
        {...shared}
        many={many}
        choices={rows.map((row) => ({ value: row.code, label: row[language] }))}
        chosen={chosen}
        onChange={(codes) => onChange(many ? codes : (codes[0] ?? ''))}
      />
    )
  return (
    <Field {...shared}>
      {(bound) => (
        <>
          {many && chosen.length > 0 && (
            <div className="case-pills">
              {chosen.map((code) => (
                <button
                  key={code}
                  type="button"
                  className="case-pill case-pill-on"
                  onClick={() => onChange(chosen.filter((one) => one !== code))}
                >
                  {rows.find((row) => row.code === code)?.[language] ?? code} ×
                </button>
              ))}
            </div>
          )}
          <CodePicker
            {...bound}
            rows={rows}
            leaves
            value={many ? '' : chosen[0]}
            onChange={(code) => onChange(many ? (code ? [...new Set([...chosen, code])] : chosen) : (code ?? ''))}
          />
        </>
      )}
    </Field>
  )
}
