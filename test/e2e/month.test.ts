import { expect, test } from 'vitest'
import { limitOn } from '#catalogue/codes/limits.ts'
import { closeHistory } from '#modules/figures/server/index.ts'
import { buildCalendar } from '#platform/clock/calendar.ts'
import type { Size } from './harness.ts'
import { emptyHouse, lastYear, listOf, own, part, people } from './month-house.ts'
import { choose, chooseClass, drawer, step } from './petition.ts'

// Four people, an administrator, a county officer, a leader and a village chair, from an empty installation to a month's work.

test.each(['desk', 'phone'] as const)(
  'a month from an empty installation, at %s width',
  async (size: Size) => {
    const { journeys, users, desks, look, keepCode, comeBack, comeIn } = await emptyHouse(size)
    await part(
      'the administrator sets the house up, opens accounts from a list, gives the posts and gives an office away',
      async () => {
        const visitor = await journeys.open(size)
        desks.set('administrator', visitor)
        users.set(people.administrator.name, people.administrator.username)
        const { page } = visitor
        await page.getByRole('heading', { name: '第一次使用' }).waitFor()
        await page.getByLabel('姓名').fill(people.administrator.name)
        await page.getByLabel('用户名').fill(people.administrator.username)
        await page.getByRole('combobox', { name: '所在地区' }).fill('荷塘')
        await page
          .getByRole('option', { name: /荷塘区/ })
          .first()
          .click()
        await page.getByLabel('新密码', { exact: true }).fill(own)
        await page.getByLabel('再输一次新密码').fill(own)
        await look(page, 'set-up')
        await page.getByRole('button', { name: '开始使用' }).click()
        await page.getByRole('heading', { name: '第一天做这几件' }).waitFor()
        await look(page, 'admin-today')
        await page.goto('/accounts')
        await page.getByRole('button', { name: '按名单开通' }).click()
        const panel = page.getByRole('dialog', { name: '按名单开通账号' })
        await panel.getByLabel('选名单').setInputFiles(await listOf())
        await panel.getByRole('button', { name: '开通 4 个账号' }).click()
        await page.getByRole('heading', { name: '打印领条(4 张)' }).waitFor()
        await look(page, 'slips')
        for (const { name } of Object.values(people)) await keepCode(page, name)

        // The posts she asked for are given in her other office, which she then gives away: nobody holds two.
        await page.goto('/accounts')
        await page.getByRole('button', { name: '开通账号' }).click()
        const one = page.getByRole('dialog', { name: '开通账号' })
        await one.getByLabel('姓名').fill(people.security.name)
        await one.getByRole('button', { name: '开通账号' }).click()
        await one.locator('.slip').waitFor()
        await keepCode(page, people.security.name)
        await look(page, 'slip-shown')
        await one.getByRole('button', { name: '去设岗位' }).click()
        await page.getByRole('button', { name: '全部照此设(4)' }).click()
        await page.getByRole('heading', { name: '等您设的岗位(4)' }).waitFor({ state: 'detached' })
        const row = page.locator('tr, .card').filter({ hasText: people.security.name })
        await row.getByRole('button', { name: '设岗位' }).click()
        const give = page.getByRole('dialog')
        await give.getByLabel('角色').selectOption({ label: '安全管理员' })
        await give.getByLabel('单位').fill('荷塘')
        await page
          .getByRole('listbox')
          .getByRole('option', { name: /荷塘区/ })
          .first()
          .click()
        await look(page, 'give-post')
        await give.getByRole('button', { name: '设岗位' }).click()
        await give.waitFor({ state: 'detached' })
        await row.getByText('安全管理员').waitFor()
        await look(page, 'posts')

        const second = await comeIn(people.security.name)
        desks.set('security', second)
        await second.page.goto('/posts')
        const first = second.page.locator('tr, .card').filter({ hasText: people.administrator.name })
        await first.getByRole('button', { name: '结束 安全管理员' }).click()
        const end = second.page.getByRole('dialog')
        await end.getByLabel('原因').fill('安全管理员已由专人担任。')
        await look(second.page, 'end-office')
        await end.getByRole('button', { name: /结束/ }).click()
        await end.waitFor({ state: 'detached' })
      },
    )

    await part(
      'a leader, an officer and two chairs come in with their slips; each finds what to do first',
      async () => {
        for (const key of ['leader', 'officer', 'town', 'village'] as const) {
          const visitor = await comeIn(people[key].name)
          desks.set(key, visitor)
          await visitor.page.getByRole('heading', { name: '第一天做这几件' }).waitFor()
          await look(visitor.page, `${key}-first`)
        }
      },
    )
    await part('the county writes its number book and its roster before the first visitor comes', async () => {
      const { page } = desks.get('officer')!
      await page.goto('/books')
      await page.getByText('本单位还没有编号簿。').waitFor()
      await look(page, 'books-empty')
      await page.getByRole('button', { name: '设编号簿' }).click()
      await drawer(page).getByLabel('机关代字').fill('荷妇访告')
      await drawer(page).getByRole('button', { name: '保存' }).click()
      await page.getByText('下一份:荷妇访告〔2025〕1号').waitFor()
      const chair = desks.get('town')!
      await chair.page.goto('/duty')
      const onDuty = '门卫室 0731-00002088'
      if (size === 'phone') await chair.page.getByRole('combobox', { name: '2025-03-03 白班' }).fill(onDuty)
      else {
        const third = chair.page.getByRole('grid', { name: '值班表' }).locator('tbody tr').nth(2)
        await third.getByRole('gridcell').nth(1).click()
        await chair.page.keyboard.type(onDuty)
        await chair.page.keyboard.press('Enter')
      }
      await chair.page.getByRole('button', { name: '存', exact: true }).click()
      await chair.page.getByText('已存。').waitFor()
      await look(chair.page, 'roster')
    })

    let number = ''
    await part(
      'a visitor comes to the county: her words first, accepted, the notice printed with its number',
      async () => {
        const { page } = desks.get('officer')!
        await page.goto('/register/petition')
        await page
          .getByLabel('听她说,按原话记下')
          .fill('她叫柳青禾,430202198503020020,电话13800001234。村里说她出嫁了,土地承包被收回,想请妇联出面。')
        await page.getByRole('button', { name: /身份证/ }).click()
        await page.getByRole('group', { name: '记录里有' }).getByRole('button', { name: /电话/ }).click()
        await page.getByLabel('姓名', { exact: true }).fill('柳青禾')
        await chooseClass(page, '出嫁女')
        await choose(page, '来访')
        await choose(page, '求助')
        await look(page, 'register')
        await page.getByRole('button', { name: '登记', exact: true }).click()
        await page.getByRole('heading', { name: '已登记' }).waitFor()
        number = await page.locator('.case-number').innerText()
        await page.getByRole('link', { name: '打开这件事' }).click()
        await step(page, '受理').click()
        await drawer(page).getByRole('button', { name: '受理', exact: true }).click()
        await page.locator('h1').getByText('办理中').waitFor()
        await look(page, 'matter')
        await page.evaluate('window.print = () => { window.printed = (window.printed ?? 0) + 1 }')
        await page.getByRole('button', { name: '打印 受理告知书' }).click()
        await page.getByText('取号前是草稿').waitFor()
        await page.getByRole('button', { name: '打印', exact: true }).click()
        await expect.poll(() => page.evaluate('window.printed')).toBe(1)
        expect(await page.getByRole('article').textContent()).toContain('荷妇访告〔2025〕1号')
        await look(page, 'notice')
        await page.getByRole('link', { name: '回到这件事' }).click()
        // Handed over, it is noted: until then the fifteen days run on.
        await step(page, '记告知').click()
        await choose(page, '当面交给')
        await look(page, 'tell')
        await drawer(page).getByRole('button', { name: '记告知', exact: true }).click()
        await page.getByText(/送达:.*当面交给/).waitFor()
      },
    )

    await part(
      'a village chair notes a quarrel settled on the spot and passes another up; the street goes on with it',
      async () => {
        const visitor = desks.get('village')!
        const { page } = visitor
        await page.goto('/')
        await page.getByRole('link', { name: '街道值班 0731-00002088' }).waitFor()
        await look(page, 'village-today')
        for (const [who, line, outcome] of [
          ['田有余', '两家为宅基地的滴水吵了几句,劝开了,说好各让半尺。', '当场说好了'],
          ['石桂芳', '两家为院墙吵了半个月,说不拢。', '请街道办'],
        ] as const) {
          await page.goto('/note')
          await page.getByRole('radio', { name: '安全', exact: true }).click()
          await page.getByLabel('谁?').fill(who)
          await page.getByLabel('一句话:怎么回事?').fill(line)
          await page.getByRole('radio', { name: '邻里争吵' }).click()
          await page.getByRole('radio', { name: outcome }).click()
          await look(page, 'note')
          await page.getByRole('button', { name: '记下', exact: true }).click()
          await page.getByRole('heading', { name: '记下了' }).waitFor()
        }
        await look(page, 'noted')
        const chair = desks.get('town')!
        await chair.page.goto('/')
        const raised = chair.page.getByRole('link', { name: /石\*芳/ }).first()
        await raised.waitFor()
        await look(chair.page, 'town-today')
        await raised.click()
        await chair.page.locator('.case-number').first().waitFor()
        await look(chair.page, 'town-matter')
      },
    )

    await part(
      'three weeks on: an extension is asked for, the leader agrees with a phrase on her own device',
      async () => {
        journeys.clock.set('2025-03-24T10:00:00+08:00')
        await comeBack('officer')
        await comeBack('leader')
        const { page } = desks.get('officer')!
        await page.goto('/matters')
        await page
          .getByRole('link', { name: new RegExp(number) })
          .first()
          .click()
        await page.locator('h1').getByText('办理中').waitFor()
        await page.getByRole('button', { name: /其他可办的/ }).click()
        await step(page, '延长办理').click()
        await drawer(page).getByRole('textbox').first().fill('等村里的土地登记材料。')
        await look(page, 'extend')
        await drawer(page).getByRole('button', { name: '送审', exact: true }).click()
        await page.getByText(/已送审「延长办理」,等批/).waitFor()
        const leader = desks.get('leader')!
        await leader.page.goto('/')
        const request = leader.page.locator('li.case-request').filter({ hasText: number })
        await request.waitFor()
        await look(leader.page, 'leader-today')
        leader.resetTaps()
        await request.getByRole('button', { name: '同意', exact: true }).click()
        await leader.page.getByRole('button', { name: '同意,请做好回访。' }).click()
        await request.getByRole('button', { name: '同意', exact: true }).click()
        await leader.page.getByText(`${number} 已同意。`).waitFor()
        expect(leader.taps()).toBeLessThanOrEqual(3)
      },
    )
    await part('an old register of the county comes in as it is, and each matter keeps its line', async () => {
      const { page } = desks.get('officer')!
      await page.goto('/import')
      const [chooser] = await Promise.all([
        page.waitForEvent('filechooser'),
        page.getByRole('button', { name: '选文件' }).click(),
      ])
      await chooser.setFiles({ name: '去年台账.csv', mimeType: 'text/csv', buffer: lastYear })
      const channel = page.getByRole('combobox', { name: /^渠道/ })
      await channel.fill('来访')
      await channel.press('Enter')
      await look(page, 'import-questions')
      await page.getByRole('button', { name: '就这样' }).click()
      await page.getByText('12 行,都可以导入').waitFor({ timeout: 30_000 })
      await page.getByRole('radio', { name: '都已办完(结果未记)' }).click()
      await page.getByRole('button', { name: '就这样' }).click()
      await page.getByText('办完没有:都已办完(结果未记)').waitFor({ timeout: 30_000 })
      await look(page, 'import')
      await page.getByRole('button', { name: '导入 12 行' }).click()
      await page.getByText(/^导入完成:12 件/).waitFor({ timeout: 60_000 })
      await look(page, 'imported')
    })

    await part(
      'the month ends: concluded, replied with the leader’s agreement, archived; the figures open to their matters',
      async () => {
        const officer = desks.get('officer')!
        const { page } = officer
        await page.goto('/matters')
        await page
          .getByRole('link', { name: new RegExp(number) })
          .first()
          .click()
        await step(page, '办结').click()
        await choose(page, '支持')
        await drawer(page).getByLabel('写一句办了什么').fill('村委会已恢复承包地。')
        await drawer(page).getByRole('button', { name: '办结', exact: true }).click()
        await page.locator('h1').getByText('已办结,待答复').waitFor()
        await step(page, '答复').click()
        await choose(page, '当面交给')
        await drawer(page).getByRole('button', { name: '送审', exact: true }).click()
        await page.getByText(/已送审「答复」,等批/).waitFor()
        const leader = desks.get('leader')!
        await leader.page.goto('/approvals')
        const request = leader.page.locator('li.case-request').filter({ hasText: number })
        await request.getByRole('button', { name: '同意', exact: true }).click()
        await request.getByRole('button', { name: '同意', exact: true }).click()
        await leader.page.getByText(`${number} 已同意。`).waitFor()
        await page.reload()
        await page.locator('h1').getByText('已答复').waitFor()
        await step(page, '归档').click()
        await drawer(page).getByRole('button', { name: '归档', exact: true }).click()
        await page.locator('h1').getByText('已归档').waitFor()
        await look(page, 'archived')

        journeys.clock.set('2025-04-11T09:00:00+08:00')
        const calendar = buildCalendar()
        await closeHistory(
          journeys.house.database.system,
          { limitOn: (day) => limitOn('S01', day), calendar },
          '2025-03',
          journeys.clock(),
        )
        await comeBack('leader')
        await comeBack('officer')
        await leader.page.getByRole('link', { name: '统计' }).first().click()
        await leader.page.goto('/figures?period=2025-03')
        const received = leader.page.locator('.figures-card', {
          has: leader.page.getByRole('heading', { name: '收到', exact: true }),
        })
        await received.getByRole('link', { name: '1', exact: true }).first().waitFor()
        await look(leader.page, 'figures')
        leader.resetTaps()
        await received.getByRole('link', { name: '1', exact: true }).first().click()
        await leader.page.locator('.row-link').first().click()
        await leader.page.getByText(number).first().waitFor()
        expect(leader.taps()).toBe(2)
        await look(leader.page, 'figure-matter')
      },
    )

    await part('the paper about the half-year is written, and the old register stands in its figures', async () => {
      const { page } = desks.get('officer')!
      await page.goto('/reports')
      await page
        .getByRole('button', { name: /写材料/ })
        .first()
        .click()
      // The half-year that is over: its matters came in with the old register.
      await page.getByRole('radio', { name: '2024年下半年' }).check()
      await look(page, 'report-new')
      await page.getByRole('button', { name: '写', exact: true }).click()
      const paper = page.locator('article.paper')
      await paper.getByText('荷塘区妇女联合会').first().waitFor()
      await paper.getByRole('button', { name: '6件，看明细', exact: true }).first().waitFor()
      await look(page, 'report')
    })

    await part(
      'the administrator sees at the month’s end what runs, what lies idle and what is backed up',
      async () => {
        await comeBack('administrator')
        const { page } = desks.get('administrator')!
        for (const [path, name] of [
          ['/accounts', '账号'],
          ['/accounts/review', '账号检查'],
          ['/running', '运行'],
          ['/calendar', '放假安排'],
        ] as const) {
          await page.goto(path)
          await page.getByRole('heading', { level: 1, name, exact: true }).waitFor()
          await page.getByText('正在打开').waitFor({ state: 'detached' })
          await look(page, `admin${path.replaceAll('/', '-')}`)
        }
      },
    )
    await part(
      'a vice chair comes to the county: the administrator opens her account, the security administrator gives her post',
      async () => {
        const { page } = desks.get('administrator')!
        await page.goto('/accounts')
        await page.getByRole('button', { name: '开通账号' }).click()
        const one = page.getByRole('dialog', { name: '开通账号' })
        await one.getByLabel('姓名').fill(people.vice.name)
        await one.getByRole('button', { name: '开通账号' }).click()
        await one.locator('.slip').waitFor()
        await keepCode(page, people.vice.name)
        await comeBack('security')
        const watch = desks.get('security')!
        await watch.page.goto('/posts')
        const row = watch.page.locator('tr, .card').filter({ hasText: people.vice.name })
        await row.getByRole('button', { name: '设岗位' }).click()
        const give = drawer(watch.page)
        await give.getByLabel('角色').selectOption({ label: '主席' })
        await give.getByLabel('单位').fill('荷塘')
        await watch.page
          .getByRole('listbox')
          .getByRole('option', { name: /荷塘区/ })
          .first()
          .click()
        await give.getByLabel('岗位名称').fill('荷塘区妇联副主席')
        await give.getByRole('button', { name: '设岗位' }).click()
        await give.waitFor({ state: 'detached' })
        desks.set('vice', await comeIn(people.vice.name))
      },
    )
    await part(
      'before her leave the leader has a deputy stand in, which the security administrator agrees to',
      async () => {
        const { page } = desks.get('leader')!
        await page.goto('/me')
        await page.getByRole('link', { name: 'AB角:请人代班' }).click()
        await page.getByRole('button', { name: '请人代班' }).click()
        // Who does not approve is not offered for a chair, and it says why.
        await drawer(page)
          .getByText(/^宋知微:.*请选能批件的/)
          .waitFor()
        await drawer(page).getByLabel('请谁代').selectOption({ label: '温知夏 · 荷塘区妇联副主席' })
        await drawer(page)
          .getByLabel(/到哪天/)
          .fill('2025-04-18')
        await look(page, 'deputy')
        await drawer(page).getByRole('button', { name: '请代班', exact: true }).click()
        await page.getByText('等主席或安全管理员同意').first().waitFor()
        const watch = desks.get('security')!
        await watch.page.goto('/deputies')
        await watch.page.getByRole('button', { name: '同意 温知夏 代 江望晴', exact: true }).click()
        await watch.page.getByText('代班中').waitFor()
        await look(watch.page, 'deputies')
        const vice = desks.get('vice')!
        await vice.page.goto('/')
        await vice.page.getByRole('heading', { name: '代江望晴(荷塘区妇联主席)' }).waitFor()
        await look(vice.page, 'standing')
      },
    )
  },
  600_000,
)
