import { sql } from 'kysely'
import type { CaseKind } from '#modules/cases/define.ts'
import { contributions, type Deed } from '#modules/cases/rules/contributions.ts'
import { homeOf } from '#modules/org/rules.ts'
import { startOfDay } from '#platform/clock/time.ts'
import type { Database, Tx } from '#platform/db/open.ts'
import type { Contributed } from './verify.ts'

/** A matter as far as tests of figures need it; days `YYYY-MM-DD`. */
export type Matter = {
  readonly id: string
  readonly kind: CaseKind
  unitId: number
  category: string
  channel: string
  persons: number
  readonly openedOn: string
  deeds: { action: string; on: string; from: string; to: string | null; result?: string }[]
  void: boolean
  access: 0 | 1 | 2
}

export type TestUnit = {
  readonly id: number
  readonly code: string
  readonly level: string
  readonly scope: string
  readonly parentId: number | null
}

/** All units of a test database. */
export const unitsOf = async (db: Database): Promise<TestUnit[]> =>
  (
    await sql<TestUnit>`select id, code, level, scope, parent_id as "parentId" from org.unit where kind = 'division' order by scope`.execute(
      db,
    )
  ).rows

const dayOf = (date: string): Date => new Date(startOfDay(date).getTime() + 9 * 3_600_000)

/** What a matter counts for, by the pure rule of the case engine; kinds without clocks in the test have none running. */
export const countsOf = (matter: Matter, level: string): Contributed[] => {
  const { kind, category, channel, persons, openedOn } = matter
  const deeds: Deed[] = matter.deeds.map(({ action, on, from, to, result = null }) => ({
    action,
    at: dayOf(on),
    from,
    to,
    result,
  }))
  return contributions(
    kind,
    { category, channel, level, openedAt: dayOf(openedOn), persons, void: matter.void },
    deeds,
    [],
  )
}

/** Writes the head of a new matter at its unit; as the administrator. */
export const insertHead = async (db: Database, matter: Matter, unit: TestUnit, serial: number): Promise<void> => {
  const home = homeOf(unit)
  await sql`insert into cases.head (home, id, kind, kind_version, number, unit_id, scope, category, channel, status, phase, title, opened_at, persons, access, created_by, created_at, touched_at)
    select ${home}, ${matter.id}::uuid, ${matter.kind.key}, 1, ${`${home}-T-${serial}`}, id, scope, ${matter.category}, ${matter.channel}, ${matter.kind.initial}, 0, '测试事项',
      ${dayOf(matter.openedOn)}, ${matter.persons}, ${matter.access}, ${matter.id}::uuid, ${dayOf(matter.openedOn)}, ${dayOf(matter.openedOn)} from org.unit where id = ${unit.id}`.execute(
    db,
  )
}

/** Posts the difference between what the matter counts for and what stands, by the product's own function. */
export const postMatter = async (
  db: Database | Tx,
  home: string,
  matter: Matter,
  level: string,
  now: Date,
): Promise<void> => {
  const rows = countsOf(matter, level).map((row) => ({ ...row, version: matter.kind.version }))
  await sql`select guard.figures_post(${home}, ${matter.id}::uuid, ${JSON.stringify(rows)}::jsonb, ${now})`.execute(db)
}

/** Runs work as a person in a role at a unit, under row-level security, as a request does. */
export const asReader = <T>(app: Database, role: string, unit: TestUnit, work: (tx: Tx) => Promise<T>): Promise<T> =>
  app.transaction().execute(async (tx) => {
    const nobody = '00000000-0000-7000-8000-000000000001'
    await sql`select identity.act_as(${nobody}::uuid, ${nobody}::uuid, ${role}, ${unit.id}, ${unit.scope}, null)`.execute(
      tx,
    )
    return work(tx)
  })

/** Moves a unit, with all below it, under another from a day on, by the product's own function; as the system login. */
export const moveUnit = async (
  db: Database,
  unitId: number,
  parentId: number,
  on: string,
  segment: string,
): Promise<void> => {
  await sql`select org.change_unit(u.id, ${on}::date, 'move', p.id, u.code, u.name, u.name_pinyin_initials, u.name_pinyin, p.scope || ${segment} || '/', '测试文', ${dayOf(on)})
    from org.unit u, org.unit p where u.id = ${unitId} and p.id = ${parentId}`.execute(db)
}

/** Merges a unit into another on a day, by the product's own function; as the system login. */
export const mergeUnit = async (
  db: Database,
  unitId: number,
  into: number,
  on: string,
  segment: string,
): Promise<void> => {
  await sql`select org.end_unit(u.id, ${on}::date, p.id, p.scope || ${segment} || '/', '测试文', ${dayOf(on)})
    from org.unit u, org.unit p where u.id = ${unitId} and p.id = ${into}`.execute(db)
}
