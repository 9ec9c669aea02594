import { resolve } from 'node:path'
import { backUp } from '#modules/running/server/index.ts'
import { version } from '#server/version.ts'
import { label } from '#platform/text/label.ts'
import { sizeText } from '#platform/text/size.ts'
import { type Command, readArgs, word } from '../command.ts'
import { untilEnded, withHouse } from '../house.ts'
import { exits } from '../io.ts'
import { shareTold } from '../progress.ts'

/** `backup`: everything of one moment in one sealed file, while the server runs. */
export const backupCommand: Command = {
  summary: label('备份', 'Back up'),
  usage: ['backup FILE [--json]'],
  run: async (args, io) => {
    const given = readArgs(args, 1, { json: 'flag' })
    const file = resolve(word(given, 0, label('备份文件', 'file to write')))
    const tell = shareTold(io, label('已备份', 'backed up'))
    const made = await withHouse(io, (house) =>
      untilEnded((signal) =>
        backUp(
          {
            ...house,
            dataDir: house.config.dataDir,
            rootsFile: `${house.config.dataDir}.audit-roots`,
            version,
          },
          { file, origin: 'command', signal, progress: (done, total) => tell(total === 0 ? 1 : done / total) },
        ),
      ),
    )
    if (given.flag('json')) io.out(JSON.stringify({ file, ...made }))
    else {
      io.out(`已备份到 ${file}:${made.rows.toLocaleString('en')} 行,${sizeText(made.bytes)}。`)
      io.out('根密钥不在里面。请把密钥文件另存一处;没有它,这份备份谁也打不开。')
    }
    return exits.ok
  },
}
