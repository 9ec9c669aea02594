import { check } from '../check.ts'

const signs: Readonly<Record<string, string>> = {
  share: '/', quotient: '/', sum: '+', difference: '−', points: '−', product: '×', balance: '±', shareOfSum: '+',
} // prettier-ignore

/** What fits in a text, for tests of one rule: 90/210=42.9. */
export const saidOf = (text: string): string[] =>
  check(text)
    .findings.filter(({ verdict }) => verdict.startsWith('match'))
    .map(
      ({ relation: { operands, formula, stated } }) =>
        `${operands.map(({ value }) => value).join(signs[formula] ?? ` ${formula} `)}=${stated?.value}`,
    )
