import type { Label } from '#platform/text/label.ts'
import { label } from '#platform/text/label.ts'
import type { CaseKind } from '../define.ts'
import type { Situation } from '../rules/actions.ts'
import type { TrackRow } from './queries/children.ts'

/** Steps a proceeding could take now, and why not. */
export const trackActions = (
  kind: CaseKind,
  track: TrackRow,
  situation: Situation,
): { key: string; label: Label; blocked: Label | null; act: string | null }[] =>
  Object.entries(kind.tracks?.[track.key]?.transitions ?? {})
    .filter(([, step]) => step.from.includes(track.status))
    .map(([key, step]) => ({
      key,
      label: step.label,
      blocked: situation.permissions.has(step.can)
        ? null
        : label(`当前岗位不办「${step.label.zh}」。`, `This post does not do “${step.label.en}”.`),
      act: step.act ?? null,
    }))
