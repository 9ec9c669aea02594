import { addDemoAccounts, addDemoStation, demoPassword } from '#db/seed/demo-accounts.ts'
import { hashPassword } from '#platform/crypto/passwords.ts'
import type { Database } from '#platform/db/open.ts'
import { label } from '#platform/text/label.ts'
import { isOnlyHere } from '#server/config.ts'
import { withClient } from '#server/databases.ts'
import { fillDemoCity, findDemoCity } from '#server/work.ts'
import { type Command, readArgs } from '../command.ts'
import { withHouse } from '../house.ts'
import { exits, UsageError } from '../io.ts'
import { calendar } from '../rooms.ts'

/** `seed demo`: the demonstration city in an empty database, or the rest of one that was cut short. */
export const seedCommand: Command = {
  summary: label('演示数据', 'Demonstration'),
  usage: ['seed demo [--json]'],
  run: async (args, io) => {
    const given = readArgs(args, 1, { json: 'flag' })
    if (given.words[0] !== 'demo') throw new UsageError(label('只有 seed demo 这一种。', 'Only “seed demo” exists.'))
    return withHouse(io, async (house) => {
      // Everyone knows the password of the demonstration accounts, so they never come into a database people work in.
      if (!isOnlyHere(house.config))
        throw new UsageError(
          label(
            '别的机器能到这台服务器(HOST、TRUST_PROXY 或 PUBLIC_URL),不能装演示数据。',
            'The demonstration is not loaded where other machines reach the server (HOST, TRUST_PROXY or PUBLIC_URL).',
          ),
        )
      const begun = await findDemoCity(house.system)
      if (begun === null) await refuseUsed(house.system)
      const now = house.clock()
      await withClient(house.target('owner'), addDemoStation)
      const accounts = await addDemoAccounts(house.system, await hashPassword(demoPassword), now)
      let matters = 0
      const rootsFile = `${house.config.dataDir}.audit-roots`
      const work = { ...house, apart: house.app, calendar: calendar.now, rootsFile }
      await fillDemoCity(work, begun ?? new Set(), (done, total) => {
        matters = done
        io.say(`${done} / ${total}`)
      })
      io.out(
        given.flag('json')
          ? JSON.stringify({ accounts, matters })
          : `演示数据装好了:${matters} 件事项,账号密码 ${demoPassword}。`,
      )
      return exits.ok
    })
  },
}

const refuseUsed = async (system: Database): Promise<void> => {
  const real = await system
    .selectFrom('identity.account')
    .select('id')
    .where('demo', '=', false)
    .limit(1)
    .executeTakeFirst()
  if (real)
    throw new UsageError(
      label(
        '这个数据库已有正式账号,不能装演示数据。请用别的 DATA_DIR。',
        'This database has real accounts. Use another DATA_DIR.',
      ),
    )
  const record = await system.selectFrom('cases.head').select('id').limit(1).executeTakeFirst()
  if (record)
    throw new UsageError(
      label(
        '已经有事项了,不再装演示数据。要一个完整的演示,请用别的 DATA_DIR。',
        'There are matters already; the demonstration is not loaded again. For a whole one use another DATA_DIR.',
      ),
    )
}
