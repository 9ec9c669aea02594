import { sql } from 'kysely'
import type pg from 'pg'
import { v7 } from 'uuid'
import type { Role } from '#modules/identity/rules.ts'
import { homeOf } from '#modules/org/rules.ts'
import type { Database } from '#platform/db/open.ts'
import { type Label, label } from '#platform/text/label.ts'

/** Password of every demonstration account. */
export const demoPassword = 'nuanjia-demo'

/** Code of the partner body of the demonstration: a police station in Hetang. */
export const demoStation = '430202P01'

type DemoAccount = {
  readonly username: string
  readonly name: string
  readonly role: Role
  readonly unit: string
  readonly title: Label
  /** Number of the desk; of no exchange that exists. */
  readonly phone: string | null
}

const account = (
  username: string,
  name: string,
  role: Role,
  unit: string,
  title: Label,
  phone: string | null = null,
): DemoAccount => ({
  username,
  name,
  role,
  unit,
  title,
  phone,
})

/** The accounts of the demonstration city; the persons are invented. */
export const demoAccounts: readonly DemoAccount[] = [
  account('admin', '邓立诚', 'admin', '430200', label('系统管理员', 'System administrator')),
  account('security', '宋明章', 'security', '430200', label('安全管理员', 'Security administrator')),
  account('city.leader', '周映棠', 'leader', '430200', label('市妇联主席', 'Chair, city federation'), '0731-00002001'),
  account(
    'city.rights',
    '方若溪',
    'rights',
    '430200',
    label('市妇联权益部', 'Rights department, city federation'),
    '0731-00002002',
  ),
  account(
    'city.stats',
    '林知夏',
    'stats',
    '430200',
    label('市妇儿工委办统计', 'Statistics, city office for women and children'),
  ),
  account(
    'county.rights',
    '程嘉禾',
    'rights',
    '430202',
    label('荷塘区妇联权益干部', 'Rights officer, Hetang district'),
    '0731-00002021',
  ),
  account(
    'county.leader',
    '何静姝',
    'leader',
    '430202',
    label('荷塘区妇联主席', 'Chair, Hetang district federation'),
    '0731-00002022',
  ),
  account(
    'county2.rights',
    '谢晓岚',
    'rights',
    '430203',
    label('芦淞区妇联权益干部', 'Rights officer, Lusong district'),
  ),
  account(
    'town.chair',
    '唐秋芸',
    'town',
    '430202001',
    label('月塘街道妇联主席', 'Chair, Yuetang street federation'),
    '0731-00002031',
  ),
  account('village.chair', '罗雨桐', 'village', '430202001001', label('社区妇联主席', 'Chair, community federation')),
  account('hotline.op', '彭月华', 'hotline', '430200', label('12338 热线接线员', '12338 hotline operator')),
  account(
    'hongjiang.rights',
    '欧阳蓉',
    'rights',
    '431281',
    label('洪江市妇联权益部', 'Rights department, Hongjiang federation'),
  ),
  account('police.liaison', '曾凯风', 'police', demoStation, label('派出所联络员', 'Liaison officer, police station')),
  account('auditor', '蒋思颖', 'auditor', '430200', label('审计员', 'Auditor')),
]

/** Adds the partner body the demonstration needs; as the owner login. Does nothing when it is there. */
export const addDemoStation = async (owner: pg.Client): Promise<void> => {
  await owner.query(
    `insert into org.unit (code, name, level, scope, name_pinyin_initials, name_pinyin, parent_id, kind, valid_from)
     select $1, '月塘派出所(演示)', 'D', scope || 'b1/', 'ytpcsys', 'yuetangpaichusuoyanshi', id, 'body', '2000-01-01'
     from org.unit where code = '430202' and valid_to is null on conflict do nothing`,
    [demoStation],
  )
}

/**
 * Opens the demonstration accounts, each with its post; as the system login. Accounts that exist stay as they are.
 * @param passwordHash hash of {@link demoPassword}.
 * @returns how many were opened.
 */
export const addDemoAccounts = async (system: Database, passwordHash: string, now: Date): Promise<number> =>
  system.transaction().execute(async (tx) => {
    let opened = 0
    for (const { username, name, role, unit, title, phone } of demoAccounts) {
      const found = await sql<{
        id: number
        scope: string
      }>`select id, scope from org.unit where code = ${unit} and valid_to is null`.execute(tx)
      const place = found.rows[0]
      if (!place) throw new Error(`The demonstration needs the unit ${unit}, which the division tree does not have.`)
      const id = v7()
      const added = await tx
        .insertInto('identity.account')
        .values({ id, username, name, password: passwordHash, demo: true, created_at: now, password_at: now })
        .onConflict((on) => on.doNothing())
        .executeTakeFirst()
      if (!added.numInsertedOrUpdatedRows) continue
      opened += 1
      await tx
        .insertInto('identity.post')
        .values({
          id: v7(),
          account_id: id,
          unit_id: place.id,
          scope: place.scope,
          home: homeOf(place),
          role,
          title_zh: title.zh,
          title_en: title.en,
          phone,
          valid_from: '2000-01-01',
        })
        .execute()
    }
    return opened
  })
