import { checkIdNumber } from '#modules/people/rules/idnumber.ts'
import { checkName } from '#modules/people/rules/names.ts'
import { checkPhone } from '#modules/people/rules/phone.ts'
import { titleProblem } from '#modules/people/rules/titlecheck.ts'
import type { FieldProblem } from '#platform/errors/define.ts'
import { invalid, reading } from '#platform/http/problem.ts'
import type { NewCase, PartyInput } from '../../contract.ts'
import type { CaseKind, FieldLabel } from '../../define.ts'
import { codeProblem, type Engine, refuseProblems, today } from '../engine.ts'

/**
 * Checks everything a person can get wrong and reports all of it at once.
 * @param placeOf the place a person has in the request, where it is not the place in the list.
 * @returns the validated fields.
 */
export const checkInput = (
  engine: Engine,
  kind: CaseKind,
  input: Omit<NewCase, 'kind'>,
  now: Date,
  placeOf: (index: number) => number = (index) => index,
): Record<string, unknown> => {
  const problems: FieldProblem[] = []
  const day = input.openedAt ? today(new Date(input.openedAt)) : today(now)
  if (input.openedAt && new Date(input.openedAt).getTime() > now.getTime() + 60_000)
    problems.push({
      path: 'openedAt',
      zh: '收件时间在将来。请核对日期。',
      en: 'The received time is in the future. Check the date.',
    })
  problems.push(...codeProblem(engine, kind.categories, input.category, day, 'category'))
  if (input.category === undefined && kind.channels)
    problems.push({
      path: 'category',
      zh: '还没有选类别。拿不准可先选「其他」,以后再更正。',
      en: 'Choose a class; if unsure choose “Other” and correct later.',
    })
  if (kind.channels) problems.push(...codeProblem(engine, kind.channels, input.channel, day, 'channel'))
  if (kind.channels && input.channel === undefined)
    problems.push({
      path: 'channel',
      zh: '还没有选,请选一项。',
      en: 'Choose one.',
    })
  for (const flag of input.flags ?? []) problems.push(...codeProblem(engine, 'petition-flags', flag, day, 'flags'))
  problems.push(...codeProblem(engine, 'notify-modes', input.notifyMode, day, 'notifyMode'))
  const parsed = kind.fields.safeParse(input.data ?? {}, reading)
  if (!parsed.success) problems.push(...invalid(parsed.error, 'data').fields)
  else problems.push(...fieldProblems(engine, kind.labels, parsed.data, day))
  problems.push(
    ...(input.parties ?? []).flatMap((party, index) =>
      partyProblems(kind, party, placeOf(index), now, input.flags ?? []),
    ),
  )
  for (const [role, spec] of Object.entries(kind.parties)) {
    const present = (input.parties ?? []).filter((party) => party.role === role).length
    if (present > (spec.max ?? 1))
      problems.push({
        path: 'parties',
        zh: `${spec.label.zh}最多 ${spec.max ?? 1} 位。`,
        en: `At most ${spec.max ?? 1}: ${spec.label.en}.`,
      })
  }
  const names = (input.parties ?? []).flatMap((party) => (party.name ? [party.name] : []))
  const title = input.title ? titleProblem(input.title, names) : undefined
  if (title) problems.push({ path: 'title', ...title })
  refuseProblems(problems)
  return parsed.data as Record<string, unknown>
}

/** Codes among the fields of a kind, or of one of its rows, that their lists do not have on a day. */
export const fieldProblems = (
  engine: Engine,
  labels: Readonly<Record<string, FieldLabel>>,
  data: Readonly<Record<string, unknown>>,
  day: string,
): FieldProblem[] =>
  Object.entries(labels).flatMap(([field, { codes }]) =>
    codes && codes in engine.catalogue.codes
      ? [data[field]]
          .flat()
          .flatMap((one) => (typeof one === 'string' ? codeProblem(engine, codes, one, day, `data.${field}`) : []))
      : [],
  )

const partyProblems = (
  kind: CaseKind,
  party: PartyInput,
  index: number,
  now: Date,
  flags: readonly string[],
): FieldProblem[] => {
  const problems: FieldProblem[] = []
  const at = (field: string): string => `parties.${index}.${field}`
  if (!Object.hasOwn(kind.parties, party.role))
    problems.push({
      path: at('role'),
      zh: `「${kind.label.zh}」没有这种身份:${party.role}。`,
      en: `“${kind.label.en}” has no role ${party.role}.`,
    })
  if (party.name) {
    const name = checkName(party.name)
    if (!name.ok) problems.push({ path: at('name'), ...name.reason })
  } else if (!party.anonymous && !flags.includes('ANONYMOUS') && !flags.includes('UNCLEAR'))
    problems.push({
      path: at('name'),
      zh: '姓名没有填。不肯说姓名点〔匿名〕,说不清点〔身份不清〕。',
      en: 'The name is empty. If it was not given choose “Anonymous” or “Unclear”.',
    })
  if (party.phone) {
    const phone = checkPhone(party.phone)
    if (!phone.ok) problems.push({ path: at('phone'), ...phone.reason })
  }
  if (party.idNumber && (party.idType ?? '01') === '01') {
    const id = checkIdNumber(party.idNumber, today(now))
    if (!id.ok) problems.push({ path: at('idNumber'), ...id.reason })
    else if (id.value.derived15)
      problems.push({
        path: at('idNumber'),
        zh: `这是 15 位旧号码,换算为 ${id.value.normal},请核对后填 18 位。`,
        en: `This is an old 15-digit number; as 18 digits it is ${id.value.normal}. Check it and enter 18 digits.`,
      })
    else if (party.sex && party.sex !== id.value.sex && (party.sex === '1' || party.sex === '2'))
      problems.push({
        path: at('sex'),
        zh: '性别和身份证号不一致,请核对。',
        en: 'The sex does not agree with the ID number.',
      })
    else if (party.birth && party.birth !== id.value.birth)
      problems.push({
        path: at('birth'),
        zh: `出生日期和身份证号(${id.value.birth})不一致,请核对。`,
        en: `The birth date does not agree with the ID number (${id.value.birth}).`,
      })
  }
  if (party.birth && party.birth > today(now))
    problems.push({ path: at('birth'), zh: '出生日期在将来,请核对。', en: 'The birth date is in the future.' })
  return problems
}
