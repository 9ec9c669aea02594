import { Input } from 'antd'
import type { ReactNode } from 'react'
import type { ActInput } from '#modules/cases/contract.ts'
import { useNow } from '#web/now.ts'
import { useSay } from '#web/preferences.ts'
import { DateField } from '#web/ui/DateField.tsx'
import { Field } from '../Field.tsx'
import { KindField } from '../KindField.tsx'
import { words } from './words.ts'

/** A paper of another body while being written down; days are `YYYY-MM-DD`, empty where nothing stands. */
export type TypedAct = {
  readonly issuer: string
  readonly number: string
  readonly issuedOn: string
  readonly validUntil: string
  readonly servedOn: string
  readonly codes: readonly string[]
}

export const noAct: TypedAct = { issuer: '', number: '', issuedOn: '', validUntil: '', servedOn: '', codes: [] }

/** What is sent of it. */
export const actOf = ({ validUntil, servedOn, codes, ...act }: TypedAct): ActInput => ({
  ...act,
  codes: [...codes],
  ...(validUntil ? { validUntil } : {}),
  ...(servedOn ? { servedOn } : {}),
})

/** The facts of a paper: who issued it, its number and days, and what it orders, from the list of the kind. */
export const ActFields = ({
  list,
  value,
  faultOf,
  onChange,
}: {
  /** Code list of what it orders; null where the kind has none. */
  readonly list: string | null
  readonly value: TypedAct
  readonly faultOf: (field: keyof TypedAct) => string | undefined
  readonly onChange: (value: TypedAct) => void
}): ReactNode => {
  const say = useSay()
  const { today } = useNow()
  const text = (key: 'issuer' | 'number', label: string, maxLength: number): ReactNode => (
    <Field label={label} problem={faultOf(key)}>
      {(bound) => (
        <Input
          {...bound}
          maxLength={maxLength}
          value={value[key]}
          onChange={(event) => onChange({ ...value, [key]: event.target.value })}
        />
      )}
    </Field>
  )
  const day = (key: 'issuedOn' | 'validUntil' | 'servedOn', label: string, max?: typeof today): ReactNode => (
    <Field label={label} problem={faultOf(key)}>
      {(bound) => (
        <DateField
          {...bound}
          {...(max ? { max } : {})}
          value={value[key]}
          onChange={(next) => onChange({ ...value, [key]: next })}
        />
      )}
    </Field>
  )
  return (
    <>
      {text('issuer', say(words.issuer), 100)}
      {text('number', say(words.actNumber), 60)}
      {day('issuedOn', say(words.issuedOn), today)}
      {list && (
        <KindField
          spec={{
            key: 'codes',
            label: words.actOrders,
            type: 'codes',
            codes: list,
            required: false,
            max: null,
            help: null,
            preset: null,
          }}
          value={value.codes}
          problem={faultOf('codes')}
          onChange={(codes) => onChange({ ...value, codes: Array.isArray(codes) ? (codes as readonly string[]) : [] })}
        />
      )}
      {day('validUntil', say(words.validUntil))}
      {day('servedOn', say(words.servedOn), today)}
    </>
  )
}
