import { sql } from 'kysely'
import type pg from 'pg'
import { initials, wholePinyin } from '#db/seed/pinyin.ts'
import type { Database } from '#platform/db/open.ts'
import { levelOfScope, parentScope, scopeAtBirth } from '#modules/org/rules.ts'

// A piece of the published list, parents first: two provinces, a city with districts, a city without, a mountain county.
const divisions: readonly (readonly [code: string, name: string])[] = [
  ['000000', '全国'],
  ['430000', '湖南省'],
  ['440000', '广东省'],
  ['430200', '株洲市'],
  ['431200', '怀化市'],
  ['441900', '东莞市'],
  ['430202', '荷塘区'],
  ['430203', '芦淞区'],
  ['431281', '洪江市'],
  ['430202001', '月塘街道'],
  ['430202100', '仙庾镇'],
  ['430203001', '贺家土街道'],
  ['431281101', '黔城镇'],
  ['441900003', '东城街道'],
  ['430202001001', '文化路社区居委会'],
  ['430202001002', '东湖社区居委会'],
  ['430202100204', '东山村委会'],
  ['430203001001', '来园社区居委会'],
  ['431281101002', '玉皇阁社区'],
  ['441900003001', '岗贝社区居民委员会'],
]

/** Writes the small division tree tests run on; as the owner login. */
export const loadSmallTree = async (owner: pg.Client): Promise<void> => {
  for (const [code, name] of divisions) {
    const scope = scopeAtBirth(code)
    if (scope === null) throw new Error(`${code} is no division`)
    const level = levelOfScope(scope)
    await owner.query(
      `insert into org.unit (code, name, level, scope, name_pinyin_initials, name_pinyin, parent_id, valid_from)
       values ($1, $2, $3, $4, $5, $6, (select id from org.unit where scope = $7), '1949-10-01')`,
      [code, name, level, scope, initials(name), level === 'V' ? null : wholePinyin(name), parentScope(scope)],
    )
  }
}

const mountain: readonly (readonly [code: string, name: string])[] = [
  ['430225', '炎陵县'],
  ['430225202', '策源乡'],
  ['430225202211', '梨树洲村委会'],
]

/** Adds the mountain village of the demonstration city, which other tests do not need. */
export const addMountainVillage = async (admin: Database): Promise<void> => {
  for (const [code, name] of mountain) {
    const scope = scopeAtBirth(code) ?? ''
    await sql`insert into org.unit (code, name, level, scope, name_pinyin_initials, name_pinyin, parent_id, valid_from)
      select ${code}, ${name}, ${levelOfScope(scope)}, ${scope}, ${initials(name)}, ${wholePinyin(name)}, id, '1949-10-01' from org.unit where scope = ${parentScope(scope)}`.execute(
      admin,
    )
  }
}
