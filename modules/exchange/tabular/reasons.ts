import { label } from '#platform/text/label.ts'

/** Why one cell cannot be used, with the remedy. */
export const faults = {
  longNumber: label(
    '身份证号(或长编号)被存成了数字,后三位已丢失。请把这一列的格式设为“文本”,再重新填写这一格。',
    'This ID number (or long code) was stored as a number and its last digits are lost. Format the column as text, then type it again.',
  ),
  noResult: label(
    '这一格是公式,文件里没有计算结果。请用 WPS 或 Excel 打开并保存一次,或改成直接填写的值。',
    'This cell is a formula without a stored result. Open and save the file once in WPS or Excel, or type the value.',
  ),
  sheetError: (shown: string) =>
    label(
      `这一格显示为错误 ${shown}。请改正公式,或直接填写值。`,
      `This cell shows the error ${shown}. Correct the formula or type the value.`,
    ),
  badDate: label(
    '这一格的日期超出范围。请按 2014-03-08 的样子重新填写。',
    'The date of this cell is out of range. Type it like 2014-03-08.',
  ),
  unreadable: label(
    '这一格有无法识别的字(可能保存时被截断)。请重新填写这一格。',
    'This cell has characters that cannot be read (perhaps cut off when saved). Type it again.',
  ),
} as const

/** Why a whole table is refused, with the remedy. */
export const refusals = {
  encrypted: label(
    '文件设了密码。请先取消密码,再导入。',
    'The file is protected by a password. Remove it, then import.',
  ),
  notTable: label(
    '只能导入 .xlsx、.xls 或 .csv 表格。请用 WPS 或 Excel 打开,另存为 .xlsx。',
    'Only .xlsx, .xls and .csv tables can be imported. Open the file in WPS or Excel and save it as .xlsx.',
  ),
  document: label(
    '这是 Word 文件,不是表格。把里面的表复制到 WPS 表格里,存成 .xlsx 再导入。',
    'This is a Word document and no table. Copy its table into a sheet, save that as .xlsx, then import it.',
  ),
  webPage: label(
    '这是网页存成的 .xls,里面没有读得出的表格。请用 WPS 打开,另存为 .xlsx,再导入。',
    'This is a web page saved as .xls without a table that can be read. Open it in WPS, save it as .xlsx, then import that.',
  ),
  notText: label(
    '这个 .csv 不是文本表格。请另存为 .xlsx 再导入。',
    'This .csv is no text table. Save it as .xlsx, then import.',
  ),
  empty: label('文件是空的。请打开看一下内容,保存后再导入。', 'The file is empty. Open it, save it, then import it.'),
  damaged: label(
    '表格已损坏,无法打开。请用 WPS 或 Excel 重新保存后再导入。',
    'The table is damaged. Save it again in WPS or Excel, then import it.',
  ),
  tooLong: label(
    '表格太复杂,一分钟内没有读完。请删去用不到的工作表和格式,或另存为 .csv 再导入。',
    'The table is too complex to be read within a minute. Delete sheets and formats that are not needed, or save it as .csv, then import it.',
  ),
  tooDeep: label(
    '表格占用的内存太多,没有读。请拆成几个文件,或另存为 .csv 再导入。',
    'The table takes too much memory and was not read. Split it into several files, or save it as .csv, then import it.',
  ),
  csv: (row: number) =>
    label(
      `第 ${row} 行的引号没有成对,后面的内容读不出来。请另存为 .xlsx 再导入。`,
      `The quotes of row ${row} do not pair, so the rest cannot be read. Save it as .xlsx, then import.`,
    ),
  tooLarge: label(
    '表格的内容太多(超过 200 MB)。请拆成几个文件分次导入。',
    'The table holds too much text (over 200 MB). Split it into several files.',
  ),
  tooManyRows: (most: number) =>
    label(`超过 ${most} 行。请拆成几个文件分次导入。`, `More than ${most} rows. Split the table into several files.`),
  tooManyCells: (most: number) =>
    label(
      `填写的格子超过 ${most} 个。请删去用不到的列,或拆成几个文件。`,
      `More than ${most} filled cells. Delete unused columns or split the table.`,
    ),
} as const
