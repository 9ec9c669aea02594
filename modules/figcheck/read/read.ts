import { checkUpload, type UploadCheck } from '#platform/files/sniff.ts'
import { decodeText, detectEncoding } from '#platform/text/encoding.ts'
import { label, type Label } from '#platform/text/label.ts'
import { apart } from './apart.ts'
import type { Format } from './formats.ts'

/** Most characters of one text: some 600 pages. */
export const longest = 1_000_000
/** Most bytes of a file. */
export const largest = 20_000_000

const words = {
  kind: label(
    '可以放 .txt、.md、.docx、.doc、.pdf。请另存成其中一种再放。',
    'Takes .txt, .md, .docx, .doc and .pdf: save it as one of these.',
  ),
  large: label(
    '文件超过 20 MB。请删掉图片再放,或只复制文字粘贴。',
    'It is over 20 MB: remove the pictures, or paste the text.',
  ),
  long: label('文字超过一百万字。请分成几份。', 'It has over a million characters: divide it.'),
  empty: label(
    '里面没有文字,像是扫描的图片。请用有文字的原件,或把文字粘贴进来。',
    'It holds no text, perhaps scanned pages: use the original or paste the text.',
  ),
  unread: label(
    '打不开这个文件。请在 WPS 或 Word 里打开,另存一份再放。',
    'It cannot be opened: open it in WPS or Word, save a copy and bring that.',
  ),
  slow: label(
    '这个文件太复杂,读了 30 秒还没读完。请把文字复制出来粘贴。',
    'It is too complex to read within 30 seconds: copy the text and paste it.',
  ),
  bytes: label('这不是文本文件。', 'This is no text file.'),
}

/** The text of a file, or why there is none in one sentence for its owner. */
export type Read = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly reason: Label }

const refuse = (reason: Label): Read => ({ ok: false, reason })

/** Reads a dropped file by what is in it, not by its name; formats with a structure in a thread that is ended when it takes too long or too much. */
export const read = async (bytes: Uint8Array, name: string): Promise<Read> => {
  if (bytes.length > largest) return refuse(words.large)
  const upload = sniff(bytes, name)
  if (!upload.ok) return refuse(upload.code === 'notAllowed' || upload.code === 'mismatch' ? words.kind : upload.reason)
  const got =
    upload.extension === 'txt'
      ? plain(Buffer.from(bytes))
      : await inThread(upload.extension === 'wps' ? 'doc' : (upload.extension as Format), bytes)
  return got.ok && got.text.length > longest ? refuse(words.long) : got
}

/** What a dropped file is by its content. */
export const sniff = (bytes: Uint8Array, name: string): UploadCheck => {
  const asText = /\.(?:md|markdown|text)$/i.test(name) ? name.replace(/\.\w+$/, '.txt') : name
  return checkUpload({ name: asText, bytes, allowed: ['txt', 'docx', 'doc', 'wps', 'pdf'] })
}

const plain = (bytes: Buffer): Read => {
  const encoding = detectEncoding(bytes)
  return encoding === null ? refuse(words.bytes) : { ok: true, text: decodeText(bytes, encoding) }
}

type Answer = { readonly text: string } | { readonly trouble: 'empty' | 'unread' }

const inThread = async (format: Format, bytes: Uint8Array): Promise<Read> => {
  const got = await apart<Answer>(new URL('./thread.ts', import.meta.url), { format, bytes })
  if ('trouble' in got) return refuse(got.trouble === 'slow' ? words.slow : words.unread)
  return 'text' in got.answer ? { ok: true, text: got.answer.text } : refuse(words[got.answer.trouble])
}
