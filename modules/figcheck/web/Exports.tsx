import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { call } from '#platform/http/client.ts'
import { useSay } from '#web/preferences.ts'
import { DownloadNote, useHandOver } from '#web/ui/downloads.tsx'
import { Sheet } from '#web/ui/Page.tsx'
import { ProblemAlert } from '#web/ui/ProblemAlert.tsx'
import { figcheckContract, formats } from '../contract.ts'
import { type Doc, droppedOf } from './store.ts'
import { words } from './words.ts'

/** Takes the text out with what was found and decided: the dropped Word file with comments, a workbook, or JSON. */
export const Exports = ({ doc }: { doc: Doc }): ReactNode => {
  const say = useSay()
  const handOver = useHandOver()
  const [busy, setBusy] = useState<string | null>(null)
  const [error, setError] = useState<unknown>(null)
  const take = async (format: (typeof formats)[number]): Promise<void> => {
    setBusy(format)
    setError(null)
    try {
      const body = {
        ...(await droppedOf(doc.file)),
        earlier: doc.earlier && (await droppedOf(doc.earlier)),
        format,
        decisions: [...doc.decisions.values()],
      }
      const blob = await call(figcheckContract.export, { body })
      handOver(blob, `${doc.name.replace(/\.\w{1,5}$/, '')}-核对.${format}`)
    } catch (problem) {
      setError(problem)
    }
    setBusy(null)
  }
  return (
    <Sheet title={say(words.exports)}>
      <div className="figcheck-buttons">
        {formats.map((format) => (
          <Button
            key={format}
            type={format === 'docx' ? 'primary' : 'default'}
            loading={busy === format}
            disabled={busy !== null && busy !== format}
            onClick={() => void take(format)}
          >
            {say(words[format])}
          </Button>
        ))}
      </div>
      <DownloadNote />
      <ProblemAlert error={error} />
    </Sheet>
  )
}
