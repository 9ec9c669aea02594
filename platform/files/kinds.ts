/** The extensions a person may upload. */
export const uploadExtensions = [
  'pdf',
  'ofd',
  'jpg',
  'png',
  'heic',
  'webp',
  'docx',
  'xlsx',
  'doc',
  'xls',
  'wps',
  'et',
  'txt',
  'csv',
  'mp3',
  'wav',
  'm4a',
  'amr',
  'mp4',
  'mov',
] as const
export type UploadExtension = (typeof uploadExtensions)[number]

/** The media type a stored file is served with, by its true extension. */
export const mediaTypes: Readonly<Record<UploadExtension, string>> = {
  pdf: 'application/pdf',
  ofd: 'application/ofd',
  jpg: 'image/jpeg',
  png: 'image/png',
  heic: 'image/heic',
  webp: 'image/webp',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  doc: 'application/msword',
  xls: 'application/vnd.ms-excel',
  wps: 'application/vnd.ms-works',
  et: 'application/vnd.ms-excel',
  txt: 'text/plain',
  csv: 'text/csv',
  mp3: 'audio/mpeg',
  wav: 'audio/wav',
  m4a: 'audio/mp4',
  amr: 'audio/amr',
  mp4: 'video/mp4',
  mov: 'video/quicktime',
}

/** Largest upload, in bytes (20 MiB for every kind). */
export const uploadLimit = 20 * 1024 * 1024

/**
 * Extensions one content may go by; the first is the true one. Phones and WeChat name pictures at random, so a
 * picture under another picture's extension is taken for what it is; see `sameFamily`.
 */
export type Content = {
  readonly extensions: readonly [UploadExtension, ...UploadExtension[]]
  readonly picture: boolean
}

const content = (...extensions: [UploadExtension, ...UploadExtension[]]): Content => ({ extensions, picture: false })
const picture = (extension: UploadExtension): Content => ({ extensions: [extension], picture: true })

/** Zip and OLE files are judged elsewhere; null when the first bytes are of no allowed kind. */
export const contentByMagic = (data: Buffer): Content | null => {
  const ascii = (from: number, to: number): string => data.toString('latin1', from, to)
  if (ascii(0, 5) === '%PDF-') return content('pdf')
  if (ascii(0, 3) === '\xff\xd8\xff') return picture('jpg')
  if (ascii(0, 8) === '\x89PNG\r\n\x1a\n') return picture('png')
  if (ascii(0, 4) === 'RIFF' && ascii(8, 12) === 'WEBP') return picture('webp')
  if (ascii(0, 4) === 'RIFF' && ascii(8, 12) === 'WAVE') return content('wav')
  if (ascii(0, 6) === '#!AMR\n' || ascii(0, 9) === '#!AMR-WB\n') return content('amr')
  if (ascii(4, 8) === 'ftyp') return contentByBrand(ascii(8, 12))
  if (ascii(0, 3) === 'ID3' || isMp3Frame(data)) return content('mp3')
  return null
}

const heicBrands = new Set(['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'mif1', 'msf1'])
const videoBrands = new Set([
  'isom',
  'iso2',
  'iso4',
  'iso5',
  'iso6',
  'mp41',
  'mp42',
  'avc1',
  'M4V ',
  'MSNV',
  'dash',
  '3gp4',
  '3gp5',
])

const contentByBrand = (brand: string): Content | null => {
  if (heicBrands.has(brand)) return picture('heic')
  if (brand === 'M4A ' || brand === 'M4B ') return content('m4a', 'mp4')
  if (brand === 'qt  ') return content('mov', 'mp4')
  // Recorders on phones write sound under the brands of film.
  return videoBrands.has(brand) ? content('mp4', 'm4a') : null
}

/** MPEG audio layer III with a real bit rate and sampling rate (ISO/IEC 11172-3, 2.4.2.3). */
const isMp3Frame = (data: Buffer): boolean => {
  const [first = 0, second = 0, third = 0] = data
  const version = (second >> 3) & 3
  return (
    first === 0xff &&
    (second & 0xe6) === 0xe2 &&
    version !== 1 &&
    third >> 4 !== 15 &&
    third >> 4 !== 0 &&
    ((third >> 2) & 3) !== 3
  )
}

/** Whether the bytes are a program, by their first bytes: Windows, Linux, macOS, Java, shortcut, script. */
export const isProgram = (data: Buffer): boolean => {
  const head = data.toString('latin1', 0, 4)
  if (head.startsWith('MZ') || head === '\x7fELF') return true
  if (['feedface', 'feedfacf', 'cefaedfe', 'cffaedfe', 'cafebabe', 'bebafeca'].includes(data.toString('hex', 0, 4)))
    return true
  if (data.toString('hex', 0, 8) === '4c00000001140200') return true
  return head.startsWith('#!') || (head.startsWith('\xef\xbb\xbf') && data.toString('latin1', 3, 5) === '#!')
}
