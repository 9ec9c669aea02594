import { label, type Label } from '#platform/text/label.ts'

/** Words of the quick note. */
export const words = {
  title: label('记一笔', 'Quick note'),
  safe: label('她现在安全吗?', 'Is she safe now?'),
  safeYes: label('安全', 'Safe'),
  safeUnclear: label('不清楚', 'Not clear'),
  safeNo: label('有危险', 'In danger'),
  danger: label('先打电话,人安全了再记。', 'Ring up first; write when she is safe.'),
  who: label('谁?', 'Who?'),
  whoHelp: label(
    '写姓名;来过的,打拼音首字母就能点出来。',
    'Her name; who came before is offered by the initials of her name.',
  ),
  someoneElse: label('换一位', 'Someone else'),
  noName: label('不肯说', 'No name'),
  knownBefore: label('本村来过的', 'Known in the village'),
  born: label('{year} 年生', 'born {year}'),
  line: label('一句话:怎么回事?', 'In one line: what happened?'),
  lineHelp: label(
    '打字、说话转文字、粘贴都行;里面的电话、身份证号、日期、年龄会列在下面。',
    'Type, dictate or paste; numbers, dates and ages in it are offered below.',
  ),
  what: label('什么事?', 'What is it about?'),
  other: label('别的', 'Something else'),
  otherFind: label('打字找', 'Type to find'),
  outcome: label('怎么样了?', 'What came of it?'),
  outcomeLater: label('选了什么事,这里再选怎么样了。', 'Once it is known what it is about.'),
  save: label('记下', 'Note it'),
  full: label('用全表登记', 'Use the full form'),
  town: label('镇里', 'the town'),
  street: label('街道', 'the street office'),
  county: label('区县', 'the county'),
  above: label('上级', 'the level above'),
  saved: label('记下了', 'Noted'),
  savedNumber: label('编号 {number}', 'Number {number}'),
  savedSent: label('已经送到{above},那边接着办。', 'Passed to {above}, who go on with it.'),
  savedHidden: label(
    '为了保护她,这件事送出后不再留在您的列表里。有新情况,打电话告诉{above}。',
    'To protect her it is no longer in your lists. If anything new happens ring up {above}.',
  ),
  savedHere: label('留在您的〔事项〕里,您接着办。', 'It stays among your matters and is yours.'),
  savedMissing: label('还缺:{list}。由{above}补,您不用管。', 'Still missing: {list}. {above} fills it in.'),
  savedOpen: label('打开这件事', 'Open the matter'),
  savedAgain: label('再记一笔', 'Another note'),
  savedToday: label('回今天', 'Back to today'),
  savedBefore: label('这一笔刚才已经记下了,不用再记。', 'This note stands already: nothing more to do.'),
  problems: label('还有 {n} 处没填', '{n} to fill in'),
} as const satisfies Record<string, Label>

/** What stands behind ？. */
export const help = [
  label(
    '先问安全:有危险先打 110 或值班电话,后记。',
    'Safety first: in danger ring 110 or the duty number, write afterwards.',
  ),
  label(
    '记五样就够:安全、谁、一句话、什么事、怎么样了。法律还要的,由上面补。',
    'Five things are enough; what the law wants beyond is filled in above.',
  ),
  label(
    '孩子或不能自己求助的人受家暴,要及时报案(反家庭暴力法第 14 条);家暴的事送出后不留在您的列表里。',
    'Violence against a child or who cannot ask for help herself is reported to the police (Anti-Domestic-Violence Law, Art. 14); a case of violence that was passed on is no longer in your lists.',
  ),
] as const
