import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { casesContract } from '#modules/cases/contract.ts'
import { sealAudit, writeRoots } from '#platform/audit/seal.ts'
import { verifyAudit } from '#platform/audit/verify.ts'
import { type Caller, type House, startHouse } from '#test/harness/house.ts'
import { act, keyOf, open, petition } from '#test/kinds/walk.ts'

let house: House
beforeAll(async () => {
  house = await startHouse()
})
afterAll(() => house.stop())

const saying = (facts: string) => petition({ data: { facts } })

// What a restart of the database does to everyone connected: every backend of this database ends.
const cutConnections = () =>
  sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`.execute(
    house.database.admin,
  )

const halves = async () => {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from cases.head h
    where not exists (select 1 from cases.body b where b.home = h.home and b.case_id = h.id)
      or not exists (select 1 from cases.step s where s.home = h.home and s.case_id = h.id and s.action = 'opened')
      or not exists (select 1 from figures.posting p where p.home = h.home and p.record_id = h.id)
      or not exists (select 1 from audit.event e where e.object_home = h.home and e.object_id = h.id and e.action = 'cases.register')`.execute(
    house.database.admin,
  )
  return rows[0]?.n
}

test('the database ends under load: what was acknowledged is there, nothing is half done, and work goes on by itself', async () => {
  const officer = await house.as('county.rights')
  const acknowledged: string[] = []
  const refused = new Set<string>()
  let cuts = 0
  const worker = async (): Promise<void> => {
    for (let turn = 0; turn < 12; turn++) {
      const id = randomUUID()
      await officer
        .call(casesContract.create, { params: { home: '430202', id }, body: saying(`第${turn}次来访,反映工资。`) })
        .then(
          () => void acknowledged.push(id),
          (error: { code: string }) => void refused.add(error.code),
        )
      if (acknowledged.length > 8 * (cuts + 1) && cuts < 3) {
        cuts += 1
        await cutConnections()
      }
    }
  }
  await Promise.all(Array.from({ length: 5 }, worker))
  expect(cuts).toBe(3)
  expect([...refused].filter((code) => code !== 'http.busy')).toEqual([])
  const { rows } = await sql<{
    n: number
  }>`select count(*)::int as n from cases.head where id = any(${acknowledged}::uuid[])`.execute(house.database.admin)
  expect(rows[0]?.n).toBe(acknowledged.length)
  expect(await halves()).toBe(0)
})

test('a full disk is said in a sentence, nothing of the step is kept, and the same click succeeds when there is room', async () => {
  const officer = await house.as('county.rights')
  const view = await open(officer, saying('磁盘满的那天来的。'))
  // The error PostgreSQL gives when it cannot extend a file.
  await sql`create function public.no_room() returns trigger language plpgsql as $$ begin raise exception 'could not extend file' using errcode = '53100'; end $$`.execute(
    house.database.admin,
  )
  await sql`create trigger no_room before insert on figures.posting execute function public.no_room()`.execute(
    house.database.admin,
  )
  const step = { id: randomUUID(), version: view.head.version, action: 'accept' }
  await expect(officer.call(casesContract.step, { params: keyOf(view), body: step })).rejects.toMatchObject({
    status: 507,
    code: 'http.diskFull',
    message: '服务器磁盘已满,内容没有保存。请通知管理员清理磁盘。',
  })
  expect((await officer.call(casesContract.open, { params: keyOf(view) })).head).toMatchObject({
    status: 'registered',
    version: view.head.version,
  })
  await sql`drop trigger no_room on figures.posting`.execute(house.database.admin)
  expect((await officer.call(casesContract.step, { params: keyOf(view), body: step })).head.status).toBe('accepted')
})

test('when the audit row cannot be written, nothing is shown', async () => {
  const officer = await house.as('county.rights')
  const view = await open(officer, saying('只有记得下谁看过,才能看。'))
  await sql`create function public.no_audit() returns trigger language plpgsql as $$ begin if new.action = 'cases.open' then raise exception 'audit store is gone' using errcode = '58030'; end if; return new; end $$`.execute(
    house.database.admin,
  )
  await sql`create trigger no_audit before insert on audit.event for each row execute function public.no_audit()`.execute(
    house.database.admin,
  )
  const answer = await officer.raw({ method: 'GET', url: `/api/v1/cases/${view.head.home}/${view.head.id}` })
  expect(answer.statusCode).toBe(500)
  expect(answer.body).not.toContain('谁看过,才能看')
  await sql`drop trigger no_audit on audit.event`.execute(house.database.admin)
  expect((await officer.call(casesContract.open, { params: keyOf(view) })).body?.data['facts']).toBe(
    '只有记得下谁看过,才能看。',
  )
})

test('one damaged row is shown as damaged with its reason and breaks neither the list nor its neighbours', async () => {
  const officer = await house.as('county.rights')
  const [hurt, sound] = [await open(officer, saying('这一件的内容坏了。')), await open(officer, saying('这一件完好。'))]
  await sql`update cases.body set data = set_byte(data, 40, get_byte(data, 40) # 255) where case_id = ${hurt.head.id}::uuid`.execute(
    house.database.admin,
  )
  const { rows } = await officer.call(casesContract.list, { query: { tab: 'open' } })
  expect(rows.map((row) => row.id)).toEqual(expect.arrayContaining([hurt.head.id, sound.head.id]))
  const view = await officer.call(casesContract.open, { params: keyOf(hurt) })
  expect(view.body?.damaged).toBeTruthy()
  expect((await officer.call(casesContract.open, { params: keyOf(sound) })).body?.data['facts']).toBe('这一件完好。')
})

test('an .exe named .docx is refused as a file; an honest one is sealed and comes back as it was', async () => {
  const officer = await house.as('county.rights')
  const view = await open(officer, saying('带来了材料。'))
  const put = (name: string, bytes: Buffer) =>
    officer.call(casesContract.addFile, {
      params: { ...keyOf(view), file: randomUUID() },
      query: { name },
      body: bytes,
    })
  await expect(put('材料.docx', Buffer.concat([Buffer.from('MZ'), Buffer.alloc(600, 1)]))).rejects.toMatchObject({
    code: 'cases.file',
  })
  const text = Buffer.from('工资条:三月未发。', 'utf8')
  const { file } = await put('工资条.txt', text)
  const back = await officer.call(casesContract.getFile, { params: { ...keyOf(view), file: file.id } })
  expect(Buffer.from(await back.arrayBuffer()).equals(text)).toBe(true)
  const { rows } = await sql<{
    sealed: Buffer
  }>`select sealed from cases.file_content where id = ${file.id}::uuid`.execute(house.database.admin)
  expect(rows[0]?.sealed.includes(text)).toBe(false)
  await expect(
    (await house.as('county2.rights')).call(casesContract.getFile, { params: { ...keyOf(view), file: file.id } }),
  ).rejects.toMatchObject({ status: 404 })
})

test('two clicks at the same moment are one step', async () => {
  const officer = await house.as('county.rights')
  const view = await open(officer, saying('连点两下。'))
  const body = { id: randomUUID(), version: view.head.version, action: 'accept' }
  const answers = await Promise.all([1, 2].map(() => officer.call(casesContract.step, { params: keyOf(view), body })))
  expect(answers.map((answer) => answer.body?.steps.filter((step) => step.action === 'accept').length)).toEqual([1, 1])
  expect((await act(officer, answers[1]!, 'conclude', { result: 'S', note: '办好了。' })).head.status).toBe('concluded')
})

test('the clock of the machine is set back a day: registering goes on, what is newer names the clock, the audit chain holds', async () => {
  const [yesterday, today] = ['2025-03-04T09:00:00+08:00', '2025-03-05T09:00:00+08:00']
  const folder = mkdtempSync(join(tmpdir(), 'nuanjia-roots-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const rootsFile = join(folder, 'roots')
  const { system } = house.database
  const at = async <T>(time: string, work: (officer: Caller) => Promise<T>): Promise<T> => {
    house.clock.set(time)
    const done = await work(await house.signIn('county.rights'))
    await sealAudit(system, house.deps.auditKey, house.clock())
    await writeRoots(system, rootsFile, house.clock())
    return done
  }
  await at(yesterday, (officer) => open(officer, saying('昨天来的。')))
  const view = await at(today, (officer) => open(officer, saying('今天来的。')))
  await at(yesterday, async (officer) => {
    const next = await open(officer, saying('时钟拨回昨天以后来的。'))
    expect(next.head.number > view.head.number).toBe(true)
    expect((await act(officer, next, 'accept')).head.status).toBe('accepted')
    await expect(act(officer, view, 'accept')).rejects.toMatchObject({
      fields: [{ message: '服务器的时钟早于收件那天,请让管理员校准后再办。' }],
    })
  })
  expect((await at(today, (officer) => act(officer, view, 'accept'))).head.status).toBe('accepted')
  const { findings } = await verifyAudit(system, house.deps.auditKey, { now: house.clock(), rootsFile })
  expect(findings).toEqual([])
})
