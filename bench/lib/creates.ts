import { randomBytes, randomUUID } from 'node:crypto'
import type pg from 'pg'
import { actingAs, type BenchActor } from './actor.ts'

/** Registers one petition as the service does: head, body, two parties, a step, two clocks and their search tokens, one transaction. */
export const createOne = (client: pg.Client, actor: BenchActor, home: string, opened: Date): Promise<void> =>
  actingAs(client, actor, async () => {
    const id = randomUUID()
    const due = new Date(opened.getTime() + 60 * 86_400_000)
    const { unitId, scope } = actor.place
    await client.query(
      `insert into cases.head (home, id, kind, kind_version, number, unit_id, scope, category, channel, status, phase, title, opened_at, next_due_at, next_due_started_at, next_due_clock, owner_post, created_by, created_at, touched_at)
       values ($1, $2, 'petition', 1, $3, $4, $5, 'petition.03', 'visit', 'accepted', 0, '反映家庭财产分割一事', $6, $7, $6, 'conclude', $8, $9, $6, $6)`,
      [home, id, `${home}-p-${id}`, unitId, scope, opened, due, actor.post, actor.account],
    )
    await client.query('insert into cases.body (home, case_id, data_key, data) values ($1, $2, $3, $4)', [
      home,
      id,
      randomBytes(64),
      randomBytes(400),
    ])
    await client.query(
      `insert into cases.party (home, case_id, id, role, sealed) select $1, $2, gen_random_uuid(), r, $3 from unnest(array['applicant', 'other']) r`,
      [home, id, randomBytes(200)],
    )
    await client.query(
      `insert into cases.step (home, case_id, seq, occurred_at, recorded_at, action) values ($1, $2, 1, $3, $3, 'register')`,
      [home, id, opened],
    )
    await client.query(
      `insert into cases.clock (home, case_id, key, rule, rule_from, basis_zh, basis_en, started_at, due_at, first_due_at)
       select $1, $2, k, 'P01', '2022-05-01', '信访工作条例第二十三条', 'Petition regulations Art. 23', $3, $4, $4 from unnest(array['notice', 'conclude']) k`,
      [home, id, opened, due],
    )
    await client.query(
      'insert into search.person (token, home, record_id, form) select t, $1, $2, n from unnest($3::bytea[]) with ordinality x (t, n)',
      [home, id, Array.from({ length: 5 }, () => randomBytes(16))],
    )
    await client.query('insert into search.text (home, record_id, opened_at, grams) values ($1, $2, $3, $4)', [
      home,
      id,
      opened,
      grams(),
    ])
  })

// 160 pairs of a Zipf vocabulary of 500,000, as the loaded narratives have; hashed apart like tokens.
const grams = (): number[] =>
  Array.from({ length: 160 }, () => Math.imul(Math.floor(Math.exp(Math.random() * Math.log(500_000))), 0x9e3779b1) | 0)
