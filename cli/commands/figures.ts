import { basename } from 'node:path'
import { checkFile } from '#modules/figcheck/server/index.ts'
import { label } from '#platform/text/label.ts'
import { type Command, fileOf, readArgs } from '../command.ts'
import { type Exit, exits, UsageError } from '../io.ts'

/** `figures check`: the figure check of texts; needs no database. */
export const figuresCommand: Command = {
  summary: label('核对数字', 'The figure check'),
  usage: ['figures check FILE… [--earlier FILE] [--json]'],
  run: async (args, io): Promise<Exit> => {
    const given = readArgs(args, Number.POSITIVE_INFINITY, { json: 'flag', earlier: 'value' })
    const [what, ...paths] = given.words
    if (what !== 'check') throw new UsageError(label('要写 figures check。', 'Write figures check.'))
    if (paths.length === 0) throw new UsageError(label('还要写文件。', 'The file is missing.'))
    const old = given.value('earlier')
    const earlier = old === undefined ? undefined : { name: basename(old), bytes: await fileOf(old) }
    let exit: Exit = exits.ok
    for (const path of paths) {
      const checked = await checkFile(await fileOf(path), basename(path), earlier)
      if (!checked.ok) {
        io.say(`${path}: ${checked.reason.zh} ${checked.reason.en}`)
        exit = exits.found
        continue
      }
      for (const { explanation: _both, mark: _place, ...line } of checked.lines)
        io.out(
          given.flag('json')
            ? JSON.stringify({ file: basename(path), ...line })
            : `${basename(path)}:${line.start} ${line.verdict} ${line.note ?? ''}`,
        )
    }
    return exit
  },
}
