import { TextDecoder } from 'node:util'
import { contentByMagic, isProgram, mediaTypes, uploadExtensions, uploadLimit } from './kinds.ts'
import { extensionOf, safeFileName } from './name.ts'
import { oleContent } from './ole.ts'
import { inflateSmall, zipSummary } from './zip.ts'
import { label } from '#platform/text/label.ts'
import type { Content, UploadExtension } from './kinds.ts'
import type { ZipEntry } from './zip.ts'
import type { Label } from '#platform/text/label.ts'

export type Upload = {
  readonly name: string
  readonly bytes: Uint8Array
  /** Fewer extensions than the product allows, where a form takes only some. */
  readonly allowed?: readonly UploadExtension[]
}

/** `name` is the cleaned name under the true extension; serve with `mediaType`, never with what the client claimed. */
export type UploadCheck =
  | { readonly ok: true; readonly mediaType: string; readonly extension: UploadExtension; readonly name: string }
  | { readonly ok: false; readonly code: UploadRefusal; readonly reason: Label }

export type UploadRefusal =
  | 'empty'
  | 'tooLarge'
  | 'notAllowed'
  | 'executable'
  | 'active'
  | 'macro'
  | 'encrypted'
  | 'archive'
  | 'mismatch'
  | 'damaged'

/** Decides by content what an uploaded file is (first bytes, then structure) and whether the house takes it. */
export const checkUpload = ({ name, bytes, allowed = uploadExtensions }: Upload): UploadCheck => {
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (data.length === 0) return refuse('empty')
  if (data.length > uploadLimit) return refuse('tooLarge')
  const clean = safeFileName(name)
  const known = contentByMagic(data)
  if (known === null && isProgram(data)) return refuse('executable')
  if (hasProgramName(clean)) return refuse('executable')
  const stated = alias(extensionOf(clean))
  const text = known === null ? textKind(data) : null
  if (text === 'active' || activeNames.has(stated)) return refuse('active')
  if (archiveNames.has(stated)) return refuse('archive')
  if (!isUploadExtension(stated) || !allowed.includes(stated)) return refuse('notAllowed', notAllowed(allowed))
  const found = known ?? officeContent(data) ?? (text === 'plain' ? plainText : null)
  if (found === null) return refuse('mismatch')
  if ('ok' in found) return found
  const extension =
    found.extensions.find((one) => one === stated) ?? (found.picture && isPicture(stated) ? found.extensions[0] : null)
  if (extension === null) return refuse('mismatch')
  if (!allowed.includes(extension)) return refuse('notAllowed', notAllowed(allowed))
  const kept =
    alias(extensionOf(clean)) === extension ? clean : `${clean.slice(0, clean.lastIndexOf('.'))}.${extension}`
  return { ok: true, mediaType: mediaTypes[extension], extension, name: kept }
}

const plainText: Content = { extensions: ['txt', 'csv'], picture: false }

const officeContent = (data: Buffer): Content | UploadCheck | null => {
  if (data.toString('latin1', 0, 4) === 'PK\x03\x04') return zipContent(data)
  const ole = oleContent(data)
  if (ole === null) return null
  if (ole.encrypted) return refuse('encrypted')
  if (ole.macro) return refuse('macro')
  if (ole.kind === 'word') return { extensions: ['doc', 'wps'], picture: false }
  return ole.kind === 'sheet' ? { extensions: ['xls', 'et'], picture: false } : null
}

const macroName = /(^|\/)(vba\w*\.(bin|xml)|activeX\d*\.(bin|xml)|xlm\w*\.xml)$|(^|\/)(macrosheets|activeX)\//i

const zipContent = (data: Buffer): Content | UploadCheck | null => {
  const zip = zipSummary(data)
  if (!zip.ok) {
    const code = zip.code === 'zip.encrypted' ? 'encrypted' : zip.code === 'zip.damaged' ? 'damaged' : 'archive'
    return refuse(code, zip.reason)
  }
  if (zip.entries.some((entry) => macroName.test(entry.name))) return refuse('macro')
  const find = (name: string): ZipEntry | undefined => zip.entries.find((entry) => entry.name === name)
  if (find('OFD.xml') !== undefined) return { extensions: ['ofd'], picture: false }
  const types = find('[Content_Types].xml')
  if (types === undefined) return refuse('archive')
  const declared = inflateSmall(data, types, 1024 * 1024)?.toString('utf8')
  if (declared === undefined) return refuse('damaged')
  if (/macroEnabled|vbaProject|ms-office\.activeX/i.test(declared)) return refuse('macro')
  if (find('word/document.xml') !== undefined) return { extensions: ['docx'], picture: false }
  return zip.entries.some((entry) => entry.name.startsWith('xl/'))
    ? { extensions: ['xlsx'], picture: false }
    : refuse('archive')
}

/** Text as people save it: UTF-8, GB18030 or UTF-16, without bytes that only programs use. */
const textKind = (data: Buffer): 'plain' | 'active' | null => {
  const wide = data[0] === 0xff && data[1] === 0xfe
  const zeros = data.indexOf(0)
  if (!wide && zeros >= 0 && !looksWide(data)) return null
  const text = new TextDecoder(wide || zeros >= 0 ? 'utf-16le' : 'utf-8').decode(data)
  // oxlint-disable-next-line no-control-regex -- control bytes are what is looked for
  if (/[\x00-\x08\x0e-\x19\x1c-\x1f]/.test(text)) return null
  const start = text.slice(0, 4096).trimStart()
  if (/^<([a-z!?]|\/[a-z])/i.test(start)) return 'active'
  return /<(script|html|svg|iframe|object|embed)[\s>]/i.test(text) ? 'active' : 'plain'
}

/** UTF-16 without a mark: line ends and commas have their zero byte on the second place only. */
const looksWide = (data: Buffer): boolean =>
  data.length % 2 === 0 && data.subarray(0, 4096).every((byte, i) => byte !== 0 || i % 2 === 1)

const programExtensions = new Set(
  'exe scr com bat cmd ps1 vbs vbe js jse wsf wsh hta msi msp lnk pif cpl dll jar app dmg pkg apk sh reg inf scf url docm xlsm xlsb pptm dotm xltm xla xll chm'.split(
    ' ',
  ),
)
// `www.baidu.com.pdf` is how browsers save pages, so `com` and `js` count at the end only.
const programAnywhere = new Set('exe scr bat cmd ps1 vbs hta msi lnk pif jar apk'.split(' '))

const hasProgramName = (name: string): boolean => {
  const parts = name
    .toLowerCase()
    .split('.')
    .slice(1)
    .map((part) => part.trim())
  return programExtensions.has(parts.at(-1) ?? '') || parts.some((part) => programAnywhere.has(part))
}

const activeNames = new Set(['html', 'htm', 'xhtml', 'mht', 'mhtml', 'svg', 'svgz', 'xml', 'swf', 'xsl', 'xslt'])
const archiveNames = new Set(['zip', 'rar', '7z', 'gz', 'tar'])
const alias = (extension: string): string =>
  ({ jpeg: 'jpg', jpe: 'jpg', jfif: 'jpg', heif: 'heic' })[extension] ?? extension
const isUploadExtension = (text: string): text is UploadExtension =>
  (uploadExtensions as readonly string[]).includes(text)
const isPicture = (extension: UploadExtension): boolean => ['jpg', 'png', 'heic', 'webp'].includes(extension)

const refuse = (code: UploadRefusal, reason: Label = reasons[code]): UploadCheck & { readonly ok: false } => ({
  ok: false,
  code,
  reason,
})

const notAllowed = (allowed: readonly string[]): Label =>
  label(
    `这里不收这种文件。可以上传:${allowed.join('、')}。`,
    `This kind of file is not taken here. Allowed: ${allowed.join(', ')}.`,
  )

const reasons: Readonly<Record<UploadRefusal, Label>> = {
  empty: label(
    '文件是空的。请打开看一下内容,保存后再上传。',
    'The file is empty. Open it, save it, then upload it again.',
  ),
  tooLarge: label(
    '文件超过 20 MB。请压缩图片或拆成几个文件。',
    'The file is larger than 20 MB. Shrink the pictures or split it.',
  ),
  notAllowed: notAllowed(uploadExtensions),
  executable: label(
    '这是程序文件,不能上传。如果它来自陌生人,请不要打开。',
    'This is a program and cannot be uploaded. Do not open it if a stranger sent it.',
  ),
  active: label(
    '这是网页文件(有的系统导出的“Excel”其实是网页),不能上传。请用 WPS 或 Excel 打开,另存为 .xlsx 或 PDF。',
    'This is a web page (some systems export one as "Excel"). Open it in WPS or Excel and save it as .xlsx or PDF.',
  ),
  macro: label(
    '文件带有宏,不能上传。请另存为不带宏的 .docx 或 .xlsx。',
    'The file holds macros. Save it as .docx or .xlsx without macros.',
  ),
  encrypted: label(
    '文件设了密码,无法读取。请先取消密码,再上传。',
    'The file is protected by a password. Remove the password, then upload it.',
  ),
  archive: label(
    '这是压缩包,不能上传。请解压后逐个上传里面的文件。',
    'This is an archive. Unpack it and upload its files one by one.',
  ),
  mismatch: label(
    '文件内容和扩展名不一致。请用原来的软件打开,另存为正确的格式。',
    'The content does not match the extension. Open it in its own program and save it in the right format.',
  ),
  damaged: label('文件已损坏,无法打开。请重新保存后再上传。', 'The file is damaged. Save it again, then upload it.'),
}
