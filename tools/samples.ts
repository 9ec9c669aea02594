import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import ExcelJS from 'exceljs'
import { Document, Packer, Paragraph } from 'docx'
import { makeNarrative, makePerson } from '#db/seed/people/names.ts'
import { between, chance, pick, rng } from '#db/seed/people/rng.ts'

// Makes the two papers of samples/, as an office finds them in its drawer: `node start.mjs --run tools/samples.ts`. All persons and
// numbers are invented.

const folder = join(import.meta.dirname, '..', 'samples')
const next = rng(20_230_901)

/** Days as different hands wrote them. */
const spelt = (year: number, month: number, day: number, way: number): string | number | Date => {
  const two = (n: number): string => String(n).padStart(2, '0')
  const exact = new Date(Date.UTC(year, month - 1, day))
  const forms = [
    `${year}-${two(month)}-${two(day)}`,
    `${year}.${month}.${day}`,
    `${year}年${month}月${day}日`,
    `${month}/${day}/${String(year).slice(2)}`,
    Math.round(exact.getTime() / 86_400_000) + 25_569,
    exact,
  ]
  return forms[way % forms.length] ?? exact
}

const heads = [
  ['序号', '来人情况', '', '', '', '反映事项', '', '', '办理情况', '', '', '', '备注'],
  [
    '',
    '姓名/电话',
    '性别',
    '出生年月日',
    '住址',
    '日期',
    '怎么来的',
    '什么问题',
    '谁办',
    '怎么办的',
    '办结日期',
    '满意否',
    '',
  ],
]
const matters = ['0101', '0113', '0117', '0129', '0403', '0302', '0705', '0709'] as const
const words = ['打架', '离婚分财产', '抚养费', '婆媳不和', '欠工资', '土地没分到', '看病困难', '邻居吵架']

const register = async (): Promise<void> => {
  const book = new ExcelJS.Workbook()
  book.created = book.modified = new Date('2024-01-08T00:00:00Z')
  const sheet = book.addWorksheet('2023年')
  sheet.addRow(['月塘街道妇联2023年来信来访登记台账(样例,人物均为虚构)'])
  sheet.mergeCells('A1:M1')
  for (const head of heads) sheet.addRow(head)
  for (const range of ['A2:A3', 'B2:E2', 'F2:H2', 'I2:L2', 'M2:M3']) sheet.mergeCells(range)
  for (let row = 1; row <= 60; row += 1) {
    const who = makePerson(next, { on: '2023-12-31', places: ['文化路', '东湖路', '戴家岭'] })
    const month = Math.ceil(row / 5)
    const on = between(next, 1, 27)
    const which = between(next, 0, matters.length - 1)
    const [year = 1980, born = 1, day = 1] = who.birthDate.split('-').map(Number)
    sheet.addRow([
      row,
      `${who.name}${pick(next, ['/', ' ', '、'])}${who.phone}`,
      who.sex === '2' ? '女' : '男',
      row === 34 ? '1975.13.8' : spelt(year, born, day, row + 2),
      who.address,
      row === 41 ? '2023年2月30日' : spelt(2023, month, on, row),
      pick(next, ['来访', '电话', '来信', '网上', '来访']),
      words[which],
      pick(next, ['唐主席', '同上', '唐主席、村里']),
      row === 17 ? '' : makeNarrative(next, matters[which] ?? '0129').slice(0, 24),
      chance(next, 0.8) ? spelt(2023, month, on + 1, row + 1) : '',
      pick(next, ['满意', '基本满意', '√', '']),
      row % 19 === 0 ? '见第5行' : '',
    ])
    if (row % 20 === 0) sheet.addRow(['小计', `${row === 40 ? 21 : 20}件`])
  }
  sheet.addRow(['合计', '61件', '', '', '', '', '', '', '', '办结48件'])
  await book.xlsx.writeFile(join(folder, '旧台账.xlsx'))
}

// Three numbers that do not add up, one that is lost, and the scars such papers carry: glosses after characters, lost signs.
const summary = [
  '月塘街道妇联2023年维权工作总结(样例,单位数字均为虚构)',
  '一、基本情况',
  '全年共接待來(lái)信來访287件次,其中婚姻家庭類218件,占76.3%;财產(chǎn)权益类37件,占12.9%;劳动权益類32件,占11.1%。',
  '全年共處(chù)理61件重点事项中的58件,处理率達%。',
  '开展家庭矛盾排查12场次,调处纠纷150件,化解143件,成功率95.33%,比上年有所?降。',
  '二、主要做法',
  '开展“平安家庭”宣传,发放资料2023万余份,走访困难妇女家庭47户,其中单亲母亲29户、残疾妇女15户、两癌患病妇女5户。',
  '举办培训班4期,培训妇女320人次,平均每期90人次。',
  '三、存在问题',
  '一是队伍力量不足;二是台?不够规范,個(gè)别数字前后不一。',
]

const paper = async (): Promise<void> => {
  const document = new Document({
    creator: '样例',
    sections: [{ children: summary.map((text) => new Paragraph(text)) }],
  })
  await writeFile(join(folder, '往年总结.docx'), await Packer.toBuffer(document))
}

await register()
await paper()
