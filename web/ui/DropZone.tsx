import { type DragEvent, type ReactNode, useState } from 'react'

/** Where files are dropped; what stands in it says what may be, and offers the choice by button. */
export const DropZone = ({
  label,
  onFiles,
  children,
}: {
  /** Its name where it is no part of a group that has one. */
  label?: string
  onFiles: (files: FileList) => void
  children: ReactNode
}): ReactNode => {
  const [over, setOver] = useState(false)
  const drop = (event: DragEvent): void => {
    event.preventDefault()
    setOver(false)
    onFiles(event.dataTransfer.files)
  }
  return (
    <div
      className={`file-drop ${over ? 'file-drop-over' : ''}`}
      {...(label ? { role: 'group', 'aria-label': label } : {})}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      {children}
    </div>
  )
}
