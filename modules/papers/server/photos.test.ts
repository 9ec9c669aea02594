import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { casesContract } from '#modules/cases/contract.ts'
import { identityContract } from '#modules/identity/contract.ts'
import { type Caller, type House, startHouse } from '#test/harness/house.ts'
import { keyOf, open, petition } from '#test/kinds/walk.ts'
import { papersContract } from '../contract.ts'
import { isPlainPhoto, onlyThisMachine } from '../rules.ts'

let house: House
beforeAll(async () => {
  house = await startHouse()
})
afterAll(() => house.stop())

/** A JPEG of no picture with segments as named; `padding` makes it large. */
const jpeg = (markers: readonly number[] = [0xe0], padding = 16): Buffer =>
  Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    ...markers.map((marker) => Buffer.from([0xff, marker, 0, 8, 74, 70, 73, 70, 0, 1])),
    Buffer.from([0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0]),
    Buffer.alloc(padding, 7),
    Buffer.from([0xff, 0xd9]),
  ])

const begin = async (desk: Caller, secret = {}) => {
  const view = await open(desk, petition({ title: '拖欠工资', ...secret }))
  const params = { ...keyOf(view), link: randomUUID() }
  const { address } = await desk.call(papersContract.photoLink, { params, body: {} })
  return { view, params, token: address!.split('#')[1]! }
}
const claim = async (token: string) => (await house.stranger.call(papersContract.openPhotos, { body: { token } })).key
const send = (key: string, body: Uint8Array = jpeg(), photo = randomUUID()) =>
  house.stranger.call(papersContract.sendPhoto, { params: { photo }, body, headers: { 'x-nuanjia-photo': key } })

test('what a phone sends is an attachment of the matter by the author at the desk, sealed and on record', async () => {
  const desk = await house.signIn('county.rights')
  const { view, params, token } = await begin(desk)
  expect(await desk.call(papersContract.photoState, { params })).toMatchObject({ state: 'waiting', files: [] })
  const key = await claim(token)
  expect(key).not.toBe(token)
  const [one, two] = [randomUUID(), randomUUID()]
  expect(await send(key, jpeg(), one)).toEqual({ taken: 1 })
  // Sent again because the answer was lost: one photograph.
  expect(await send(key, jpeg(), one)).toEqual({ taken: 1 })
  expect(await send(key, jpeg([0xe0], 99), two)).toEqual({ taken: 2 })
  expect(await desk.call(papersContract.photoState, { params })).toMatchObject({ state: 'opened', files: [one, two] })
  const { body } = await desk.call(casesContract.open, { params: keyOf(view) })
  const kept = [...body!.files].sort((a, b) => a.name.localeCompare(b.name))
  expect(kept.map(({ id, name, addedBy, mediaType }) => [id, name, addedBy, mediaType])).toEqual([
    [one, '2025-03-03-0900-1.jpg', '程嘉禾', 'image/jpeg'],
    [two, '2025-03-03-0900-2.jpg', '程嘉禾', 'image/jpeg'],
  ])
  const { rows } = await sql<{
    action: string
    username: string
  }>`select e.action, a.username from audit.event e left join identity.account a on a.id = e.account where object_id = ${view.head.id} and action = 'cases.addFile'`.execute(
    house.database.admin,
  )
  expect(rows).toEqual([
    { action: 'cases.addFile', username: 'county.rights' },
    { action: 'cases.addFile', username: 'county.rights' },
  ])
  const stored = await sql<{ sealed: Buffer }>`select sealed from cases.file_content where id = ${one}::uuid`.execute(
    house.database.admin,
  )
  expect(stored.rows[0]!.sealed.includes(jpeg().subarray(0, 12))).toBe(false)
  // Dropped at the desk, it is gone from the matter and its taking back stands in the timeline.
  await desk.call(papersContract.dropPhoto, { params: { ...params, file: one } })
  const after = await desk.call(casesContract.open, { params: keyOf(view) })
  expect(after.body!.files.map(({ id }) => id)).toEqual([two])
})

test('a link is for one phone, ten minutes, and as long as the desk wants it; what is refused tells nothing of the matter', async () => {
  const desk = await house.signIn('county.rights')
  const told: string[] = []
  const refused = async (work: Promise<unknown>, code: string): Promise<void> => {
    const error = await work.then(
      () => ({ code: 'let through', message: '' }),
      (one: { code: string; message: string }) => one,
    )
    expect(error.code).toBe(code)
    told.push(JSON.stringify(error) + error.message)
  }
  const used = await begin(desk)
  await claim(used.token)
  await refused(claim(used.token), 'papers.photoUsed')
  const late = await begin(desk)
  const lateKey = await claim((await begin(desk)).token)
  house.clock.advance(11)
  await refused(claim(late.token), 'papers.photoExpired')
  await refused(send(lateKey), 'papers.photoExpired')

  const again = await house.signIn('county.rights')
  const withdrawn = await begin(again)
  const key = await claim(withdrawn.token)
  await again.call(papersContract.endPhotos, { params: withdrawn.params })
  await refused(send(key), 'papers.photoWithdrawn')
  const second = await begin(again)
  // A second code for the same matter ends the first.
  await again.call(papersContract.photoLink, { params: { ...second.params, link: randomUUID() }, body: {} })
  await refused(claim(second.token), 'papers.photoWithdrawn')

  await refused(claim('A'.repeat(43)), 'papers.photoUnknown')
  await refused(send('A'.repeat(43)), 'papers.photoUnknown')
  await refused(send(''), 'papers.photoUnknown')
  // The token is no key, and the key no token.
  const fresh = await begin(again)
  await refused(send(fresh.token), 'papers.photoUnknown')
  await refused(claim(await claim(fresh.token)), 'papers.photoUnknown')
  for (const text of told) expect(text).not.toMatch(/430202|拖欠工资|程嘉禾|荷塘/)
})

test('a desk that signs out, or sits idle, or changes post, receives nothing more', async () => {
  const desk = await house.signIn('county.rights')
  const { token } = await begin(desk)
  const key = await claim(token)
  expect(await send(key)).toEqual({ taken: 1 })
  await desk.call(identityContract.signOut, {})
  await expect(send(key)).rejects.toMatchObject({ code: 'papers.photoWithdrawn' })

  const other = await house.signIn('county.rights')
  const late = await claim((await begin(other)).token)
  await sql`update identity.session set last_seen_at = last_seen_at - interval '16 minutes'`.execute(
    house.database.admin,
  )
  await expect(send(late)).rejects.toMatchObject({ code: 'papers.photoWithdrawn' })
})

test('who is let out of a matter meanwhile receives nothing there', async () => {
  const desk = await house.signIn('county.rights')
  const leader = await house.signIn('county.leader')
  const { view, token } = await begin(desk)
  const key = await claim(token)
  await house.database.admin
    .transaction()
    .execute((tx) =>
      sql`update cases.head set access = 2, viewers = '{o:0}' where id = ${view.head.id}::uuid`.execute(tx),
    )
  await expect(send(key)).rejects.toMatchObject({ status: 404 })
  expect((await leader.raw({ method: 'GET', url: '/api/v1/me' })).statusCode).toBe(200)
})

test('only one’s own link is looked at, withdrawn or dropped from', async () => {
  const desk = await house.signIn('county.rights')
  const { params, token } = await begin(desk)
  const photo = randomUUID()
  await send(await claim(token), jpeg(), photo)
  const neighbour = await house.signIn('county2.rights')
  const above = await house.signIn('city.rights')
  for (const other of [neighbour, above]) {
    await expect(other.call(papersContract.photoState, { params })).rejects.toMatchObject({ status: 404 })
    await expect(other.call(papersContract.endPhotos, { params })).rejects.toMatchObject({ status: 404 })
    await expect(other.call(papersContract.dropPhoto, { params: { ...params, file: photo } })).rejects.toMatchObject({
      status: 404,
    })
  }
  await expect(
    neighbour.call(papersContract.photoLink, { params: { ...params, link: randomUUID() }, body: {} }),
  ).rejects.toMatchObject({ status: 404 })
  // A link of one matter reaches no file of another.
  const second = await begin(desk)
  await expect(
    desk.call(papersContract.dropPhoto, { params: { ...second.params, file: photo } }),
  ).rejects.toMatchObject({ status: 404 })
})

test('what is no plain photograph is refused: a program, a page, a picture that tells where it was taken, one too large', async () => {
  const desk = await house.signIn('county.rights')
  const key = await claim((await begin(desk)).token)
  for (const body of [
    Buffer.from('MZ\u0090\u0000\u0003'),
    Buffer.from('<svg onload=alert(1)>'),
    Buffer.from('\u0089PNG\r\n\u001a\n'),
    Buffer.from([0xff, 0xd8, 0xff]),
    jpeg([0xe0, 0xe1]),
    jpeg([0xed]),
  ])
    await expect(send(key, body)).rejects.toMatchObject({ code: 'papers.photoKind' })
  await expect(send(key, jpeg([0xe0], 7 * 1024 * 1024))).rejects.toMatchObject({ status: 413 })
  for (let taken = 1; taken <= 20; taken += 1) expect(await send(key)).toEqual({ taken })
  await expect(send(key)).rejects.toMatchObject({ code: 'papers.photoMany' })
})

test('an address that tries many codes is held up before what it sends is read', async () => {
  const tries: number[] = []
  for (let n = 0; n < 61; n += 1)
    tries.push(
      (
        await house.app.inject({
          method: 'POST',
          url: '/api/v1/photos/open',
          remoteAddress: '203.0.113.9',
          payload: { token: 'B'.repeat(43) },
        })
      ).statusCode,
    )
  expect([tries.filter((status) => status === 404).length, tries.at(-1)]).toEqual([60, 429])
})

test('without an address for phones there is no code, and the desk is told', async () => {
  const bare = await startHouse({ publicUrl: null })
  const desk = await bare.as('county.rights')
  const view = await open(desk, petition())
  const answer = await desk.call(papersContract.photoLink, {
    params: { ...keyOf(view), link: randomUUID() },
    body: {},
  })
  expect(answer).toMatchObject({ address: null, qr: null, onlyHere: false })
  await bare.stop()
})

test('neither token nor key is kept, and the app login reaches no link', async () => {
  const desk = await house.signIn('county.rights')
  const { token } = await begin(desk)
  const key = await claim(token)
  const { rows } = await sql<{ all: string }>`select l::text as all from papers.photo_link l`.execute(
    house.database.admin,
  )
  for (const secret of [token, key])
    for (const form of [secret, Buffer.from(secret).toString('hex'), Buffer.from(secret, 'base64url').toString('hex')])
      expect(rows.some(({ all }) => all.includes(form))).toBe(false)
  await expect(
    house.locally('county.rights', (ctx) => sql`select * from papers.photo_link`.execute(ctx.tx)),
  ).rejects.toMatchObject({ code: '42501' })
})

test.each([
  ['http://127.0.0.1:8080', true],
  ['http://localhost', true],
  ['https://[::1]:8443', true],
  ['https://nj.example.cn', false],
  ['https://127.example.cn', false],
])('%s opens on this machine only: %s', (address, only) => expect(onlyThisMachine(address)).toBe(only))

test('a photograph cut short is none', () => {
  const whole = jpeg()
  expect(isPlainPhoto(whole)).toBe(true)
  for (let length = 0; length < 12; length += 1) expect(isPlainPhoto(whole.subarray(0, length))).toBe(false)
})
