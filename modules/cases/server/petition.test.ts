import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { casesContract } from '#modules/cases/contract.ts'
import { localDate } from '#platform/clock/time.ts'
import { type Caller, type House, startHouse } from '#test/harness/house.ts'
import { act, keyOf, open, person, petition } from '#test/kinds/walk.ts'

let house: House
beforeAll(async () => {
  house = await startHouse()
})
afterAll(() => house.stop())

const home = '430202'

const registerPetition = (who: Caller, part: Record<string, unknown> = {}) =>
  open(
    who,
    petition({
      title: '拖欠工资',
      persons: 2,
      parties: [person('petitioner', '田晓禾', { sex: '2', phone: '15412340001', address: '荷塘区月塘街道某小区' })],
      data: { facts: '单位三个月没有发工资,找过两次都说再等等。', request: '要求发放工资' },
      ...part,
    }),
  )

test('a petition goes from intake to archive, with approval by another person', async () => {
  const officer = await house.as('county.rights')
  const leader = await house.as('county.leader')
  let view = await registerPetition(officer)
  expect(view.head.number).toMatch(/^430202-XF-2025-\d{5}$/)
  expect(view.head.who).toBe('田*禾')
  expect(view.clocks.map((clock) => [clock.key, clock.basis.zh])).toEqual([['notice', '《信访工作条例》(2022)第23条']])
  view = await act(officer, view, 'accept')
  expect(view.head.statusLabel.zh).toBe('办理中')
  expect(view.clocks.map((clock) => [clock.key, clock.outcome])).toEqual([
    ['handling', null],
    ['reply', null],
    ['notice', null],
  ])
  // What was decided is told to her next, and until then the notice runs.
  expect(view.head.next?.action).toBe('tell')
  view = await act(officer, view, 'tell', { proof: { on: '2025-03-03', mode: 'hand' } })
  expect(view.clocks.find(({ key }) => key === 'notice')?.outcome).toBe('met')
  expect(view.head.next?.action).toBe('conclude')
  view = await act(officer, view, 'conclude', { result: 'S', note: '已协调发放全部工资。' })
  view = await act(officer, view, 'reply', { proof: { on: '2025-03-03', mode: 'hand' } })
  expect(view.head.waiting).toBe('approval')
  expect(view.head.status).toBe('concluded')
  const { rows } = await leader.call(casesContract.approvals, {})
  const asked = rows.find((row) => row.case.id === view.head.id)
  expect(asked?.action).toBe('reply')
  expect(asked?.told.map(({ zh }) => zh)).toEqual(['送达:2025-03-03,当面交给'])
  await leader.call(casesContract.decide, {
    params: { ...keyOf(view), approval: asked!.id },
    body: { decision: 'agreed', remark: '同意' },
  })
  view = await officer.call(casesContract.open, { params: keyOf(view) })
  expect(view.head.status).toBe('replied')
  // The timeline tells how it ended, what was asked for and what the leader said to it.
  const told = view.body?.steps.slice(-3).map((step) => [step.label.zh, step.told.map(({ zh }) => zh), step.remark])
  expect(told).toEqual([
    ['办结', ['处理意见:支持'], null],
    ['送审「答复」', ['送达:2025-03-03,当面交给'], null],
    ['答复', ['送达:2025-03-03,当面交给'], '同意'],
  ])
  view = await act(officer, view, 'archive')
  expect(view.head.phase).toBe(2)
  expect(view.body?.steps.map((step) => step.action)).toEqual([
    'opened',
    'accept',
    'tell',
    'conclude',
    'ask',
    'reply',
    'archive',
  ])
})

test('nobody approves her own request', async () => {
  const chair = await house.as('town.chair')
  const view = await open(chair, petition())
  const accepted = await act(chair, view, 'accept')
  const waiting = await act(chair, accepted, 'extend', { note: '情况复杂' })
  const asked = waiting.body!.approvals[0]!
  await expect(
    chair.call(casesContract.decide, { params: { ...keyOf(view), approval: asked.id }, body: { decision: 'agreed' } }),
  ).rejects.toMatchObject({ code: 'cases.ownRequest' })
})

test('who approves an extension reads the day it leads to; returned it carries the reason into the timeline', async () => {
  const officer = await house.as('county.rights')
  const leader = await house.as('county.leader')
  const accepted = await act(officer, await registerPetition(officer), 'accept')
  const due = new Date(accepted.clocks.find((clock) => clock.key === 'handling')!.dueAt)
  const view = await act(officer, accepted, 'extend', { note: '等劳动部门核工资表。' })
  const { rows } = await leader.call(casesContract.approvals, {})
  const asked = rows.find((row) => row.case.id === view.head.id)!
  const longer = (new Date(asked.until!.day).getTime() - due.getTime()) / 86_400_000
  expect(longer).toBeGreaterThan(28)
  expect(longer).toBeLessThan(40)
  const decide = (body: { decision: 'agreed' | 'returned'; remark?: string }) =>
    leader.call(casesContract.decide, { params: { ...keyOf(view), approval: asked.id }, body })
  await expect(decide({ decision: 'returned' })).rejects.toMatchObject({ code: 'cases.unlawful' })
  await decide({ decision: 'returned', remark: '先去核一次再说。' })
  const after = await officer.call(casesContract.open, { params: keyOf(view) })
  expect(after.body?.steps.slice(-2).map((step) => [step.label.zh, step.note])).toEqual([
    ['送审「延长办理」', '等劳动部门核工资表。'],
    ['退回「延长办理」', '先去核一次再说。'],
  ])
})

test('a request whose ground is taken back waits for nobody any more, and the timeline says so', async () => {
  const officer = await house.as('county.rights')
  const leader = await house.as('county.leader')
  let view = await act(officer, await registerPetition(officer), 'accept')
  view = await act(officer, view, 'conclude', { result: 'S', note: '已补发工资。' })
  view = await act(officer, view, 'reply', { proof: { on: '2025-03-03', mode: 'hand' } })
  const asked = view.body!.approvals.at(-1)!
  const waits = async () =>
    (await leader.call(casesContract.approvals, {})).rows.some((row) => row.case.id === view.head.id)
  expect(await waits()).toBe(true)
  view = await officer.call(casesContract.withdraw, {
    params: keyOf(view),
    body: {
      version: view.head.version,
      seq: view.body!.steps.find(({ action }) => action === 'conclude')!.seq,
      reason: '只发了一半,还没办完',
    },
  })
  expect([view.head.statusLabel.zh, view.head.waiting, await waits()]).toEqual(['办理中', null, false])
  expect(view.body!.steps.slice(-2).map((step) => step.label.zh)).toEqual(['撤回', '送审作废「答复」'])
  await expect(
    leader.call(casesContract.decide, { params: { ...keyOf(view), approval: asked.id }, body: { decision: 'agreed' } }),
  ).rejects.toMatchObject({ code: 'cases.requestGone', message: expect.stringContaining('已撤回') })
  // Likewise an extension that waits when she takes her petition back.
  view = await act(officer, view, 'extend', { note: '等劳动部门核工资表。' })
  expect(await waits()).toBe(true)
  view = await act(officer, view, 'withdraw', { note: '她说不用办了。' })
  expect([view.body!.steps.at(-1)!.label.zh, await waits()]).toEqual(['送审作废「延长办理」', false])
})

test('a notice of acceptance printed again after an extension names the day it named before', async () => {
  const officer = await house.as('county.rights')
  const leader = await house.as('county.leader')
  const accepted = await act(officer, await registerPetition(officer), 'accept')
  const letter = async (paper: string) =>
    JSON.stringify((await officer.call(casesContract.paper, { params: { ...keyOf(accepted), paper } })).letter)
  const before = await letter('acceptance')
  const asked = (await act(officer, accepted, 'extend', { note: '等劳动部门核工资表。' })).body!.approvals[0]!
  await leader.call(casesContract.decide, {
    params: { ...keyOf(accepted), approval: asked.id },
    body: { decision: 'agreed' },
  })
  expect(await letter('acceptance')).toBe(before)
  const day = /即(.+?)前/.exec(before)?.[1]
  expect(await letter('extension')).not.toContain(day)
})

test('a double click is one matter and one step', async () => {
  const officer = await house.as('county.rights')
  const id = randomUUID()
  const body = petition()
  const [first, second] = [
    await officer.call(casesContract.create, { params: { home, id }, body }),
    await officer.call(casesContract.create, { params: { home, id }, body }),
  ]
  expect(second.head.number).toBe(first.head.number)
  const stepId = randomUUID()
  const stepBody = { id: stepId, version: first.head.version, action: 'accept' }
  await officer.call(casesContract.step, { params: { home, id }, body: stepBody })
  const again = await officer.call(casesContract.step, { params: { home, id }, body: stepBody })
  expect(again.body?.steps.filter((step) => step.action === 'accept')).toHaveLength(1)
})

test('two people saving at once: the second is told, nothing is lost', async () => {
  const officer = await house.as('county.rights')
  const view = await registerPetition(officer)
  await act(officer, view, 'accept')
  await expect(act(officer, view, 'answer', { note: '当场答复' })).rejects.toMatchObject({
    status: 409,
    code: 'http.stale',
  })
})

test('a step that is not lawful is refused with its reason', async () => {
  const officer = await house.as('county.rights')
  const view = await registerPetition(officer)
  await expect(act(officer, view, 'conclude', { result: 'S', note: '办完了' })).rejects.toMatchObject({
    code: 'cases.unlawful',
  })
  await expect(act(officer, view, 'answer')).rejects.toMatchObject({
    code: 'http.invalid',
    fields: [{ path: 'note', message: '请写一句办了什么、为什么。' }],
  })
})

test('a step is not dated before the one it follows: nothing is concluded in time before it was accepted', async () => {
  const officer = await house.as('county.rights')
  let view = await registerPetition(officer, { openedAt: '2025-02-10T09:00:00+08:00' })
  view = await act(officer, view, 'accept', { occurredAt: '2025-02-20T09:00:00+08:00' })
  const conclude = (day: string) =>
    act(officer, view, 'conclude', { result: 'S', note: '已经补发。', occurredAt: `${day}T08:00:00+08:00` })
  await expect(conclude('2025-02-19')).rejects.toMatchObject({ fields: [{ path: 'occurredAt' }] })
  expect((await conclude('2025-02-20')).head.status).toBe('concluded')
})

test('an own step is taken back within a day, not after', async () => {
  const officer = await house.as('county.rights')
  let view = await act(officer, await registerPetition(officer), 'accept')
  const seq = view.body!.steps.at(-1)!.seq
  view = await officer.call(casesContract.withdraw, {
    params: keyOf(view),
    body: { version: view.head.version, seq, reason: '点错了' },
  })
  expect(view.head.status).toBe('registered')
  expect(view.clocks.map((clock) => [clock.key, clock.outcome])).toEqual([['notice', null]])
  expect(view.body?.steps.find((step) => step.seq === seq)?.reversed).toBe('undo')
  view = await act(officer, view, 'accept')
  const late = view.body!.steps.at(-1)!.seq
  house.clock.advance(25 * 60)
  const back = await house.as('county.rights')
  await expect(
    back.call(casesContract.withdraw, {
      params: keyOf(view),
      body: { version: view.head.version, seq: late, reason: '想撤' },
    }),
  ).rejects.toMatchObject({ code: 'cases.unlawful' })
})

test('a matter of violence is restricted and nothing leaves before 告知方式 is set', async () => {
  const officer = await house.as('county.rights')
  const city = await house.as('city.rights')
  let view = await registerPetition(officer, {
    category: '0101',
    data: { facts: '丈夫动手,这次打伤了胳膊。' },
    title: undefined,
  })
  expect(view.head.restricted).toBe(true)
  expect(view.mustSetNotify).toBe(true)
  await expect(
    officer.call(casesContract.paper, { params: { ...keyOf(view), paper: 'acceptance' } }),
  ).rejects.toMatchObject({ code: 'cases.unlawful' })
  const seen = await city.call(casesContract.open, { params: keyOf(view) })
  expect(seen.body).toBeNull()
  expect(seen.head).toMatchObject({ number: view.head.number, category: '0101', who: null, title: null })
  const opened = await city.call(casesContract.supervise, {
    params: keyOf(view),
    body: { purpose: 'supervise', reason: '市里督办本案' },
  })
  expect(opened.body?.data).toMatchObject({ facts: '丈夫动手,这次打伤了胳膊。' })
  const told = await officer.call(casesContract.notices, {})
  expect(told.rows.some((row) => row.text.zh.includes(view.head.number) && row.text.zh.includes('查看'))).toBe(true)
  view = await officer.call(casesContract.notify, {
    params: keyOf(view),
    body: { version: view.head.version, mode: 'F' },
  })
  const { letter } = await officer.call(casesContract.paper, { params: { ...keyOf(view), paper: 'acceptance' } })
  expect(JSON.stringify(letter)).toMatch(/（编号 430202-XF-2025-\d{5}），我会已经受理，/)
  expect(letter).toMatchObject({ kind: '受理告知书', draft: true })
  // Only the letters of steps taken or open from here are offered: a reply before the conclusion would be the wrong paper.
  expect(view.body?.papers.map(({ key }) => key)).toEqual(['acceptance', 'refusal'])
  await expect(officer.call(casesContract.paper, { params: { ...keyOf(view), paper: 'reply' } })).rejects.toMatchObject(
    {
      status: 404,
    },
  )
  await expect(
    (await house.as('county2.rights')).call(casesContract.open, { params: keyOf(view) }),
  ).rejects.toMatchObject({ status: 404 })
})

test('search finds by number, name, initials, phone, last four and words, within sight only', async () => {
  const officer = await house.as('county.rights')
  const neighbour = await house.as('county2.rights')
  const view = await registerPetition(officer, {
    parties: [{ id: randomUUID(), role: 'petitioner', name: '欧阳秋菱', phone: '15499887766' }],
    data: { facts: '拆迁安置款迟迟没有发放。' },
  })
  const found = async (who: Caller, q: string) =>
    (await who.call(casesContract.search, { body: { q } })).rows.some((row) => row.id === view.head.id)
  const { number } = view.head
  const short = [number.slice(7), number.slice(7).toLowerCase(), number.slice(10), number.slice(-5)]
  for (const q of [number, ...short, '欧阳秋菱', 'oyql', 'ouyangqiuling', '15499887766', '7766', '安置款', '拆迁']) {
    expect([q, await found(officer, q)]).toEqual([q, true])
    expect([q, await found(neighbour, q)]).toEqual([q, false])
  }
})

test('a woman with a dotted name is found by the part she is called by, but not in a matter of restricted knowledge', async () => {
  const officer = await house.as('county.rights')
  const withName = (name: string, category?: string) =>
    registerPetition(officer, {
      parties: [{ id: randomUUID(), role: 'petitioner', name }],
      ...(category ? { category } : {}),
    })
  const open = await withName('古丽努尔·艾山')
  const sealed = await withName('热依罕·艾山', '0101')
  const found = async (q: string) =>
    (await officer.call(casesContract.search, { body: { q } })).rows.map(({ id }) => id)
  for (const q of ['古丽努尔·艾山', '古丽努尔', 'glne', 'gulinuer'])
    expect([q, await found(q)]).toEqual([q, [open.head.id]])
  expect(await found('热依罕·艾山')).toEqual([sealed.head.id])
  expect(await found('热依罕')).toEqual([])
})

test('classes carry the initials the screen tells a person to type', async () => {
  const officer = await house.as('county.rights')
  const { rows } = await officer.call(casesContract.codes, { params: { list: 'petition-classes' } })
  expect(rows.find(({ code }) => code === '0101')?.initials).toEqual(expect.arrayContaining(['jb']))
})

test('faulty input names every field, reason and remedy at once', async () => {
  const officer = await house.as('county.rights')
  const failing = registerPetition(officer, {
    category: '9999',
    openedAt: '2026-01-01T08:00:00+08:00',
    title: '田晓禾反映工资',
    parties: [
      { id: randomUUID(), role: 'petitioner', name: '田晓禾', idNumber: '110105194912310021' },
      { id: randomUUID(), role: 'petitioner', name: '阿依古丽·买买提' },
    ],
    data: { facts: '' },
  })
  await expect(failing).rejects.toMatchObject({ code: 'http.invalid' })
  const problem = await failing.catch((error: { fields: { path: string }[] }) => error)
  expect((problem as { fields: { path: string }[] }).fields.map((field) => field.path).sort()).toEqual([
    'category',
    'data.facts',
    'openedAt',
    'parties.0.idNumber',
    'title',
  ])
})

test('narratives are found as written beyond the basic plane, and too long ones are refused with the way out', async () => {
  const officer = await house.as('county.rights')
  const view = await registerPetition(officer, { data: { facts: '她说"𠮷家"两字😀,原样保存。' } })
  expect((await officer.call(casesContract.open, { params: keyOf(view) })).body?.data['facts']).toBe(
    '她说"𠮷家"两字😀,原样保存。',
  )
  await expect(registerPetition(officer, { data: { facts: '长'.repeat(200_000) } })).rejects.toMatchObject({
    code: 'http.invalid',
    fields: [{ path: 'data.facts', message: '最多 20000 个字,请缩短,或作为附件上传。' }],
  })
})

test('an age is counted from the day it was said, and one’s own unit cannot be shut out', async () => {
  const officer = await house.as('county.rights')
  const view = await registerPetition(officer, {
    openedAt: '2014-03-08T09:00:00+08:00',
    parties: [{ id: randomUUID(), role: 'petitioner', name: '田晓禾', age: 40 }],
  })
  const { rows } = await sql<{
    birth_year: number
  }>`select birth_year from cases.party where case_id = ${view.head.id}::uuid`.execute(house.database.admin)
  expect(rows[0]?.birth_year).toBe(1974)
  await expect(registerPetition(officer, { notTo: ['430202'] })).rejects.toMatchObject({
    code: 'http.invalid',
    fields: [{ path: 'notTo' }],
  })
})

test('a unit that must not know neither sees nor finds the matter, although it lies in its range', async () => {
  const officer = await house.as('county.rights')
  const city = await house.as('city.rights')
  const known = await registerPetition(officer)
  const view = await registerPetition(officer, { notTo: ['430200', '430202P01'] })
  expect((await city.call(casesContract.open, { params: keyOf(known) })).head.id).toBe(known.head.id)
  await expect(city.call(casesContract.open, { params: keyOf(view) })).rejects.toMatchObject({ status: 404 })
  expect((await city.call(casesContract.search, { body: { q: view.head.number } })).rows).toEqual([])
})

test('where she may only be called at a safe time no reply is posted, and none is called out where she is told in person', async () => {
  const officer = await house.as('county.rights')
  let view = await registerPetition(officer, { category: '0101', title: undefined, notifyMode: 'C' })
  view = await act(officer, view, 'accept')
  view = await act(officer, view, 'conclude', { result: 'S', note: '陪同申请了保护令。' })
  const reply = (mode: string) => act(officer, view, 'reply', { proof: { on: localDate(house.clock()), mode } })
  await expect(reply('post')).rejects.toMatchObject({
    fields: [{ path: 'proof.mode', message: '告知方式是「安全时段电话」,不能「邮寄」。请换一种送达方式。' }],
  })
  await expect(reply('online')).rejects.toMatchObject({ code: 'http.invalid' })
  view = await officer.call(casesContract.notify, {
    params: keyOf(view),
    body: { version: view.head.version, mode: 'F' },
  })
  await expect(reply('phone')).rejects.toMatchObject({ code: 'http.invalid' })
  view = await reply('hand')
  expect(view.head.waiting).toBe('approval')
})
