import { label, type Label } from '#platform/text/label.ts'
import type { BoundFigure } from '../define.ts'
import { isCounted, spanOf } from './describe.ts'

/** A posting that came after the freeze. `number` is null where the reader may not see the record; `action` is the step that made it. */
export type Later = {
  readonly measure: string
  readonly month: string
  /** Null where it stands beside sensitive classes and the reader has no case role. */
  readonly category: string | null
  readonly channel: string
  readonly n: number
  readonly home: string
  readonly record: string
  readonly number: string | null
  readonly action: string | null
  readonly batch: string | null
  readonly postedAt: Date
}

/** What one record changed, at one time and for one reason; `matter` is null where the reader may not see it, its key included. */
export type DriftEntry = {
  readonly matter: { readonly home: string; readonly id: string; readonly number: string } | null
  readonly reason: Label
  readonly at: Date
  readonly effects: readonly { readonly figure: string; readonly label: Label; readonly n: number }[]
}

/** A figure that would be different today. */
export type DriftFigure = {
  readonly figure: string
  readonly label: Label
  readonly frozen: number | null
  readonly n: number
}

export type Drift = { readonly entries: readonly DriftEntry[]; readonly figures: readonly DriftFigure[] }

const reasons: Readonly<Record<string, Label>> = {
  opened: label('补登', 'Registered late'),
  correct: label('更正', 'Corrected'),
  void: label('作废', 'Voided'),
  undo: label('撤回', 'Taken back'),
  forward: label('转送', 'Forwarded'),
  assign: label('交办', 'Assigned down'),
  raise: label('报上级', 'Raised'),
}

/** Why a figure changed after the freeze, by the step that changed it; a step of handling entered later is 补办. */
export const reasonOf = (action: string | null, batch: string | null): Label => {
  if (action === null) return label('重新计算', 'Recounted')
  const reason = reasons[action] ?? label('补办', 'Handled later')
  return action === 'opened' && batch !== null ? label('补登(导入)', 'Registered late (import)') : reason
}

/** Whether a posting belongs to what a figure counts. */
export const counts = (
  figure: BoundFigure,
  posting: Pick<Later, 'measure' | 'month' | 'category' | 'channel'>,
): boolean => {
  if (!isCounted(figure)) return false
  const { measure, from, to } = spanOf(figure)
  const { category, channel } = figure.cut
  return (
    posting.measure === measure &&
    posting.month >= from &&
    posting.month <= to &&
    (category === undefined || (posting.category !== null && category.includes(posting.category))) &&
    (channel === undefined || channel.includes(posting.channel))
  )
}

/** What was posted after the freeze, by record and by figure; what cancels out is left out. Nothing of the frozen report changes. */
export const driftOf = (figures: readonly BoundFigure[], later: readonly Later[]): Drift => {
  const counted = figures.filter(isCounted)
  const groups = new Map<string, Later[]>()
  for (const posting of later) {
    const key = `${posting.home}/${posting.record}/${posting.postedAt.getTime()}`
    groups.set(key, [...(groups.get(key) ?? []), posting])
  }
  const entries = [...groups.values()].flatMap((postings): DriftEntry[] => {
    const [first] = postings
    const effects = effectsOn(counted, postings)
    if (!first || effects.length === 0) return []
    const { home, record, number, action, batch, postedAt } = first
    return [
      {
        matter: number === null ? null : { home, id: record, number },
        reason: reasonOf(action, batch),
        at: postedAt,
        effects: effects.map(({ figure, n }) => ({ figure: figure.id, label: figure.label, n })),
      },
    ]
  })
  return {
    entries: [...entries].sort((a, b) => b.at.getTime() - a.at.getTime()),
    figures: effectsOn(counted, later).map(({ figure, n }) => ({
      figure: figure.id,
      label: figure.label,
      frozen: figure.n,
      n,
    })),
  }
}

const effectsOn = (figures: readonly BoundFigure[], postings: readonly Later[]): { figure: BoundFigure; n: number }[] =>
  figures
    .map((figure) => ({
      figure,
      n: postings.reduce((sum, posting) => sum + (counts(figure, posting) ? posting.n : 0), 0),
    }))
    .filter(({ n }) => n !== 0)
