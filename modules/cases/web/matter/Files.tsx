import { useQueryClient } from '@tanstack/react-query'
import { Button, Modal } from 'antd'
import { type ReactNode, useState } from 'react'
import { casesContract, paperKindOf } from '#modules/cases/contract.ts'
import { PhonePhotos } from '#modules/papers/web/index.tsx'
import { call } from '#platform/http/client.ts'
import { type Say, useSay } from '#web/preferences.ts'
import { FileDrop } from '#web/ui/FileDrop.tsx'
import { DownloadNote, useHandOver } from '#web/ui/downloads.tsx'
import { ProblemAlert } from '#web/ui/ProblemAlert.tsx'
import { clockTime } from '#web/ui/Timeline.tsx'
import { upload } from '#web/upload.ts'
import { type Body, keys, type One } from '../data.ts'
import { words } from './words.ts'

/** Takes attachments of a matter; each is sent under one id, however often it is tried. */
export const AddFiles = ({ one, files }: { one: One; files?: Body['files'] }): ReactNode => {
  const say = useSay()
  const client = useQueryClient()
  return (
    <FileDrop
      label={say(words.addFiles)}
      {...(files ? { kept: files.map(({ id }) => id) } : {})}
      send={async (file, id, onShare) => {
        await upload(
          `/api/v1/cases/${one.home}/${one.id}/files/${id}?name=${encodeURIComponent(file.name)}`,
          file,
          onShare,
        )
        void client.invalidateQueries({ queryKey: keys.matter(one) })
      }}
    />
  )
}

type File = Body['files'][number]

/** The attachments of a matter; a picture is looked at here, so that nothing stays on the computer. Each time is recorded. */
export const Files = ({
  one,
  files,
  mayAdd,
  noted,
  onAnswer,
}: {
  one: One
  files: Body['files']
  mayAdd: boolean
  /** Papers that stand at an answer already. */
  noted: readonly string[]
  /** A photographed paper is the answer of another body: it is noted as such. */
  onAnswer: (paper: string) => void
}): ReactNode => {
  const say = useSay()
  const client = useQueryClient()
  const handOver = useHandOver()
  const [error, setError] = useState<unknown>(null)
  const [seen, setSeen] = useState<Seen | null>(null)
  const open = (file: File): void => {
    setError(null)
    call(casesContract.getFile, { params: { home: one.home, id: one.id, file: file.id } }).then(
      (blob) => (isPicture(file) ? setSeen({ file, blob, url: URL.createObjectURL(blob) }) : handOver(blob, file.name)),
      setError,
    )
  }
  return (
    <>
      {files.length === 0 && <p className="case-help">{say(words.filesNone)}</p>}
      <ul className="case-plain">
        {files.map((file) => (
          <li key={file.id} className="case-line">
            <span>
              <strong>{titleOf(say, files, file)}</strong>{' '}
              <span className="case-help">
                {sizeOf(file.size)} · {file.addedBy} {clockTime(file.addedAt)}
              </span>
            </span>
            {mayAdd && file.paper && file.page === 1 && file.purpose === 'answer' && !noted.includes(file.paper) && (
              <Button size="small" onClick={() => onAnswer(file.paper!)}>
                {say(words.answer)}
              </Button>
            )}
            <Button
              size="small"
              onClick={() => open(file)}
              aria-label={`${say(verb(file))} ${titleOf(say, files, file)}`}
            >
              {say(verb(file))}
            </Button>
          </li>
        ))}
      </ul>
      {seen && (
        <Picture
          {...seen}
          onClose={() => {
            URL.revokeObjectURL(seen.url)
            setSeen(null)
          }}
        />
      )}
      {files.length > 0 && <DownloadNote />}
      <ProblemAlert error={error} />
      {mayAdd && (
        <>
          <AddFiles one={one} files={files} />
          <PhonePhotos
            one={one}
            onChange={() => void client.invalidateQueries({ queryKey: keys.matter(one) })}
            onAnswer={onAnswer}
          />
        </>
      )}
    </>
  )
}

/** What it is where somebody said so, with its page of several; else the name of the file. */
const titleOf = (say: Say, files: readonly File[], file: File): string => {
  const kind = file.paper && paperKindOf(file.purpose)
  if (!kind) return file.name
  const pages = files.filter(({ paper }) => paper === file.paper).length
  return pages > 1 ? say(words.pageOf, { what: say(kind), n: file.page ?? 1, of: pages }) : say(kind)
}

export const isPicture = (file: File): boolean => /^image\/(png|jpeg|webp)$/.test(file.mediaType)
const verb = (file: File) => (isPicture(file) ? words.openFile : words.saveFile)

type Seen = { readonly file: File; readonly blob: Blob; readonly url: string }

const Picture = ({ file, blob, url, onClose }: Seen & { onClose: () => void }): ReactNode => {
  const say = useSay()
  const handOver = useHandOver()
  return (
    <Modal
      open
      centered
      width="min(64rem, 96vw)"
      title={file.name}
      onCancel={onClose}
      footer={<Button onClick={() => handOver(blob, file.name)}>{say(words.saveFile)}</Button>}
    >
      <img
        className={file.turn % 180 === 0 ? 'case-picture' : 'case-picture case-picture-turned'}
        style={{ transform: `rotate(${file.turn}deg)` }}
        src={url}
        alt={file.name}
      />
    </Modal>
  )
}

const sizeOf = (bytes: number): string =>
  bytes < 1024 * 1024 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`
