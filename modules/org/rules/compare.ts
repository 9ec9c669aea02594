import { type ChangeKind, type Level, levels } from '../define.ts'

/** A division as a tree or a published list has it; `parent` is the code of the unit above, null for the root of the comparison. */
export type Division = {
  readonly code: string
  readonly name: string
  readonly level: Level
  readonly parent: string | null
}

/** A proposed line of a file of changes. */
export type Proposal = {
  readonly what: ChangeKind
  readonly code: string
  readonly to: string
  readonly name: string
  readonly newCode: string
}

/**
 * What would make a tree like a newer list. A unit keeps its code, or is known by its name under the same parent, or by a name
 * that vanished once and appeared once. What the list no longer has is proposed for abolition: the list does not say into what
 * it was merged, so a person who knows changes such lines. Codes below a new code follow it and are not proposed again.
 */
export const compareDivisions = (tree: readonly Division[], list: readonly Division[]): Proposal[] => {
  const coming: Proposal[] = []
  const going: Proposal[] = []
  // What a code of the tree will be after the proposals so far, and which were recoded, nearest first.
  const expected = new Map<string, string>()
  const recoded: [from: string, to: string][] = []
  const expect = (code: string): string => {
    const rule = recoded.find(([from]) => code.startsWith(from))
    return rule ? rule[1] + code.slice(rule[0].length) : code
  }
  for (const level of levels) {
    const old = tree.filter((unit) => unit.level === level)
    const wanted = new Map(list.filter((unit) => unit.level === level).map((unit) => [unit.code, unit]))
    const parentOf = (unit: Division): string | null =>
      unit.parent === null ? null : (expected.get(unit.parent) ?? null)
    const left: Division[] = []
    for (const unit of old) {
      const code = expect(unit.code)
      const found = wanted.get(code)
      if (!found) {
        left.push(unit)
        continue
      }
      wanted.delete(code)
      expected.set(unit.code, code)
      const moved = unit.parent !== null && found.parent !== null && parentOf(unit) !== found.parent
      if (moved)
        coming.push({
          what: 'move',
          code,
          to: found.parent ?? '',
          name: found.name === unit.name ? '' : found.name,
          newCode: '',
        })
      else if (found.name !== unit.name) coming.push({ what: 'rename', code, to: '', name: found.name, newCode: '' })
    }
    const appeared = byName([...wanted.values()])
    const gone = byName(left)
    for (const unit of left) {
      const code = expect(unit.code)
      const candidates = appeared.get(unit.name)?.filter((one) => wanted.has(one.code)) ?? []
      const same = candidates.find((one) => one.parent === parentOf(unit))
      const found = same ?? (candidates.length === 1 && gone.get(unit.name)?.length === 1 ? candidates[0] : undefined)
      if (!found) {
        going.unshift({ what: 'abolish', code, to: '', name: '', newCode: '' })
        continue
      }
      wanted.delete(found.code)
      expected.set(unit.code, found.code)
      recoded.unshift([unit.code, found.code])
      coming.push({
        what: same ? 'rename' : 'move',
        code,
        to: same ? '' : (found.parent ?? ''),
        name: '',
        newCode: found.code,
      })
    }
    for (const unit of wanted.values())
      coming.push({ what: 'new', code: unit.code, to: unit.parent ?? '', name: unit.name, newCode: '' })
  }
  return [...coming, ...going]
}

const byName = (units: readonly Division[]): ReadonlyMap<string, Division[]> => {
  const named = new Map<string, Division[]>()
  for (const unit of units) {
    const same = named.get(unit.name)
    if (same) same.push(unit)
    else named.set(unit.name, [unit])
  }
  return named
}
