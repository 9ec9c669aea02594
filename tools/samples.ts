import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import ExcelJS from 'exceljs'
import { Document, Packer, Paragraph } from 'docx'
import { makeNarrative, makePerson } from '#db/seed/people/names.ts'
import { chance, pick, rng, zipf } from '#db/seed/people/rng.ts'

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
/** What people come for, as such a desk writes it down, and the class it is; frequent ones first. */
const words: readonly (readonly [word: string, matter: Parameters<typeof makeNarrative>[1]])[] = [
  ['家暴', '0101'],
  ['离婚', '0112'],
  ['婆媳不和', '0129'],
  ['不给抚养费', '0118'],
  ['离婚分财产', '0113'],
  ['邻居吵架', '0709'],
  ['欠工资', '0403'],
  ['争孩子', '0117'],
  ['外遇', '0128'],
  ['土地没分到', '0302'],
  ['看病困难', '0706'],
  ['退彩礼', '0111'],
  ['不让看孩子', '0119'],
  ['老人没人管', '0122'],
  ['丈夫不给生活费', '0123'],
  ['心理疏导', '0708'],
  ['车祸', '0705'],
  ['问政策', '0711'],
]
const rows = 1_207
const months = 24
/** The four rows with something wrong, by their number in the register. */
const wrong = { birth: 34, day: 300, facts: 700, phone: 1_001 } as const

const register = async (): Promise<void> => {
  const book = new ExcelJS.Workbook()
  book.created = book.modified = new Date('2024-01-08T00:00:00Z')
  const sheet = book.addWorksheet('2022—2023年')
  sheet.addRow(['月塘街道妇联2022—2023年来信来访登记台账(样例,人物均为虚构)'])
  sheet.mergeCells('A1:M1')
  for (const head of heads) sheet.addRow(head)
  for (const range of ['A2:A3', 'B2:E2', 'F2:H2', 'I2:L2', 'M2:M3']) sheet.mergeCells(range)
  const monthOf = (row: number): number => Math.floor(((row - 1) * months) / rows)
  let begun = 1
  for (let row = 1; row <= rows; row += 1) {
    const month = monthOf(row)
    const on = [2022 + Math.floor(month / 12), (month % 12) + 1] as const
    const of = (rows * (month + 1)) / months - (rows * month) / months
    const at = Math.min(27, 1 + Math.floor(((row - begun) * 27) / of))
    const who = makePerson(next, { on: `${on[0]}-12-31`, places: ['文化路', '东湖路', '戴家岭', '月塘社区', '湖边塘'] })
    const [word, matter] = zipf(next, words)
    const [year = 1980, born = 1, day = 1] = who.birthDate.split('-').map(Number)
    const phone = row === wrong.phone ? who.phone.slice(0, 10) : who.phone
    sheet.addRow([
      row,
      `${who.name}${pick(next, ['/', ' ', '、'])}${phone}`,
      who.sex === '2' ? '女' : '男',
      row === wrong.birth ? '1975.13.8' : spelt(year, born, day, row + 2),
      who.address,
      row === wrong.day ? `${on[0]}年${on[1]}月31日` : spelt(...on, at, row),
      pick(next, ['来访', '电话', '来信', '网上', '来访']),
      word,
      pick(next, ['唐主席', '同上', '唐主席、村里', '廖姐', '志愿者小周']),
      row === wrong.facts ? '' : makeNarrative(next, matter).slice(0, 24),
      row < rows - 20 && chance(next, 0.8) ? spelt(...on, at + 1, row + 1) : '',
      pick(next, ['满意', '基本满意', '√', '']),
      row % 57 === 0 ? `见第${row - 52}行` : '',
    ])
    if (monthOf(row + 1) === month) continue
    sheet.addRow(['小计', `${row - begun + 1}件`])
    begun = row + 1
  }
  sheet.addRow(['合计', `${rows + 1}件`, '', '', '', '', '', '', '', '办结940件'])
  sheet.addRow(['填表人:唐主席', '', '审核:'])
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
  '开展“平安家庭”宣传,发放资料2.3万余份,走访困难妇女家庭47户,其中单亲母亲29户、残疾妇女15户、两癌患病妇女5户。',
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
