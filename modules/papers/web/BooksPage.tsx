import { useQueryClient } from '@tanstack/react-query'
import { Button, Checkbox, Input, InputNumber } from 'antd'
import { type ReactNode, useId, useState } from 'react'
import { useSearchParams } from 'react-router'
import { documentNumber } from '#platform/paper/text.ts'
import { call } from '#platform/http/client.ts'
import { useSay } from '#web/preferences.ts'
import { useNow } from '#web/now.ts'
import { useMe } from '#web/session.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { newId } from '#web/ui/newId.ts'
import { Page, Sheet } from '#web/ui/Page.tsx'
import { ProblemAlert } from '#web/ui/ProblemAlert.tsx'
import { Reason } from '#web/ui/Reason.tsx'
import { Sidebar } from '#web/ui/Sidebar.tsx'
import { type Book, papersContract } from '../contract.ts'
import { type Books, keys, useBooks } from './data.ts'
import { words } from './words.ts'
import './papers.css'

/** 编号簿: the books of one's unit, what each gives next, and which letters use it. */
export const Component = (): ReactNode => {
  const say = useSay()
  const found = useBooks()
  const [asked] = useSearchParams()
  // A letter without a number leads here to set its book up.
  const [editing, setEditing] = useState<Book | 'new' | null>(asked.get('new') ? 'new' : null)
  const data = found.data
  const bookless = data?.forms.filter(({ prefix }) => prefix === null) ?? []
  return (
    <Page
      title={say(words.books)}
      actions={
        <Button type="primary" disabled={!data} onClick={() => setEditing('new')}>
          ＋{say(words.addBook)}
        </Button>
      }
    >
      <ProblemAlert error={found.error} />
      {data?.books.length === 0 && (
        <Sheet>
          <EmptyState title={say(words.booksNone)} hint={say(words.booksNoneHint)} />
        </Sheet>
      )}
      {data?.books.map((book) => (
        <Sheet key={book.id} title={book.prefix}>
          <BookCard book={book} onChange={() => setEditing(book)} />
        </Sheet>
      ))}
      {data && data.books.length > 0 && bookless.length > 0 && (
        <p className="papers-note">
          {say(words.withoutBook, { forms: bookless.map((form) => say(form.label)).join('、') })}
        </p>
      )}
      <Sidebar
        open={editing !== null}
        title={editing === 'new' || !editing ? say(words.addBook) : editing.prefix}
        onClose={() => setEditing(null)}
      >
        {editing && data && (
          <Form book={editing === 'new' ? null : editing} data={data} onDone={() => setEditing(null)} />
        )}
      </Sidebar>
    </Page>
  )
}

const BookCard = ({ book, onChange }: { book: Book; onChange: () => void }): ReactNode => {
  const say = useSay()
  const client = useQueryClient()
  const [error, setError] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)
  const { home, id, year } = book
  const close = (closed: boolean): void => {
    setBusy(true)
    setError(null)
    call(papersContract.closeYear, { params: { home, id, year }, body: { closed } })
      .then((books) => client.setQueryData(keys.books, books), setError)
      .finally(() => setBusy(false))
  }
  return (
    <div className="stack">
      <p>
        <strong>{book.next ? say(words.preview, { number: book.next }) : say(words.closedNow, { year })}</strong>
      </p>
      <p>{book.forms.map((form) => say(form.label)).join('、') || '—'}</p>
      <ul className="papers-years">
        {book.years.map((one) => (
          <li key={one.year}>
            {one.last < one.first
              ? say(words.yearNone, { year: one.year })
              : say(words.years, { year: one.year, first: one.first, last: one.last })}
            {one.closed && ` · ${say(words.yearClosed)}`}
          </li>
        ))}
      </ul>
      <ProblemAlert error={error} />
      <div className="papers-row">
        <Button onClick={onChange} aria-label={`${say(words.changeForms)} ${book.prefix}`}>
          {say(words.changeForms)}
        </Button>
        <Button loading={busy} onClick={() => close(book.next !== null)}>
          {say(book.next ? words.closeYear : words.openYear, { year })}
        </Button>
      </div>
    </div>
  )
}

const Form = ({ book, data, onDone }: { book: Book | null; data: Books; onDone: () => void }): ReactNode => {
  const say = useSay()
  const me = useMe()
  const client = useQueryClient()
  const field = useId()
  const year = Number(useNow().today.slice(0, 4))
  // Made once, so that pressing twice sets up one book.
  const [id] = useState(newId)
  const [prefix, setPrefix] = useState(book?.prefix ?? '')
  const [first, setFirst] = useState(1)
  const free = data.forms.filter((form) => form.prefix === null)
  const [forms, setForms] = useState<readonly string[]>(
    book ? book.forms.map(({ key }) => key) : free.map(({ key }) => key),
  )
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const ready = book !== null || (prefix.trim() !== '' && forms.length > 0)
  const save = (): void => {
    setBusy(true)
    setError(null)
    const sent = book
      ? call(papersContract.changeForms, {
          params: { home: book.home, id: book.id },
          body: { version: book.version, forms: [...forms] },
        })
      : call(papersContract.addBook, {
          params: { home: me.home, id },
          body: { prefix: prefix.trim(), forms: [...forms], first },
        })
    sent
      .then((books) => {
        client.setQueryData(keys.books, books)
        onDone()
      }, setError)
      .finally(() => setBusy(false))
  }
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault()
        save()
      }}
    >
      {!book && (
        <>
          <label htmlFor={`${field}p`}>{say(words.prefix)}</label>
          <Input
            id={`${field}p`}
            autoFocus
            maxLength={20}
            placeholder={say(words.prefixHint)}
            value={prefix}
            onChange={(event) => setPrefix(event.target.value)}
          />
          <label htmlFor={`${field}f`}>{say(words.first)}</label>
          <InputNumber
            id={`${field}f`}
            min={1}
            max={99_999}
            precision={0}
            value={first}
            onChange={(n) => setFirst(n ?? 1)}
          />
          <p className="quiet">{say(words.firstWhy)}</p>
          {prefix.trim() !== '' && <p>{say(words.preview, { number: documentNumber(prefix.trim(), year, first) })}</p>}
        </>
      )}
      <fieldset className="papers-choice">
        <legend>{say(words.forms)}</legend>
        {data.forms.map((form) => {
          const elsewhere = form.prefix !== null && form.prefix !== book?.prefix
          return (
            <Checkbox
              key={form.key}
              disabled={elsewhere}
              checked={forms.includes(form.key)}
              onChange={({ target }) =>
                setForms(target.checked ? [...forms, form.key] : forms.filter((key) => key !== form.key))
              }
            >
              {elsewhere
                ? say(words.formElsewhere, { form: say(form.label), prefix: form.prefix ?? '' })
                : say(form.label)}
            </Checkbox>
          )
        })}
      </fieldset>
      <ProblemAlert error={error} />
      {!ready && <Reason>{say(words.saveNeeds)}</Reason>}
      <Button type="primary" htmlType="submit" disabled={!ready} loading={busy}>
        {say(words.save)}
      </Button>
    </form>
  )
}
