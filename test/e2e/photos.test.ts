import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { casesContract } from '#modules/cases/contract.ts'
import { act, keyOf } from '#test/kinds/walk.ts'
import { expectAccessible, expectFits, type Journeys, picture, startJourneys } from './harness.ts'
import { at, drawer, registerPetition } from './petition.ts'

let journeys: Journeys
beforeAll(async () => {
  journeys = await startJourneys()
})
afterAll(() => journeys.stop())

/** Opens the panel at the desk and answers where its code leads, as a phone would read it. */
const codeOf = async (page: Page): Promise<string> => {
  const asked = page.waitForResponse((one) => one.request().method() === 'PUT' && one.url().includes('/photo-links/'))
  await page.getByRole('button', { name: '手机拍照传上来' }).click()
  const { address } = (await (await asked).json()) as { address: string }
  await drawer(page)
    .getByRole('img', { name: /一次性二维码/ })
    .waitFor()
  return address.replace('https://nj.example.cn', journeys.origin)
}

/** A large photograph as a camera leaves it, with the place in its Exif. */
const photograph = async (page: Page): Promise<Buffer> => {
  const plain = await page.screenshot({ type: 'jpeg', quality: 95, fullPage: true })
  const exif = Buffer.from('Exif\0\0GPS 27.8N 113.1E')
  const segment = Buffer.concat([Buffer.from([0xff, 0xe1, 0, exif.length + 2]), exif])
  return Buffer.concat([plain.subarray(0, 2), segment, plain.subarray(2)])
}

test('a phone sends two photographs to the desk, which drops the wrong one; nothing stays on the phone', async () => {
  const view = await registerPetition(journeys)
  const { page: desk } = await journeys.openAs('county.rights', 'desk', at(view))
  const address = await codeOf(desk)
  await expectAccessible(desk)
  await picture(desk, 'photos-desk-code')
  const { page: phone } = await journeys.open('phone', new URL(address).pathname + new URL(address).hash)
  await phone.getByText('这部手机里不留').waitFor()
  await expectAccessible(phone)
  await expectFits(phone)
  await picture(phone, 'photos-phone')
  await drawer(desk).getByText('手机已打开').waitFor()

  const original = await photograph(desk)
  const files = [1, 2].map((n) => ({ name: `IMG_${n}.jpg`, mimeType: 'image/jpeg', buffer: original }))
  await phone.locator('#album').setInputFiles(files)
  await phone.getByText('第 2 张:已传上,本机不留').first().waitFor()
  const sent = Date.now()
  await drawer(desk).getByRole('img', { name: '第 2 张' }).waitFor()
  expect(Date.now() - sent).toBeLessThan(2_000)
  await expectAccessible(desk)
  await picture(desk, 'photos-desk-arrived')
  await drawer(desk).getByRole('button', { name: '不要第 2 张' }).click()
  await drawer(desk).getByText('已收到 1 张').waitFor()

  const officer = await journeys.house.as('county.rights')
  const { body } = await officer.call(casesContract.open, { params: keyOf(view) })
  expect(body!.files).toHaveLength(1)
  const stored = Buffer.from(
    await (
      await officer.call(casesContract.getFile, { params: { ...keyOf(view), file: body!.files[0]!.id } })
    ).arrayBuffer(),
  )
  expect([original.includes('GPS 27.8N'), stored.includes('GPS'), stored.includes('Exif')]).toEqual([
    true,
    false,
    false,
  ])

  await phone.getByRole('button', { name: '传完了' }).click()
  await phone.getByText('可以关掉这一页了').waitFor()
  await drawer(desk).getByText('手机说传完了').waitFor()
  expect(await phone.evaluate('[localStorage.length, sessionStorage.length, document.cookie, location.hash]')).toEqual([
    0,
    0,
    '',
    '',
  ])
  expect(await phone.context().cookies()).toEqual([])
})

test('a page that the phone dropped while its camera was open goes on; the same code on another phone does not', async () => {
  const view = await registerPetition(journeys)
  const { page: desk } = await journeys.openAs('county.rights', 'desk', at(view))
  const address = await codeOf(desk)
  const path = new URL(address).pathname + new URL(address).hash
  const { page: phone } = await journeys.open('phone', path)
  await phone.getByText('这部手机里不留').waitFor()
  await phone.reload()
  await phone.getByText('这部手机里不留').waitFor()
  const { page: other } = await journeys.open('phone', path)
  await other.getByText('这个二维码已经用过了').waitFor()
  const shown = await other.locator('body').textContent()
  expect(shown).not.toMatch(/430202|承包地|安小荷|荷塘/)
  await picture(other, 'photos-phone-used')

  // Closed at the desk, it takes no more.
  await drawer(desk).getByRole('button', { name: '关闭' }).click()
  await drawer(desk).waitFor({ state: 'detached' })
  await phone
    .locator('#camera')
    .setInputFiles({ name: 'a.jpg', mimeType: 'image/jpeg', buffer: await photograph(desk) })
  await phone.getByText('电脑那边已经停用这个二维码').first().waitFor()
})

test('what is no picture is told at its line, and the others go on', async () => {
  const view = await registerPetition(journeys)
  const { page: desk } = await journeys.openAs('county.rights', 'desk', at(view))
  const address = await codeOf(desk)
  const { page: phone } = await journeys.open('phone', new URL(address).pathname + new URL(address).hash)
  await phone.getByText('这部手机里不留').waitFor()
  await phone.locator('#album').setInputFiles([
    { name: 'virus.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('MZ this is a program') },
    { name: 'a.jpg', mimeType: 'image/jpeg', buffer: await photograph(desk) },
  ])
  await phone.getByText('第 1 张没有传上:这个文件不是能打开的照片。').waitFor()
  await phone.getByText('第 2 张:已传上').first().waitFor()
  expect(await phone.getByRole('listitem').count()).toBe(2)
})

test('the phone’s page is small, kept nowhere, and says what to do when it is opened bare', async () => {
  const bytes = ['photo.html', 'photo.js'].reduce((sum, name) => sum + statSync(`web/public/${name}`).size, 0)
  expect(bytes).toBeLessThan(50_000)
  for (const path of ['/photo.html', '/photo.js'])
    expect((await fetch(journeys.origin + path)).headers.get('cache-control')).toBe('no-store')
  const { page } = await journeys.open('phone', '/photo.html')
  await page.getByText('请扫电脑屏幕上的二维码').waitFor()
  await page.goto('/photo.html#' + 'A'.repeat(43))
  await page.reload()
  await page.getByText('没有这个二维码').waitFor()
})

test('pages are put in order and turned, and one tap says what the paper is', async () => {
  const view = await registerPetition(journeys)
  const { page: desk, taps, resetTaps } = await journeys.openAs('county.rights', 'desk', at(view))
  const address = await codeOf(desk)
  const { page: phone } = await journeys.open('phone', new URL(address).pathname + new URL(address).hash)
  await phone.getByText('这部手机里不留').waitFor()
  const original = await photograph(desk)
  await phone
    .locator('#album')
    .setInputFiles([1, 2].map((n) => ({ name: `IMG_${n}.jpg`, mimeType: 'image/jpeg', buffer: original })))
  await drawer(desk).getByRole('img', { name: '第 2 张' }).waitFor()
  const officer = await journeys.house.as('county.rights')
  const files = async () => (await officer.call(casesContract.open, { params: keyOf(view) })).body!.files
  resetTaps()
  await drawer(desk).getByRole('button', { name: '来信原件' }).click()
  await drawer(desk).getByText('已记为「来信原件」2 页').waitFor()
  expect(taps()).toBe(1)
  const [one, two] = (await files()).map(({ id }) => id)
  await drawer(desk).getByRole('button', { name: '第 2 张往前放' }).click()
  await drawer(desk).getByRole('button', { name: '第 1 张转 90 度' }).click()
  await expect
    .poll(async () => (await files()).map(({ id, page, turn }) => [id, page, turn]))
    .toEqual([
      [two, 1, 90],
      [one, 2, 0],
    ])
  await expectAccessible(desk)
  await picture(desk, 'photos-desk-named')
  await drawer(desk).getByRole('button', { name: '关闭' }).click()
  await desk.getByText('来信原件 第 1 页,共 2 页').waitFor()
})

test('a stamped answer that was photographed is noted where it belongs, and is seen at the step it answers', async () => {
  const officer = await journeys.house.as('county.rights')
  const view = await registerPetition(journeys)
  await act(officer, view, 'refer', { receiver: '区人社局', note: '已转区人社局。' })
  const { page: desk, taps, resetTaps } = await journeys.openAs('county.rights', 'desk', at(view))
  const address = await codeOf(desk)
  const { page: phone } = await journeys.open('phone', new URL(address).pathname + new URL(address).hash)
  await phone.getByText('这部手机里不留').waitFor()
  await phone
    .locator('#album')
    .setInputFiles({ name: 'IMG_1.jpg', mimeType: 'image/jpeg', buffer: await photograph(desk) })
  await drawer(desk).getByRole('img', { name: '第 1 张' }).waitFor()
  resetTaps()
  await drawer(desk).getByRole('button', { name: '盖章的回复' }).click()
  await drawer(desk).getByRole('button', { name: '记下是谁的答复' }).click()
  await drawer(desk).getByText('记答复', { exact: true }).waitFor()
  // The step sent last and the paper just photographed stand chosen.
  expect(await drawer(desk).getByRole('radio', { name: /转介/ }).isChecked()).toBe(true)
  await expectAccessible(desk)
  await picture(desk, 'photos-answer')
  await drawer(desk).getByLabel('谁答复的').fill('区人社局 李科')
  await drawer(desk).getByRole('button', { name: '记下', exact: true }).click()
  await drawer(desk).waitFor({ state: 'detached' })
  expect(taps()).toBe(3)
  await desk.getByText('已收到答复', { exact: false }).waitFor()
  await desk.getByRole('button', { name: '看原件' }).first().click()
  await drawer(desk).getByRole('img', { name: '第 1 页' }).waitFor()
  await picture(desk, 'photos-answer-original')
})

test('a photograph of 30 MB goes through, one that the network swallows is sent again, HEIC is told how; nothing is cached', async () => {
  const view = await registerPetition(journeys)
  const { page: desk } = await journeys.openAs('county.rights', 'desk', at(view))
  const address = await codeOf(desk)
  const { page: phone } = await journeys.open('phone', new URL(address).pathname + new URL(address).hash)
  await phone.getByText('这部手机里不留').waitFor()
  const original = await photograph(desk)
  const large = Buffer.concat([original, Buffer.alloc(30 * 1024 * 1024 - original.length)])

  const folder = mkdtempSync(`${tmpdir()}/nuanjia-photo-`)
  writeFileSync(`${folder}/large.jpg`, large)
  await phone.locator('#album').setInputFiles(`${folder}/large.jpg`)
  await phone.getByText('第 1 张:已传上').first().waitFor({ timeout: 30_000 })
  rmSync(folder, { recursive: true })
  await phone.context().setOffline(true)
  await phone.locator('#album').setInputFiles({ name: 'a.jpg', mimeType: 'image/jpeg', buffer: original })
  await phone.getByText('第 2 张没有传上:网络断了').waitFor()
  await phone.context().setOffline(false)
  await phone.getByRole('button', { name: '再传一次' }).click()
  await phone.getByText('第 2 张:已传上').first().waitFor()
  await phone
    .locator('#album')
    .setInputFiles({ name: 'IMG_3.HEIC', mimeType: 'image/heic', buffer: Buffer.from('ftypheic') })
  await phone.getByText(/HEIC.*兼容性最佳/).waitFor()
  const officer = await journeys.house.as('county.rights')
  expect((await officer.call(casesContract.open, { params: keyOf(view) })).body!.files).toHaveLength(2)
  expect(
    await phone.evaluate(
      `Promise.all([window.caches ? caches.keys() : [], indexedDB.databases ? indexedDB.databases() : []]).then((all) => all.map((one) => one.length))`,
    ),
  ).toEqual([0, 0])
})
