import { expect, inject, test } from 'vitest'
import { templateName } from '#test/harness/cluster.ts'
import { scratchTarget } from '#test/harness/scratch.ts'
import { ensureDatabase } from './logins.ts'
import { migrate, readMigrations } from './migrate.ts'
import { connectClient } from './open.ts'

const database = `migrate_${process.pid}`
const connect = (login: 'admin' | 'owner', to = database) => connectClient(scratchTarget(inject('cluster'), login, to))

/** Everything a schema holds, by name. */
const holds = async (of: string): Promise<string[]> => {
  const admin = await connect('admin', of)
  const { rows } = await admin.query<{ one: string }>(
    `select n.nspname || ' ' || what || ' ' || name as one from pg_namespace n join (
      select relnamespace, relkind::text, relname::text from pg_class
      union all select pronamespace, 'function', proname || '(' || pg_get_function_identity_arguments(oid) || ')' from pg_proc
      union all select c.relnamespace, 'policy', c.relname || ' ' || p.polname from pg_policy p join pg_class c on c.oid = p.polrelid
      union all select connamespace, 'constraint', conrelid::regclass || ' ' || conname from pg_constraint
    ) t(space, what, name) on n.oid = space where n.nspname !~ '^(pg_|information_schema|public)' order by 1`,
  )
  await admin.end()
  return rows.map(({ one }) => one)
}

test('the database dies within the first file, within one in the middle and, with an upgrade, within the last: the next start goes on', async () => {
  const admin = await connect('admin', 'postgres')
  await ensureDatabase(admin, database)
  try {
    const all = readMigrations()
    const names = all.map(({ name }) => name)
    const last = all.length - 1
    let stands = 0
    for (const at of [0, 4, last]) {
      // All of the file is done but its end: what else dies within it has done less.
      const dying = all.map((one, index) =>
        index === at ? { ...one, sql: `${one.sql}\n;select pg_terminate_backend(pg_backend_pid())` } : one,
      )
      const owner = await connect('owner')
      await expect(migrate(owner, dying)).rejects.toMatchObject({
        message: expect.stringContaining(`Migration ${names[at]} failed`),
        code: '57P01',
      })
      const look = await connect('admin')
      const { rows } = await look.query<{ name: string }>('select name from platform.migration order by name')
      await look.end()
      expect(rows.map(({ name }) => name)).toEqual(names.slice(0, at))
      stands = at
    }
    const owner = await connect('owner')
    expect(await migrate(owner)).toEqual(names.slice(stands))
    expect(await migrate(owner)).toEqual([])
    await owner.end()
    expect(await holds(database)).toEqual(await holds(templateName))
  } finally {
    await admin.query(`drop database if exists ${database} with (force)`)
    await admin.end()
  }
})
