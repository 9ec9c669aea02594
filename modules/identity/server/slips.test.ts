import { randomUUID } from 'node:crypto'
import ExcelJS from 'exceljs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { identityContract } from '#modules/identity/contract.ts'
import { accountsContract } from '#modules/identity/accounts-contract.ts'
import { bySlip, freshPassword, idOf, release } from '#modules/identity/fixtures.ts'
import { type Caller, type House, startHouse } from '#test/harness/house.ts'

let house: House
beforeAll(async () => {
  house = await startHouse()
})
afterAll(() => house.stop())

const open = (caller: Caller, name: string, unit: string, role: 'village' | 'town' | 'leader' | 'rights') =>
  caller.call(identityContract.openAccount, { body: { id: randomUUID(), name, post: { unit, role } } })
const refused = (work: Promise<unknown>) =>
  work.then(
    () => 'was not refused',
    (error: { code: string }) => error.code,
  )
const giveAll = async (): Promise<number> => {
  const security = await house.as('security')
  const { proposals } = await security.call(accountsContract.proposals, { query: {} })
  return (
    await security.call(accountsContract.decideProposals, {
      body: { ids: proposals.map(({ id }) => id), give: true },
    })
  ).given
}

test('a post asked for names who else holds it today, and nobody where it is free', async () => {
  const town = await house.as('town.chair')
  const security = await house.as('security')
  for (const [name, unit] of [
    ['乔知微', '430202001001'],
    ['商陆离', '430202001002'],
  ] as const)
    await open(town, name, unit, 'village')
  const { proposals } = await security.call(accountsContract.proposals, { query: {} })
  expect(proposals.map(({ account, holders }) => [account.name, holders])).toEqual([
    ['乔知微', ['罗雨桐']],
    ['商陆离', []],
  ])
  await security.call(accountsContract.decideProposals, { body: { ids: proposals.map(({ id }) => id), give: false } })
})

test('a town opens the account of its village, the security administrator gives the post, the slip lets her in', async () => {
  const town = await house.as('town.chair')
  const { slip } = await open(town, '沈知秋', '430202001002', 'village')
  expect(slip).toMatchObject({ username: 'shenzhiqiu', place: { zh: '东湖社区居委会妇联主席' } })
  expect(slip.address).toMatch(/\/slip#[a-z2-9]{12}$/)
  expect(await house.stranger.call(accountsContract.lookSlip, { body: { code: slip.code } })).toMatchObject({
    name: '沈知秋',
    purpose: 'open',
  })
  const { proposals } = await (await house.as('security')).call(accountsContract.proposals, { query: {} })
  expect(proposals).toMatchObject([{ account: { name: '沈知秋' }, role: 'village', by: '唐秋芸' }])
  expect(await giveAll()).toBe(1)
  const me = await (await bySlip(house, slip.code)).call(identityContract.me, {})
  expect(me.post).toMatchObject({ role: 'village', unit: { code: '430202001002' } })
  const { accounts } = await town.call(identityContract.accounts, { query: {} })
  expect(accounts.find(({ username }) => username === 'shenzhiqiu')).toMatchObject({
    slip: { state: 'used' },
    asked: null,
    lastIn: expect.any(String),
  })
})

test('without the post from a second person the account opens nothing', async () => {
  const { slip } = await open(await house.as('town.chair'), '秦未晞', '430202001002', 'village')
  expect(await refused(bySlip(house, slip.code))).toBe('identity.noPost')
  const security = await house.as('security')
  const { proposals } = await security.call(accountsContract.proposals, { query: {} })
  await security.call(accountsContract.decideProposals, { body: { ids: proposals.map(({ id }) => id), give: false } })
  expect((await security.call(accountsContract.proposals, { query: {} })).proposals).toEqual([])
  expect(await refused(house.signIn('qinweixi', freshPassword))).toBe('identity.noPost')
})

test.each([
  ['her own unit', 'town.chair', '430202001', 'town'],
  ['the next town', 'town.chair', '430202100', 'town'],
  ['the county above', 'town.chair', '430202', 'rights'],
  ['another city', 'city.leader', '431281', 'rights'],
  ['a role that is not of the level', 'city.leader', '430202001', 'rights'],
] as const)('nobody opens an account beyond: %s', async (_, username, unit, role) => {
  expect(await refused(open(await house.as(username), '顾南乔', unit, role))).toBe('http.invalid')
})

test('the level above cannot make administrators, nor an account for nowhere', async () => {
  const leader = await house.as('city.leader')
  const body = { id: randomUUID(), name: '顾南乔', post: { unit: '430202', role: 'admin' as const } }
  expect(await refused(leader.call(identityContract.openAccount, { body }))).toBe('http.invalid')
  expect(await refused(leader.call(identityContract.openAccount, { body: { id: randomUUID(), name: '顾南乔' } }))).toBe(
    'http.invalid',
  )
})

test('the level above lists, resets and closes those strictly below, nobody beside or above', async () => {
  const town = await house.as('town.chair')
  const names = (await town.call(identityContract.accounts, { query: {} })).accounts.map(({ username }) => username)
  expect(names).toContain('village.chair')
  expect(names.filter((name) => /^(county|city|town|admin|police)/.test(name))).toEqual([])
  for (const username of ['county.rights', 'county.leader', 'city.leader', 'county2.rights', 'police.liaison']) {
    const params = { id: await idOf(house, username) }
    expect([username, await refused(town.call(identityContract.resetAccount, { params, body: {} }))]).toEqual([
      username,
      'http.notFound',
    ])
  }
  const leader = await house.as('county.leader')
  for (const username of ['police.liaison', 'county.rights']) {
    const params = { id: await idOf(house, username) }
    expect(await refused(leader.call(identityContract.resetAccount, { params, body: {} }))).toBe('http.notFound')
  }
  const params = { id: await idOf(house, 'village.chair') }
  const village = await house.signIn('village.chair')
  await town.call(identityContract.setAccountStatus, { params, body: { status: 'disabled' } })
  expect((await village.raw({ method: 'GET', url: '/api/v1/me' })).statusCode).toBe(401)
  await town.call(identityContract.setAccountStatus, { params, body: { status: 'active' } })
  const { slip, held } = await town.call(identityContract.resetAccount, { params, body: {} })
  expect(held).toBe(true)
  expect(await refused(bySlip(house, slip.code))).toBe('slip.held')
  await release(house, params.id)
  await bySlip(house, slip.code)
  const told = await house.database.admin
    .selectFrom('cases.notice as n')
    .innerJoin('identity.post as p', 'p.id', 'n.to_post')
    .select('n.key')
    .where('p.account_id', '=', params.id)
    .orderBy('n.at')
    .execute()
  expect(told.map(({ key }) => key)).toEqual(
    expect.arrayContaining(['accountDisabled', 'accountEnabled', 'accountReset', 'accountReleased']),
  )
})

test('the database itself keeps a town from accounts above and beside, whatever the service says', async () => {
  const change = (of: string) =>
    house.locally('town.chair', async ({ tx }) => {
      const { numUpdatedRows } = await tx
        .updateTable('identity.account')
        .set({ status: 'active' })
        .where('username', '=', of)
        .executeTakeFirst()
      return Number(numUpdatedRows)
    })
  expect([await change('village.chair'), await change('county.leader'), await change('county2.rights')]).toEqual([
    1, 0, 0,
  ])
})

test('a slip is good for three days and one person; what is wrong with it is said', async () => {
  const town = await house.as('town.chair')
  const first = await open(town, '江疏影', '430202001002', 'village')
  const look = (code: string) => refused(house.stranger.call(accountsContract.lookSlip, { body: { code } }))
  const again = await town.call(identityContract.resetAccount, { params: { id: first.slip.accountId }, body: {} })
  // Nobody has used the account: another slip needs no second person.
  expect(again.held).toBe(false)
  expect(await look(first.slip.code)).toBe('slip.withdrawn')
  expect(await look('abcd-efgh-jkmn')).toBe('slip.unknown')
  expect(await look('随便')).toBe('slip.unknown')
  house.clock.advance(3 * 24 * 60)
  expect(await look(again.slip.code)).toBe('slip.expired')
  const third = await (
    await house.as('town.chair')
  ).call(identityContract.resetAccount, { params: { id: first.slip.accountId }, body: {} })
  const uses = await Promise.all(
    [1, 2].map(() =>
      house.stranger.call(accountsContract.useSlip, { body: { code: third.slip.code, password: freshPassword } }).then(
        () => 'done',
        (error: { code: string }) => error.code,
      ),
    ),
  )
  expect(uses.toSorted()).toEqual(['done', 'slip.used'])
  const kept = await house.database.admin.selectFrom('identity.slip').selectAll().execute()
  expect(JSON.stringify(kept)).not.toContain(third.slip.code.replaceAll('-', ''))
})

test('a weak password does not use the slip up', async () => {
  const { slip } = await open(await house.as('town.chair'), '温言初', '430202001002', 'village')
  const use = (password: string) =>
    house.stranger.call(accountsContract.useSlip, { body: { code: slip.code, password } })
  expect(await refused(use('123456'))).toBe('identity.weak')
  await use(freshPassword)
})

test('guessing slips ends after twenty tries from one address', async () => {
  const answers = []
  for (let n = 0; n < 21; n += 1)
    answers.push(await refused(house.stranger.call(accountsContract.lookSlip, { body: { code: 'abcd-efgh-jkmn' } })))
  expect(answers.at(-1)).toBe('http.tooMany')
  house.clock.advance(16)
  expect(await refused(house.stranger.call(accountsContract.lookSlip, { body: { code: 'abcd-efgh-jkmn' } }))).toBe(
    'slip.unknown',
  )
})

const workbook = async (rows: readonly (readonly string[])[]): Promise<Buffer> => {
  const book = new ExcelJS.Workbook()
  const sheet = book.addWorksheet('名单')
  for (const row of rows) sheet.addRow([...row])
  return Buffer.from(await book.xlsx.writeBuffer())
}
const sendList = async (username: string, rows: readonly (readonly string[])[], rehearse: 'yes' | 'no' = 'no') =>
  (await house.as(username)).call(accountsContract.openList, {
    query: { name: '名单.xlsx', rehearse },
    body: await workbook(rows),
  })

test('a list with faults opens nobody and names every cell with its remedy', async () => {
  const before = await house.database.admin.selectFrom('identity.account').select('id').execute()
  const answer = await sendList('county.leader', [
    ['荷塘区妇联干部名单'],
    ['姓名', '单位名称', '职务', '联系电话', '用户名'],
    ['穆清扬', '月塘街道 文化路社区', '主席', '0731-22880011', ''],
    ['', '东湖社区', '主席', '', ''],
    ['贺兰雪', '没有这个村', '主席', '', ''],
    ['白露晞', '东山村', '会计', '', ''],
    ['程一诺', '430202100204', '村(社区)妇联主席', '请打办公室', ''],
    ['苏见微', '荷塘区', '权益干部', '', ''],
    ['许知远', '东湖社区居委会', '主席', '', 'county.rights'],
    ['季明月', '荷塘区', '区妇联副主席', '', ''],
    ['合计', '', '8人', '', ''],
  ])
  expect(answer).toMatchObject({ rows: 8, fresh: 1, slips: [] })
  expect(answer.faults.map(({ cell, column }) => `${cell} ${column}`)).toEqual([
    'A4 姓名',
    'B5 单位',
    'C6 角色',
    'D7 电话',
    'B8 单位',
    'E9 用户名',
    'C10 角色',
  ])
  expect(answer.faults.at(-1)?.reason.zh).toMatch(/单个开通.*岗位名称写她的职务/)
  expect(answer.faults.every(({ reason }) => /[。]$/.test(reason.zh) && reason.en.length > 10)).toBe(true)
  expect(await house.database.admin.selectFrom('identity.account').select('id').execute()).toHaveLength(before.length)
})

test('a sound list is rehearsed without a trace, opened once, and adds nothing the second time', async () => {
  const rows = [
    ['姓名', '单位', '角色', '电话'],
    ['穆清扬', '文化路社区', '村(社区)妇联主席', '0731-22880011'],
    ['穆清扬', '东山村', '主席', ''],
    ['叶清商', '430202100', '乡镇(街道)妇联主席', ''],
  ]
  const rehearsed = await sendList('county.leader', rows, 'yes')
  expect(rehearsed).toMatchObject({ rows: 3, fresh: 3, known: 0, faults: [], slips: [] })
  const opened = await sendList('county.leader', rows)
  expect(opened.slips.map(({ username, place }) => `${username} ${place.zh}`)).toEqual([
    'muqingyang 文化路社区居委会妇联主席',
    'yeqingshang 仙庾镇妇联主席',
    'muqingyang2 东山村委会妇联主席',
  ])
  expect(await sendList('county.leader', rows)).toMatchObject({ fresh: 0, known: 3, slips: [] })
  expect(await giveAll()).toBeGreaterThanOrEqual(3)
  expect(await sendList('county.leader', rows)).toMatchObject({ fresh: 0, known: 3, slips: [] })
  const me = await (await bySlip(house, opened.slips[0]!.code)).call(identityContract.me, {})
  expect(me.post).toMatchObject({ phone: '0731-22880011', unit: { name: '文化路社区居委会' } })
})

test('what a list of a drawer holds besides people is passed over, and what is nearly right is told with the way on', async () => {
  const rows = [
    ['荷塘区妇联干部通讯录'],
    ['序号', '姓名', '单位', '角色', '电话'],
    ['1', '秦晚照', '月塘街道文化路社区', '主席', '7331111'],
    ['2', '时雨晴', '月塘街道 文华路社区', '主席', ''],
    ['3', '沈未眠', '东山村', '主席', '1387331111'],
    ['合计', '', '3个单位', '', '3人'],
  ]
  const checked = await sendList('county.leader', rows, 'yes')
  expect(checked).toMatchObject({ rows: 3, fresh: 1 })
  expect(checked.faults.map(({ cell, reason }) => `${cell} ${reason.zh}`)).toEqual([
    'C4 您的范围内没有这个单位。请核对名称,或填区划代码。',
    'E5 手机号应为 11 位、以 13—19 开头,现在是 10 位。请再问一遍号码。',
  ])
  expect(checked.faults[0]?.near).toContainEqual({ code: '430202001001', name: '月塘街道 文化路社区居委会' })
  const person = await house.as('county.leader')
  const body = await workbook(rows)
  const opened = await person.call(accountsContract.openList, {
    query: { name: '名单.xlsx', meant: 'C4:430202001001', partial: 'yes' },
    body,
  })
  expect(opened.slips.map(({ name, place }) => `${name} ${place.zh}`).toSorted()).toEqual([
    '时雨晴 文化路社区居委会妇联主席',
    '秦晚照 文化路社区居委会妇联主席',
  ])
  // A code of another range is no unit of hers, whoever wrote it.
  const elsewhere = await person.call(accountsContract.openList, {
    query: { name: '名单.xlsx', meant: 'C4:430203001001', rehearse: 'yes' },
    body,
  })
  expect(elsewhere.faults.map(({ cell }) => cell)).toContain('C4')
})

test('what is said of a word in one cell holds for the whole column, however long the list', async () => {
  const people = Array.from({ length: 3 }, (_, row) => [`岑小${'甲乙丙'[row]}`, '月塘街道 文华路社区', '主席'])
  const answer = await (
    await house.as('county.leader')
  ).call(accountsContract.openList, {
    query: { name: '名单.xlsx', meant: 'B2:430202001001', rehearse: 'yes' },
    body: await workbook([['姓名', '单位', '角色'], ...people]),
  })
  expect(answer).toMatchObject({ rows: 3, fresh: 3, faults: [] })
})

test('a file that is no list says what it should be', async () => {
  const send = async (body: Buffer, name: string) =>
    (await house.as('county.leader')).call(accountsContract.openList, { query: { name }, body })
  expect(await refused(send(Buffer.from('姓名,年龄\n张,3'), '名单.csv'))).toBe('accounts.notList')
  expect(await refused(send(Buffer.from('%PDF-1.7'), '名单.pdf'))).toBe('accounts.notList')
  expect(await refused(send(Buffer.from('姓名,单位,角色\n'), '名单.csv'))).toBe('accounts.notList')
})

test('the empty form is a list that can be sent back filled', async () => {
  const form = await (await house.as('county.leader')).raw({ method: 'GET', url: '/api/v1/accounts/list/form' })
  const book = new ExcelJS.Workbook()
  await book.xlsx.load(form.rawPayload as unknown as ArrayBuffer)
  book.worksheets[0]!.addRow(['云归晚', '来园社区居委会', 'village 村(社区)妇联主席'])
  const body = Buffer.from(await book.xlsx.writeBuffer())
  const city = await house.as('city.leader')
  const answer = await city.call(accountsContract.openList, { query: { name: '名单.xlsx' }, body })
  expect(answer).toMatchObject({ fresh: 1, faults: [] })
})
