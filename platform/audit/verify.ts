import { type Kysely, sql } from 'kysely'
import type { DB } from '#db/types.ts'
import { addDays, endOfDay, type LocalDate, localDate, startOfDay } from '#platform/clock/time.ts'
import { chain } from '#platform/crypto/chain.ts'
import { type Label, label } from '#platform/text/label.ts'
import { readRoots, type Root } from './roots.ts'
import { type AuditRow, auditMac, canonical } from './row.ts'
import type { MacKey } from '#platform/crypto/provider.ts'

/** What was done to the log: see {@link sayings} for each. */
export type AuditFault = 'changed' | 'missing' | 'inserted' | 'reordered' | 'rootGone' | 'rootDiffers' | 'unsealed'

/** One fault: where, and in words. `ref` is an event's id or `#` and a link's number. */
export type AuditFinding = {
  readonly fault: AuditFault
  readonly home: string
  readonly day: LocalDate
  readonly ref: string
  readonly sentence: Label
}

/** The outcome: `findings` empty means every row and link is as it was written. `faults` counts also beyond the findings kept. */
export type AuditReport = {
  readonly rows: number
  readonly links: number
  readonly faults: number
  readonly findings: readonly AuditFinding[]
  readonly tornRoots: number
}

export type VerifyOptions = {
  readonly now: Date
  readonly rootsFile: string
  /** Age in seconds from which an unsealed row is a fault; the sealer works each second. */
  readonly unsealedAfter?: number
  /** Most findings kept in the report. */
  readonly keep?: number
  /** One day only. */
  readonly day?: LocalDate
  /** Told now and then how many rows were read. */
  readonly onRows?: (rows: number) => void
}

/**
 * Recomputes the MAC of every audit row and every link of the chain, day by day (Asia/Shanghai), and compares with the
 * roots kept outside the database. Today's last links have no root yet: cutting them off shows only once the day has
 * one, so keep copies of the file elsewhere.
 * @param db a login that reads the whole log (system, or an auditor's transaction).
 */
export const verifyAudit = async (
  db: Kysely<DB>,
  key: MacKey,
  { now, rootsFile, unsealedAfter = 60, keep = 1_000, day: only, onRows = () => undefined }: VerifyOptions,
): Promise<AuditReport> => {
  const { roots, torn } = readRoots(rootsFile)
  const rootsOf = Map.groupBy(roots, (root) => root.day)
  const report = { rows: 0, links: 0, faults: 0, findings: [] as AuditFinding[], tornRoots: torn }
  const note: Note = (fault, home, day, ref) => {
    report.faults += 1
    if (report.findings.length < keep)
      report.findings.push({ fault, home, day, ref, sentence: sayings[fault](home, day, ref) })
  }
  for (const day of only ? [only] : await daysOf(db, [...rootsOf.keys()])) {
    const seen = await readDay(db, key, day, (rows) => onRows(report.rows + rows))
    const links = await db
      .selectFrom('audit.seal')
      .select(['home', 'seq', 'events', 'digest'])
      .where('day', '=', day)
      .orderBy('home')
      .orderBy('seq')
      .execute()
    report.rows += seen.size + seen.twins.length
    report.links += links.length
    checkChain(key, day, links, seen, note)
    checkLoose(day, seen, new Date(now.getTime() - unsealedAfter * 1_000), note)
    // The newest past day gets its root some minutes after midnight.
    checkRoots(day, links, rootsOf.get(day) ?? [], now.getTime() - endOfDay(day).getTime() > rootsWithinMs, note)
  }
  return report
}

const rootsWithinMs = 3_600_000

type Note = (fault: AuditFault, home: string, day: LocalDate, ref: string) => void

const sayings: Record<AuditFault, (home: string, day: LocalDate, ref: string) => Label> = {
  changed: (home, day, ref) =>
    label(`${day} ${home}:记录 ${ref} 写入后被改动。`, `${day} ${home}: row ${ref} was changed after it was written.`),
  missing: (home, day, ref) => label(`${day} ${home}:记录 ${ref} 不见了。`, `${day} ${home}: ${ref} is missing.`),
  inserted: (home, day, ref) =>
    label(`${day} ${home}:记录 ${ref} 不是系统写入的。`, `${day} ${home}: row ${ref} was not written by the system.`),
  reordered: (home, day, ref) =>
    label(
      `${day} ${home}:链环 ${ref} 与它的记录不符(顺序、内容或链环本身被改)。`,
      `${day} ${home}: link ${ref} does not fit its rows (order, content or the link itself was changed).`,
    ),
  rootGone: (home, day, ref) =>
    label(
      `${day} ${home}:库外没有这一天的链尾(到 ${ref}),留存文件缺行或没有写成。`,
      `${day} ${home}: the roots file has no line for the last link (${ref}).`,
    ),
  rootDiffers: (home, day, ref) =>
    label(
      `${day} ${home}:链环 ${ref} 与库外留存的不同,这一天被整段改写。`,
      `${day} ${home}: link ${ref} differs from the roots file: the day was rewritten.`,
    ),
  unsealed: (home, day, ref) =>
    label(
      `${day} ${home}:记录 ${ref} 一直没有入链,封存任务可能停了。`,
      `${day} ${home}: row ${ref} was never sealed; the sealer may have stopped.`,
    ),
}

const daysOf = async (db: Kysely<DB>, rooted: readonly LocalDate[]): Promise<LocalDate[]> => {
  const { rows: sealed } = await sql<{ day: LocalDate }>`select distinct day from audit.seal`.execute(db)
  const { rows: span } = await sql<{
    first: Date | null
    last: Date | null
  }>`select min(at) as first, max(at) as last from audit.event`.execute(db)
  const days = new Set([...rooted, ...sealed.map((row) => row.day)])
  const { first = null, last = null } = span[0] ?? {}
  if (first && last) for (let day = localDate(first); day <= localDate(last); day = addDays(day, 1)) days.add(day)
  return [...days].sort()
}

type Seen = {
  readonly home: string
  readonly mac: Buffer
  readonly genuine: boolean
  readonly sealed: boolean
  readonly at: Date
  linked: boolean
}
/** The rows of a day by id; a second row under an id already seen cannot be genuine. */
type Day = Map<string, Seen> & { readonly twins: { readonly id: string; readonly home: string }[] }

const readDay = async (db: Kysely<DB>, key: MacKey, day: LocalDate, onRows: (rows: number) => void): Promise<Day> => {
  const seen: Day = Object.assign(new Map<string, Seen>(), { twins: [] })
  const until = endOfDay(day)
  for (let after: { at: string; id: string } | null = null; ;) {
    const page: Stored[] = await readPage(db, startOfDay(day), until, after)
    for (const { mac, sealed, whole, position: _, ...row } of page) {
      const genuine =
        whole && auditMac(key, { ...row, detail: row.detail === null ? null : canonical(row.detail) }).equals(mac)
      if (seen.has(row.id)) seen.twins.push({ id: row.id, home: row.home })
      // Of two rows with one id the genuine one counts, whichever comes first.
      if (!seen.has(row.id) || genuine)
        seen.set(row.id, { home: row.home, mac, genuine, sealed, at: row.at, linked: false })
    }
    onRows(seen.size)
    const last: Stored | undefined = page.at(-1)
    if (!last || page.length < pageRows) return seen
    after = { at: last.position, id: last.id }
  }
}

const pageRows = 5_000

type Stored = Omit<AuditRow, 'detail'> & {
  readonly detail: unknown
  readonly mac: Buffer
  readonly sealed: boolean
  readonly whole: boolean
  readonly position: string
}

const readPage = async (
  db: Kysely<DB>,
  from: Date,
  until: Date,
  after: { at: string; id: string } | null,
): Promise<Stored[]> => {
  // Rows are written with whole milliseconds; a fraction below them would be lost on the way here.
  const { rows } =
    await sql<Stored>`select at, id, home, account, post, unit_id, role, ip, action, object_kind, object_home, object_id, purpose, result, detail, trace, mac, sealed,
      date_trunc('milliseconds', at) = at as whole, at::text as position
    from audit.event where at >= ${from} and at < ${until} ${after ? sql`and (at, id) > (${after.at}::timestamptz, ${after.id}::uuid)` : sql``} order by at, id limit ${pageRows}`.execute(
      db,
    )
  return rows
}

type Link = { readonly home: string; readonly seq: number; readonly events: readonly string[]; readonly digest: Buffer }

const checkChain = (key: MacKey, day: LocalDate, links: readonly Link[], seen: Day, note: Note): void => {
  for (const [home, own] of Map.groupBy(links, (one) => one.home)) {
    let before: Buffer | null = null
    let expected = 1
    for (const { seq, events, digest } of own) {
      const follows = seq === expected
      for (; expected < seq; expected++) note('missing', home, day, `#${expected}`)
      expected = seq + 1
      const macs: Buffer[] = []
      for (const id of events) {
        const row = seen.get(id)
        if (!row) note('missing', home, day, id)
        else {
          if (!row.genuine) note('changed', home, day, id)
          else if (row.linked || row.home !== home) note('reordered', home, day, `#${seq}`)
          row.linked = true
          macs.push(row.mac)
        }
      }
      // What is already named needs no second complaint; a link after a lost one cannot be recomputed.
      const sound = follows && events.every((id) => seen.get(id)?.genuine)
      if (sound && !chain(key, before, macs).equals(digest)) note('reordered', home, day, `#${seq}`)
      before = digest
    }
  }
}

const checkLoose = (day: LocalDate, seen: Day, unsealedBefore: Date, note: Note): void => {
  for (const [id, row] of seen) {
    if (row.linked) continue
    // A row marked as sealed in no link, or without a valid MAC, did not come through the writer.
    if (row.sealed || !row.genuine) note('inserted', row.home, day, id)
    else if (row.at < unsealedBefore) note('unsealed', row.home, day, id)
  }
  for (const twin of seen.twins) note('inserted', twin.home, day, twin.id)
}

const checkRoots = (
  day: LocalDate,
  links: readonly Link[],
  roots: readonly Root[],
  rooted: boolean,
  note: Note,
): void => {
  const stored = new Map(links.map((one) => [`${one.home} ${one.seq}`, one.digest.toString('hex')]))
  for (const { home, seq, digest } of roots) {
    const found = stored.get(`${home} ${seq}`)
    if (found === undefined) note('missing', home, day, `#${seq}`)
    else if (found !== digest) note('rootDiffers', home, day, `#${seq}`)
  }
  if (!rooted) return
  const kept = new Set(roots.map((root) => `${root.home} ${root.seq}`))
  for (const [home, own] of Map.groupBy(links, (one) => one.home)) {
    const last = own.at(-1)
    if (last && !kept.has(`${home} ${last.seq}`)) note('rootGone', home, day, `#${last.seq}`)
  }
}
