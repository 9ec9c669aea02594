import { label } from '#platform/text/label.ts'
import { defineCodes } from './define.ts'

const source = 'domain/13 §9'

/** How often a return is due. */
export const periodKinds = defineCodes({
  list: 'period-kinds',
  label: label('周期', 'Period'),
  source,
  rows: [
    { code: 'M', zh: '月', en: 'Month', synonyms: ['月报'] },
    { code: 'Q', zh: '季', en: 'Quarter', synonyms: ['季报'] },
    { code: 'H', zh: '半年', en: 'Half-year', synonyms: ['半年报'] },
    { code: 'Y', zh: '年', en: 'Year', synonyms: ['年报'] },
    { code: 'X', zh: '专项', en: 'Special' },
  ],
})

/** Why a return is sent back. */
export const returnReasons = defineCodes({
  list: 'return-reasons',
  label: label('退回原因', 'Reason for sending back'),
  source,
  rows: [
    { code: 'R1', zh: '逻辑错误', en: 'Logic' },
    { code: 'R2', zh: '差异过大无说明', en: 'Unexplained change' },
    { code: 'R3', zh: '与台账不符', en: 'Not per ledger' },
    { code: 'R4', zh: '口径错误', en: 'Definition' },
    { code: 'R5', zh: '漏项', en: 'Omission' },
    { code: 'R6', zh: '重复计算', en: 'Double count' },
    { code: 'R7', zh: '单位错误', en: 'Unit' },
    { code: 'R8', zh: '未签字盖章', en: 'Not signed' },
    { code: 'R9', zh: '其他', en: 'Other' },
  ],
})

/** Units of counting; 件, 件次 and 人次 are never added up. Yuan is for display: money is kept in fen. */
export const countUnits = defineCodes({
  list: 'count-units',
  label: label('计量单位', 'Unit'),
  source,
  rows: [
    { code: 'JIAN', zh: '件', en: 'Item', synonyms: ['起', '宗', '案'] },
    { code: 'JIANCI', zh: '件次', en: 'Item-time' },
    { code: 'PICI', zh: '批次', en: 'Batch' },
    { code: 'RENCI', zh: '人次', en: 'Person-time' },
    { code: 'REN', zh: '人', en: 'Person', synonyms: ['名', '位'] },
    { code: 'HU', zh: '户', en: 'Household', synonyms: ['家'] },
    { code: 'FEN_CP', zh: '份', en: 'Copy', synonyms: ['册', '本'] },
    { code: 'CHANG', zh: '场次', en: 'Event', synonyms: ['场', '次'] },
    { code: 'QI', zh: '期', en: 'Course', synonyms: ['班'] },
    { code: 'DUI', zh: '对', en: 'Pair' },
    { code: 'GE', zh: '个', en: 'Unit' },
    { code: 'YUAN', zh: '元', en: 'Yuan' },
  ],
})
