import { resolve } from 'node:path'
import { endSignIns } from '#modules/identity/server/index.ts'
import { noteOperator } from '#modules/running/server/index.ts'
import { ensureMonths, sealAudit, writeRoots } from '#platform/audit/seal.ts'
import { checkBackup, restoreBackup, type Restored } from '#platform/backup/restore.ts'
import { BackupError } from '#platform/backup/trouble.ts'
import { loadRootKey } from '#platform/crypto/root.ts'
import { label } from '#platform/text/label.ts'
import { type Config, readConfig } from '#server/config.ts'
import { type Cleanup, reachDatabase } from '#server/databases.ts'
import { lockFolder } from '#server/lock.ts'
import { type Command, readArgs, word } from '../command.ts'
import { stopOnSignal, untilEnded, withHouse } from '../house.ts'
import { exits, type Io } from '../io.ts'
import { shareTold } from '../progress.ts'
import { isSound, tellVerdicts, verifyAll } from './verify.ts'

/** `restore`: a backup into an empty database of any PostgreSQL from 15 on, then everything proved. */
export const restoreCommand: Command = {
  summary: label('恢复', 'Restore'),
  usage: ['restore FILE [--json]'],
  run: async (args, io) => {
    const given = readArgs(args, 1, { json: 'flag' })
    const file = resolve(word(given, 0, label('备份文件', 'backup to read')))
    const { header, counts, rootsMoved } = await load(readConfig(io.env, []), file, io)
    if (rootsMoved)
      io.say(`原来的链尾文件已改名为 ${rootsMoved},请留存。 The roots that were there are kept in ${rootsMoved}.`)
    const verdicts = await withHouse(io, async (house) => {
      const now = house.clock()
      await ensureMonths(house.system, now)
      await house.system.transaction().execute(async (tx) => {
        await endSignIns(tx, now)
        await noteOperator(tx, house, {
          action: 'running.restore',
          detail: { madeAt: header.madeAt, version: header.version, backup: header.id },
        })
      })
      // What the backup caught between writing and chaining.
      await sealAudit(house.system, house.auditKey, now)
      await writeRoots(house.system, `${house.config.dataDir}.audit-roots`, now)
      io.say('正在核验恢复出来的内容。 Proving what was restored.')
      return verifyAll(house)
    })
    const ok = isSound(verdicts)
    const rows = counts.reduce((sum, one) => sum + one.rows, 0)
    if (given.flag('json')) io.out(JSON.stringify({ ok, header, counts, verify: verdicts }))
    else {
      for (const { table, rows: n } of counts)
        if (n > 0) io.out(`${table}: ${n.toLocaleString('en')} = ${n.toLocaleString('en')}`)
      io.out(`已恢复 ${header.madeAt} 的备份:${rows.toLocaleString('en')} 行,每张表的行数都和备份一致。`)
      io.out('所有登录已退出,手机绑定已解除,没用过的领条已作废:请各自用密码登录,再绑定手机。')
      tellVerdicts(verdicts, io)
    }
    return ok ? exits.ok : exits.found
  },
}

const load = async (config: Config, file: string, io: Io): Promise<Restored> => {
  // A new key would open nothing; the one of that time must be there before anything is made.
  const root = loadRootKey(config.keyFile, { create: false })
  const options = { file, root, keyFile: config.keyFile, rootsFile: `${config.dataDir}.audit-roots` }
  const cleanup: Cleanup = []
  try {
    if (config.databaseUrl === null) cleanup.push(lockFolder(config.dataDir))
    stopOnSignal(cleanup, io, true)
    return await untilEnded(async (signal) => {
      const check = shareTold(io, label('已核对备份文件', 'of the file checked'))
      await checkBackup({ ...options, signal, progress: (_, share) => check(share) })
      const { admin, target, diskFull } = await reachDatabase(config, cleanup)
      const told = {
        check,
        load: shareTold(io, label('已写入数据', 'of the rows loaded')),
        index: shareTold(io, label('已建好索引、核对关联', 'of indexes made and keys checked')),
      }
      return restoreBackup(
        { admin, owner: target('owner') },
        { ...options, signal, progress: (what, share) => told[what](share) },
      ).catch((error: unknown) => {
        // A database that died of it says nothing but that it is gone.
        const full = (error as { code?: string }).code === '53100' || diskFull()
        throw full && !signal.aborted ? new BackupError('noRoom', { dataDir: config.dataDir }) : error
      })
    })
  } finally {
    for (const undo of cleanup.reverse()) await undo()
  }
}
