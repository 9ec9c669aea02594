import { afterAll, beforeAll, expect, test } from 'vitest'
import type pg from 'pg'
import { catalogOf } from '#test/harness/catalog.ts'
import { emptyDatabase, type TestDatabase } from '#test/harness/database.ts'
import { withoutIndexes } from './bulk.ts'
import { connectClient } from './open.ts'

// Tables of every sort that has something to set aside.
const schema = `create schema odd;
  create table odd.a (id int primary key, b int, name text not null, span int4range, constraint "One Name" unique (name), exclude using gist (span with &&));
  create table odd."B b" (id int primary key, a int references odd.a (id) deferrable initially deferred, above int references odd."B b");
  alter table odd.a add constraint ring foreign key (b) references odd."B b" (id) on delete set null;
  create index "by Name" on odd.a (lower(name) desc nulls last) include (b) with (fillfactor = 70) where b is null;
  alter table odd.a add constraint named check (name <> '') not valid;
  create table odd.log (at date, id int, a int references odd.a, constraint once unique (id, at), primary key (at, id)) partition by range (at);
  create table odd.log_one partition of odd.log for values from ('2025-01-01') to ('2025-02-01');
  create table odd.log_rest partition of odd.log default;
  create index newest on odd.log (at desc, id);
  alter index odd.log_one_pkey rename to "its own";
  create index only_here on odd.log_one (id);
  create table odd.outside (a int references odd.a);`
const tables = ['odd.a', 'odd."B b"', 'odd.log']

let database: TestDatabase
let client: pg.Client
beforeAll(async () => {
  database = await emptyDatabase()
  client = await connectClient(database.target('admin'))
  await client.query(schema)
})
afterAll(async () => {
  await client?.end()
  await database?.drop()
})

const inTransaction = async <T>(work: () => Promise<T>): Promise<T> => {
  await client.query('begin')
  try {
    return await work()
  } finally {
    await client.query('rollback')
  }
}
const rowsOf = `insert into odd.a (id, b, name) values (2, 1, 'two'); insert into odd."B b" values (1, 3, 1); insert into odd.a (id, name) values (3, 'three'), (4, '')`

test('indexes, keys and unproven checks come back under their names as they were, also those of partitions', async () => {
  const before = await catalogOf(client)
  const shares: number[] = []
  let during: string[] = []
  const after = await inTransaction(async () => {
    await withoutIndexes(
      client,
      tables,
      async () => {
        during = await catalogOf(client)
        // Ring and check would refuse them one by one.
        await client.query(rowsOf)
        await client.query(`insert into odd.log values ('2025-01-02', 1, 2), ('2030-01-01', 1, 3)`)
      },
      (share) => shares.push(share),
    )
    return catalogOf(client)
  })
  expect(after).toEqual(before)
  expect(shares).toEqual(shares.toSorted((a, b) => a - b))
  expect(shares.at(-1)).toBe(1)
  // What another table leans on stays; nothing else does.
  const left = during.filter((line) => /^(index|constraint)/.test(line) && !/not null|NOT NULL/.test(line))
  expect(left.map((line) => line.split(' | ').slice(0, 3).join(' '))).toEqual([
    'constraint odd.a a_pkey',
    'constraint odd.outside outside_a_fkey',
    expect.stringMatching(/^index odd\.a_pkey/),
  ])
})

test.each([
  ['a row whose parent is missing', `insert into odd.log values ('2025-01-02', 1, 99)`, '23503'],
  ['a row that is there twice', `insert into odd.a (id, name) values (8, 'x'), (9, 'x')`, '23505'],
])('%s is refused in the end, and all is as it was', async (_, sql, code) => {
  const before = await catalogOf(client)
  const loaded = inTransaction(() => withoutIndexes(client, tables, () => client.query(sql)))
  await expect(loaded).rejects.toMatchObject({ code })
  expect(await catalogOf(client)).toEqual(before)
})
