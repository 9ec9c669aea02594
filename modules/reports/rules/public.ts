import type { ClassForm, FormLine, FormSection } from '../define.ts'

/** What the public version hides: nothing of the classes at all, or single sections and lines with the reason. */
export type Hidden = { readonly all: boolean; readonly why: (line: FormLine) => 'small' | 'covered' | null }

/** A hidden number, and the most it can be as far as a reader knows. */
type Kept = { readonly n: number; readonly most: number }

/** Numbers of sensitive classes below this print as `<5` (domain/10 section 6). */
const small = 5

/** Whether a reader who knows what hidden numbers add up to knows one of them: it is alone, or all stand at an end of their range. */
const isTold = (kept: readonly Kept[]): boolean => {
  const sum = kept.reduce((all, { n }) => all + n, 0)
  const most = kept.reduce((all, one) => all + one.most, 0)
  return kept.length === 1 || (kept.length > 1 && (sum === 0 || sum === most))
}

/**
 * Hides the small cells of sensitive classes and, where one could be worked out from the totals beside it, a second one
 * (domain/10 section 6). A sensitive nought is hidden like a small number; a nought of an ordinary section is shown and tells
 * those below it. The grand total is always shown, so where no section is left to cover with, no class is.
 */
export const hideForPublic = (form: ClassForm, count: (line: FormLine) => number): Hidden => {
  const why = new Map<string, 'small' | 'covered'>()
  const isSmall = (line: FormLine): boolean => line.sensitive && count(line) < small
  const least = <L extends FormLine>(lines: readonly L[]): L | undefined =>
    lines
      .filter((line) => !why.has(line.key) && count(line) > 0)
      .reduce<L | undefined>((best, line) => (best && count(best) <= count(line) ? best : line), undefined)
  const gone: Kept[] = []
  const hideSection = (section: FormSection, reason: 'small' | 'covered', most: number): void => {
    why.set(section.key, reason)
    gone.push({ n: count(section), most })
  }
  for (const section of form.sections) {
    if (!section.sensitive && count(section) === 0) continue
    const lines = section.lines.filter(isSmall)
    for (const line of lines) why.set(line.key, 'small')
    if (isSmall(section)) hideSection(section, 'small', small - 1)
    else if (isTold(lines.map((line) => ({ n: count(line), most: small - 1 })))) {
      const cover = least(section.lines)
      if (cover) why.set(cover.key, 'covered')
      else hideSection(section, 'covered', lines.length * (small - 1))
    }
  }
  if (isTold(gone)) {
    const cover = least(form.sections)
    if (!cover) return { all: true, why: () => 'covered' }
    why.set(cover.key, 'covered')
    // Its lines shown in full would add up to it again.
    const line = cover.lines.some(({ key }) => why.has(key)) ? undefined : least(cover.lines)
    if (line) why.set(line.key, 'covered')
  }
  return { all: false, why: (line) => why.get(line.key) ?? null }
}
