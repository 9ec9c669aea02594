import type { z } from 'zod'
import { commonErrors, fail } from '#platform/errors/common.ts'
import { Failure, type FieldProblem } from '#platform/errors/define.ts'
import type { Language } from '#platform/text/label.ts'

/** The `application/problem+json` body of an error. */
export type Problem = {
  readonly type: 'about:blank'
  readonly status: number
  readonly code: string
  readonly title: string
  readonly fields: readonly { readonly path: string; readonly message: string }[]
  readonly trace: string
}

/** Turns a failure into what is sent, in the reader's language. */
export const problemOf = (failure: Failure, trace: string, language: Language): Problem => ({
  type: 'about:blank',
  status: failure.status,
  code: failure.code,
  title: failure.sentence[language].replace('{trace}', trace),
  fields: failure.fields.map((field) => ({ path: field.path, message: field[language] })),
  trace,
})

/** Any thrown value as a failure: database and disk troubles get their own sentence, the unknown becomes `http.internal`. */
export const toFailure = (error: unknown): Failure => {
  if (error instanceof Failure) return error
  const code = (error as { code?: string } | null)?.code ?? ''
  if (code === '53100' || code === 'ENOSPC') return fail('http.diskFull')
  if (code === '23505') return fail('http.exists')
  if (code === '40001' || code === '40P01') return fail('http.stale')
  if (
    /^(08|57P|53)/.test(code) ||
    busy.has(code) ||
    /timeout exceeded when trying to connect|Connection terminated|not queryable|Client was closed/.test(
      String((error as Error)?.message),
    )
  )
    return fail('http.busy')
  if ((error as { statusCode?: number })?.statusCode === 413) return fail('http.tooLarge', { limit: '20 MB' })
  if ((error as { statusCode?: number })?.statusCode === 400)
    return fail('http.invalid', { count: 1 }, [
      { path: '', zh: '请求内容不是有效的 JSON。', en: 'The request body is not valid JSON.' },
    ])
  // An address with dots in it, of which the server of files wants nothing to do.
  if (code === 'FST_STATIC_FORBIDDEN_PATH') return fail('http.notFound')
  return new Failure('http.internal', commonErrors['http.internal'], {}, [])
}

const busy = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EAI_AGAIN'])

/** What of an error may stand in a log: its kind, the table it met and where it came from. Messages repeat what people typed. */
export const traceOf = (error: unknown): Record<string, string> => {
  const { name, code, table, constraint, stack } = (error ?? {}) as Record<string, unknown>
  const frames = String(stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .join('\n')
  const told = Object.entries({ name, code, table, constraint, stack: frames })
  return Object.fromEntries(told.filter((entry): entry is [string, string] => typeof entry[1] === 'string'))
}

/** How a schema is asked, so that {@link invalid} can tell what is missing from what is wrong. */
export const reading = { reportInput: true } as const

/** A validation error as `http.invalid`, one sentence a field, with reason and remedy. */
export const invalid = (error: z.ZodError, where: string): Failure => {
  const fields = error.issues.flatMap((issue) => problemsOfIssue(issue, where))
  return fail('http.invalid', { count: fields.length }, fields)
}

const problemsOfIssue = (issue: z.core.$ZodIssue, where: string): FieldProblem[] => {
  const path = [...(where ? [where] : []), ...issue.path.map(String)].join('.')
  const custom = (issue as { params?: { zh?: string; en?: string } }).params
  if (custom?.zh && custom.en) return [{ path, zh: custom.zh, en: custom.en }]
  switch (issue.code) {
    case 'invalid_type':
      return [
        issue.input === undefined
          ? { path, zh: '必填,请补上。', en: 'Required: please fill it in.' }
          : {
              path,
              zh: `应填${typeNames[issue.expected]?.[0] ?? issue.expected}。`,
              en: `Must be ${typeNames[issue.expected]?.[1] ?? issue.expected}.`,
            },
      ]
    case 'too_small':
      return [
        issue.origin === 'string'
          ? {
              path,
              zh: Number(issue.minimum) <= 1 ? '不能为空,请填写。' : `至少 ${issue.minimum} 个字,请写详细些。`,
              en: `At least ${issue.minimum} character(s).`,
            }
          : { path, zh: `不能小于 ${issue.minimum}。`, en: `Must be at least ${issue.minimum}.` },
      ]
    case 'too_big':
      return [
        issue.origin === 'string'
          ? {
              path,
              zh: `最多 ${issue.maximum} 个字,请缩短,或作为附件上传。`,
              en: `At most ${issue.maximum} characters: shorten it or attach it as a file.`,
            }
          : { path, zh: `不能大于 ${issue.maximum}。`, en: `Must be at most ${issue.maximum}.` },
      ]
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({
        path: path ? `${path}.${key}` : key,
        zh: '没有这个填写项,请去掉。',
        en: 'There is no such field: remove it.',
      }))
    case 'invalid_value':
      return [
        {
          path,
          zh: `不在可选项内:${issue.values.slice(0, 12).join('、')}。`,
          en: `Not one of: ${issue.values.slice(0, 12).join(', ')}.`,
        },
      ]
    default:
      return issue.code === 'invalid_format' && issue.format === 'date'
        ? [{ path, zh: '日历上没有这一天,请写成 2026-07-01 这样。', en: 'No such day: write it as 2026-07-01.' }]
        : [{ path, zh: '格式不对,请核对。', en: issue.message }]
  }
}

const typeNames: Record<string, [string, string]> = {
  string: ['文字', 'text'],
  number: ['数字', 'a number'],
  int: ['整数', 'a whole number'],
  boolean: ['是或否', 'true or false'],
  array: ['列表', 'a list'],
  object: ['一组内容', 'an object'],
  date: ['日期', 'a date'],
}
