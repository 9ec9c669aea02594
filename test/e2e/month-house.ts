import ExcelJS from 'exceljs'
import type { Page } from 'playwright-core'
import { onTestFinished } from 'vitest'
import { catalogue } from '#catalogue/index.ts'
import { runImports } from '#modules/exchange/fixtures.ts'
import { declareMeasures } from '#modules/figures/server/index.ts'
import { cloneBare } from '../harness/database.ts'
import { expectAccessible, expectFits, picture, type Size, startJourneys, type Visitor } from './harness.ts'

// Who lives through the month (month.test.ts), and what they bring along.

/** The password each of them sets. */
export const own = '雨天也要记得带伞出门走走看看风景呀'

/** Names, places and roles. */
export const people = {
  administrator: { name: '方晓岚', username: 'fang.xl' },
  security: { name: '罗静宜' },
  vice: { name: '温知夏' },
  leader: { name: '江望晴', unit: '荷塘区', role: '主席' },
  officer: { name: '宋知微', unit: '荷塘区', role: '权益干部' },
  town: { name: '唐念秋', unit: '月塘街道', role: '乡镇(街道)妇联主席' },
  village: { name: '穆清扬', unit: '文化路社区', role: '村(社区)妇联主席' },
} as const

/** A register of last year as somebody kept it, with her own headings, days and classes. */
export const lastYear = Buffer.from(
  [
    '荷塘区2024年来访登记',
    '日期,姓名/电话,反映什么,什么问题,谁办',
    ...Array.from({ length: 12 }, (_, row) => {
      const who = ['田晓禾', '石桂芳', '文若兰', '安小荷'][row % 4]
      const when = [`2024.${row + 1}.6`, `2024年${row + 1}月6日`, `2024-${row + 1}-6`][row % 3]
      return `${when},${who}/1380000${String(1000 + row)},来访说家里的事第${row + 1}回,${['家暴', '离婚', '工资'][row % 3]},小宋`
    }),
    '合计,12,,,',
  ].join('\n'),
)

/** The list the administrator opens their accounts from. */
export const listOf = async (): Promise<{ name: string; mimeType: string; buffer: Buffer }> => {
  const book = new ExcelJS.Workbook()
  const sheet = book.addWorksheet('名单')
  sheet.addRow(['姓名', '单位', '角色', '电话'])
  for (const one of Object.values(people)) if ('role' in one) sheet.addRow([one.name, one.unit, one.role, ''])
  return {
    name: '妇联干部名单.xlsx',
    mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    buffer: Buffer.from(await book.xlsx.writeBuffer()),
  }
}

/** A part of the month; what fails in it is told with its name. */
export const part = async (name: string, work: () => Promise<void>): Promise<void> => {
  try {
    await work()
  } catch (error) {
    throw new Error(`${name}: ${error instanceof Error ? error.message : String(error)}`, { cause: error })
  }
}

/** An empty installation before the browser of one size, with the people who come in one after the other. */
export const emptyHouse = async (size: Size) => {
  const journeys = await startJourneys({ database: await cloneBare() })
  onTestFinished(() => journeys.stop())
  await declareMeasures(journeys.house.database.system, catalogue)
  const running = runImports(journeys.house)
  onTestFinished(() => running.stop())
  const codes = new Map<string, string>()
  const users = new Map<string, string>()

  /** A look at the page as it stands: nobody is shut out, nothing runs over the edge, and a picture for human eyes. */
  const look = async (page: Page, name: string): Promise<void> => {
    // What is half under a bar counts as small: the page is judged from its top.
    await page.evaluate('scrollTo(0, 0)')
    await expectAccessible(page).finally(() => picture(page, `month-${name}-${size}`))
    if (size === 'phone') await expectFits(page)
  }
  const desks = new Map<keyof typeof people, Visitor>()

  const keepCode = async (page: Page, name: string): Promise<void> => {
    const slip = page.locator('.slip', { hasText: name })
    if ((await slip.count()) > 0) {
      codes.set(name, await slip.locator('.slip-code code').innerText())
      users.set(name, await slip.locator('code').first().innerText())
    }
  }
  /** Signs in again, with her password: the session of the day she last came is over. */
  const comeBack = async (key: keyof typeof people): Promise<void> => {
    const visitor = desks.get(key)!
    const { page } = visitor
    await page.goto('/')
    await page.getByLabel('密码', { exact: true }).fill(own)
    await page.getByLabel('用户名').fill(users.get(people[key].name)!)
    await page.getByRole('button', { name: '登录', exact: true }).click()
    await page
      .locator(size === 'phone' ? 'nav' : '.top-me')
      .first()
      .waitFor()
  }
  /** Opens the address on her slip, sets a password and comes in. */
  const comeIn = async (name: string): Promise<Visitor> => {
    const visitor = await journeys.open(size, `/slip#${codes.get(name)!.replaceAll('-', '')}`)
    const { page } = visitor
    await page.getByRole('heading', { name: new RegExp(name) }).waitFor()
    await page.getByLabel('新密码', { exact: true }).fill(own)
    await page.getByLabel('再输一次新密码').fill(own)
    await page.getByRole('button', { name: '设密码并登录' }).click()
    if (size === 'phone') await page.getByRole('link', { name: '以后再说' }).click()
    await page
      .locator(size === 'phone' ? 'nav' : '.top-me')
      .first()
      .waitFor()
    return visitor
  }

  return { journeys, users, desks, look, keepCode, comeBack, comeIn }
}
