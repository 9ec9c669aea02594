import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { buildOffice, buildOle, buildZip } from './fixtures.ts'
import { uploadLimit } from './kinds.ts'
import { extensionOf, safeFileName } from './name.ts'
import { checkUpload } from './sniff.ts'

const latin = (text: string): Buffer => Buffer.from(text, 'latin1')
const padded = (head: Buffer): Buffer => Buffer.concat([head, Buffer.alloc(64)])
const exe = padded(latin('MZ\x90\x00\x03'))
const brand = (name: string): Buffer => padded(latin(`\0\0\0\x18ftyp${name}`))

test.each<[string, Buffer, string, string]>([
  ['证明.pdf', latin('%PDF-1.7\n1 0 obj'), 'pdf', 'application/pdf'],
  ['照片.jpeg', padded(latin('\xff\xd8\xff\xe0')), 'jpg', 'image/jpeg'],
  ['截图.png', padded(latin('\x89PNG\r\n\x1a\n')), 'png', 'image/png'],
  ['手机.heic', brand('heic'), 'heic', 'image/heic'],
  ['图.webp', padded(latin('RIFF\x10\0\0\0WEBPVP8 ')), 'webp', 'image/webp'],
  ['申请.docx', buildOffice('docx'), 'docx', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
  ['台账.xlsx', buildOffice('xlsx'), 'xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
  ['旧.doc', buildOle(['Root Entry', 'WordDocument']), 'doc', 'application/msword'],
  ['旧.wps', buildOle(['Root Entry', 'WordDocument']), 'wps', 'application/vnd.ms-works'],
  ['旧.xls', buildOle(['Root Entry', 'Workbook']), 'xls', 'application/vnd.ms-excel'],
  ['旧.et', buildOle(['Root Entry', 'Workbook']), 'et', 'application/vnd.ms-excel'],
  ['笔录.txt', Buffer.from('2014年3月8日来访,女,已登记'), 'txt', 'text/plain'],
  ['表.csv', Buffer.from('d0d5c3fb2cb5e7bbb00d0a', 'hex'), 'csv', 'text/csv'],
  ['宽.txt', Buffer.from('\uFEFF来访 a,b\r\n', 'utf16le'), 'txt', 'text/plain'],
  ['录音.mp3', padded(latin('ID3\x04')), 'mp3', 'audio/mpeg'],
  ['录音2.mp3', padded(latin('\xff\xfb\x90\x64')), 'mp3', 'audio/mpeg'],
  ['录音.wav', padded(latin('RIFF\x10\0\0\0WAVEfmt ')), 'wav', 'audio/wav'],
  ['录音.m4a', brand('mp42'), 'm4a', 'audio/mp4'],
  ['录音.amr', padded(latin('#!AMR\n')), 'amr', 'audio/amr'],
  ['视频.mp4', brand('isom'), 'mp4', 'video/mp4'],
  ['苹果手机.mov', brand('qt  '), 'mov', 'video/quicktime'],
  ['公文.ofd', buildZip([{ name: 'OFD.xml', content: '<x/>' }]), 'ofd', 'application/ofd'],
])('takes %s for what it is', (name, bytes, extension, mediaType) => {
  expect(checkUpload({ name, bytes })).toMatchObject({ ok: true, extension, mediaType })
})

test.each<[string, string, Buffer, string]>([
  ['nothing inside', 'a.txt', Buffer.alloc(0), 'empty'],
  ['over 20 MiB', 'a.txt', Buffer.alloc(uploadLimit + 1, 'a'), 'tooLarge'],
  ['a program named like a document', '申请.docx', exe, 'executable'],
  ['a program behind two extensions', 'a.pdf.exe', exe, 'executable'],
  ['an honest PDF under a program name', 'a.exe.pdf', latin('%PDF-1.4'), 'executable'],
  ['a program name with a dot at the end', 'a.exe. .', Buffer.from('x'), 'executable'],
  ['a name turned around', '发票\u202Efdp.exe', exe, 'executable'],
  ['Linux', 'a.pdf', padded(latin('\x7fELF')), 'executable'],
  ['macOS', 'a.pdf', padded(Buffer.from('cffaedfe', 'hex')), 'executable'],
  ['a script', 'a.txt', Buffer.from('#!/bin/sh\nrm -rf /'), 'executable'],
  ['a script behind a mark', 'a.txt', Buffer.from('\uFEFF#!/bin/sh'), 'executable'],
  ['a shortcut', 'a.txt', padded(Buffer.from('4c0000000114020000', 'hex')), 'executable'],
  ['a web page as Excel', '导出.xls', Buffer.from('\uFEFF\r\n<html><table></table></html>'), 'active'],
  ['a drawing with script', '图.png', Buffer.from('<?xml version="1.0"?><svg onload="x()"/>'), 'active'],
  ['SVG by name', '图.svg', Buffer.from('<svg/>'), 'active'],
  ['a script in text', 'a.txt', Buffer.from('你好\n<SCRIPT src=x></SCRIPT>'), 'active'],
  ['macros, new', 'a.docx', buildOffice('docx', [{ name: 'word/vbaProject.bin', content: 'x' }]), 'macro'],
  [
    'macros, by type',
    'a.xlsx',
    buildOffice('xlsx', [], 'application/vnd.ms-excel.sheet.macroEnabled.main+xml'),
    'macro',
  ],
  ['macros, 4.0', 'a.xlsx', buildOffice('xlsx', [{ name: 'xl/macrosheets/sheet1.xml', content: 'x' }]), 'macro'],
  ['macros, old', 'a.doc', buildOle(['WordDocument', '_VBA_PROJECT']), 'macro'],
  ['a password', 'a.docx', buildOle(['EncryptionInfo', 'EncryptedPackage']), 'encrypted'],
  ['an archive', 'a.docx', buildZip([{ name: 'readme.txt', content: 'x' }]), 'archive'],
  ['content types alone', 'a.docx', buildZip([{ name: '[Content_Types].xml', content: 'x' }]), 'archive'],
  ['an installer', 'a.doc', buildOle(['Root Entry', 'SummaryInformation']), 'mismatch'],
  ['a sheet as a document', 'a.docx', buildOffice('xlsx'), 'mismatch'],
  ['text as PDF', 'a.pdf', Buffer.from('hello'), 'mismatch'],
  ['noise as text', 'a.txt', Buffer.from([1, 2, 3, 4]), 'mismatch'],
  ['a cut archive', 'a.docx', buildOffice('docx').subarray(0, 60), 'damaged'],
  ['three bytes', 'a.pdf', latin('PK\x03'), 'mismatch'],
  ['an archive by name', 'a.rar', latin('Rar!\x1a\x07'), 'archive'],
  ['another kind', 'a.gif', padded(latin('GIF89a')), 'notAllowed'],
])('refuses %s', (_, name, bytes, code) => {
  const check = checkUpload({ name, bytes })
  expect(check).toMatchObject({ ok: false, code })
  expect(check.ok ? '' : check.reason.zh).toMatch(/。$/)
})

test('a picture under another picture name is stored under its true one', () => {
  expect(checkUpload({ name: '微信图片.jpg', bytes: padded(latin('\x89PNG\r\n\x1a\n')) })).toMatchObject({
    ok: true,
    extension: 'png',
    name: '微信图片.png',
  })
})

test('a form may take fewer kinds, also for a picture in disguise', () => {
  const png = padded(latin('\x89PNG\r\n\x1a\n'))
  expect(checkUpload({ name: 'a.png', bytes: png, allowed: ['pdf'] })).toMatchObject({ ok: false, code: 'notAllowed' })
  expect(checkUpload({ name: 'a.jpg', bytes: png, allowed: ['jpg'] })).toMatchObject({ ok: false, code: 'notAllowed' })
})

test('no bytes and no name make the check throw', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('pdf', 'docx', 'doc', 'txt', 'mp4'),
      fc.uint8Array({ maxLength: 200 }),
      fc.constantFrom('', 'PK\x03\x04', '\xff\xd8\xff', 'RIFF'),
      (stem, extension, tail, head) => {
        const check = checkUpload({ name: `${stem}.${extension}`, bytes: Buffer.concat([latin(head), tail]) })
        expect(typeof check.ok).toBe('boolean')
      },
    ),
  )
})

test.each([
  ['../../etc/passwd', 'passwd'],
  ['C:\\Users\\x\\台账.xlsx', '台账.xlsx'],
  ['a\u0000b\u200B.pdf', 'ab.pdf'],
  ['a.txt:evil', 'a.txt_evil'],
  ['CON.txt', '_CON.txt'],
  ['.htaccess', 'htaccess'],
  ['a.pdf . ', 'a.pdf'],
  ['', 'file'],
  ['...', 'file'],
])('cleans the name %j to %j', (name, clean) => {
  expect(safeFileName(name)).toBe(clean)
})

test('a cleaned name is short, plain, stable and keeps its extension', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (stem) => {
      const clean = safeFileName(`${stem}x.docx`)
      expect(safeFileName(clean)).toBe(clean)
      expect(Buffer.byteLength(clean)).toBeLessThanOrEqual(200)
      expect(clean).not.toMatch(/[/\\:*?"<>|\p{Cc}\p{Cf}]/u)
      expect(extensionOf(clean)).toBe('docx')
    }),
  )
})
