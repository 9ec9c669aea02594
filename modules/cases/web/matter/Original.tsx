import { Button, Modal } from 'antd'
import { type ReactNode, useState } from 'react'
import { casesContract } from '#modules/cases/contract.ts'
import { call } from '#platform/http/client.ts'
import { useSay } from '#web/preferences.ts'
import { ProblemAlert } from '#web/ui/ProblemAlert.tsx'
import type { Body, One } from '../data.ts'
import { isPicture } from './Files.tsx'
import { words } from './words.ts'

/** 〔看原件〕: the pages of a paper that came in, looked at here so that nothing stays on the computer. Each time is recorded. */
export const Original = ({ one, files, paper }: { one: One; files: Body['files']; paper: string }): ReactNode => {
  const say = useSay()
  const [seen, setSeen] = useState<readonly { url: string; turn: number }[] | null>(null)
  const [error, setError] = useState<unknown>(null)
  const pages = files.filter((file) => file.paper === paper && isPicture(file))
  if (pages.length === 0) return null
  const open = (): void => {
    setError(null)
    Promise.all(
      pages.map(async ({ id, turn }) => ({
        url: URL.createObjectURL(await call(casesContract.getFile, { params: { ...one, file: id } })),
        turn,
      })),
    ).then(setSeen, setError)
  }
  const close = (): void => {
    seen?.forEach(({ url }) => URL.revokeObjectURL(url))
    setSeen(null)
  }
  return (
    <>
      <Button size="small" onClick={open}>
        {say(words.seeOriginal)}
      </Button>
      <ProblemAlert error={error} />
      {seen && (
        <Modal open centered width="min(64rem, 96vw)" title={say(words.answerPaper)} onCancel={close} footer={null}>
          {seen.map(({ url, turn }, place) => (
            <img
              key={url}
              className={turn % 180 === 0 ? 'case-picture' : 'case-picture case-picture-turned'}
              style={{ transform: `rotate(${turn}deg)` }}
              src={url}
              alt={say(words.pageAt, { n: place + 1 })}
            />
          ))}
        </Modal>
      )}
    </>
  )
}
