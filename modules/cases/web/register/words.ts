import { label, type Label } from '#platform/text/label.ts'
import { words as listWords } from '../words.ts'
import type { PersonField } from './form.ts'

/** Words of the form for a new matter. */
export const words = {
  register: label('登记', 'Register'),
  registerKind: label('登记{kind}', 'Register: {kind}'),
  whichKind: label('登记什么?', 'What is it?'),
  noKinds: label('当前岗位不登记事项。', 'This post registers nothing.'),
  noKindsHint: label('需要登记时,请换到有这项工作的岗位。', 'Switch to a post that does.'),
  listen: label('听她说,按原话记下', 'Listen; write it down in her words'),
  listenHelp: label(
    '先记,后填。身份证号、电话、日期、年龄写在里面,下面会列出来,点一下才填。',
    'Note first, fields after. Numbers, dates and ages in it are offered below; nothing is filled until pressed.',
  ),
  found: label('记录里有', 'Found in the note'),
  into: label('{what} → {where}', '{what} → {where}'),
  taken: label('已填', 'filled'),
  assumedYear: label('年份是推断的', 'the year is a guess'),
  chipIdNumber: label('身份证', 'ID'),
  chipPhone: label('电话', 'Phone'),
  chipDate: label('日期', 'Date'),
  chipAge: label('年龄', 'Age'),
  who: label('什么人', 'Who'),
  addPerson: label('加{role}', 'Add: {role}'),
  addRepresentative: label('加一名代表', 'Add a representative'),
  removePerson: label('去掉这一位', 'Remove this person'),
  nth: label('{role} {n}', '{role} {n}'),
  anonymous: label('匿名', 'Anonymous'),
  unclear: label('身份不清', 'Identity unclear'),
  idSample: label('18 位,末位可以是 X', '18 characters, the last may be X'),
  noId: label('暂无', 'None for now'),
  fromId: label('{sex} · {birth} 出生 · {age} 岁(由身份证得出)', '{sex} · born {birth} · {age} (from the ID number)'),
  morePerson: label('更多(婚姻、职业、单位、安全联系方式…)', 'More (marital status, work, employer, safe contact…)'),
  whatClass: label('什么事', 'What about'),
  category: label('类别', 'Class'),
  proposed: label('按原话推荐', 'Suggested by the note'),
  categoryHint: label('打字找,新旧名称都认', 'Type to search: old and new names'),
  channel: label('渠道', 'How it came'),
  persons: label('人数', 'People'),
  group: label(
    '5 人以上是集体访:请推选代表,最多 5 名(信访工作条例第 20 条)。',
    'Five or more is a group: it chooses at most five representatives (Art. 20).',
  ),
  flags: label('标识', 'Flags'),
  flagsMore: label('标识(涉儿童、孕期、残疾…)', 'Flags (child, pregnancy, disability…)'),
  title: label('摘要', 'Summary'),
  titleHelp: label('60 字以内,不写姓名和号码。', 'Up to 60 characters, no names or numbers.'),
  openedAt: label('收到时间', 'Received at'),
  receivedNow: label('收到时间:现在', 'Received: now'),
  otherTime: label('改时间', 'Another time'),
  protect: label('怎样告知她才安全', 'How she may safely be told'),
  protectWhy: label(
    '问清这一项之前,不出任何信函、短信和电话。',
    'Until this is known no letter, message or call goes out.',
  ),
  notifyMode: label('告知方式', 'How to tell her'),
  willRestrict: label(
    '这一类登记后限定知悉:只有承办人能打开。',
    'This class is restricted once registered: only its team opens it.',
  ),
  apart: label('不要让谁知道', 'Who must not know'),
  notTo: listWords.notTo,
  notToPosts: listWords.notToPosts,
  later: label('待补', 'Still to ask'),
  laterList: label(
    '待补:{list}。现在可以先存,这些以后补。',
    'Still to ask: {list}. You can save now and add it later.',
  ),
  contact: label('住址或电话', 'Address or phone'),
  yes: label('是', 'Yes'),
  no: label('否', 'No'),
  hints: label('可能来过', 'May have come before'),
  hintSame: label('就是这件,记为再次来访', 'Same matter: note as a repeat'),
  hintChosen: label('记为 {number} 的再次来访', 'Noted as a repeat of {number}'),
  hintUndo: label('不是', 'It is not'),
  elsewhere: label(
    '这位在别的单位也有记录,详情请问当事人或上级。',
    'This person is also known in another unit; ask her or the level above.',
  ),
  save: label('登记', 'Register'),
  drafts: label('没写完的({n})', 'Unfinished ({n})'),
  draftsTitle: label('没写完的', 'Unfinished'),
  draftDrop: label('不要了', 'Discard'),
  draftTake: label('接着写', 'Go on'),
  saved: label('已登记', 'Registered'),
  savedNumber: label('编号', 'Number'),
  savedNext: label('下一步', 'Next'),
  savedOpen: label('打开这件事', 'Open the matter'),
  savedAnother: label('再登记一件', 'Register another'),
  savedFiles: label('附件', 'Attachments'),
  savedNotify: label(
    '还没有设告知方式。在问清之前,不会发出任何东西。',
    'How she may be told is not set. Until it is, nothing goes out.',
  ),
  standing: label('打开登记过的那一条', 'Open the registered one'),
  problems: label('有 {n} 处要改', '{n} to correct'),
  restrictedTag: label('限定知悉', 'Restricted'),
} as const satisfies Record<string, Label>

/** Names of the fields of a person. */
export const personWords: Readonly<Record<PersonField, Label>> = {
  name: label('姓名', 'Name'),
  anonymous: label('不留姓名', 'No name'),
  sex: label('性别', 'Sex'),
  birth: label('出生日期', 'Date of birth'),
  age: label('年龄', 'Age'),
  idType: label('证件', 'Certificate'),
  idNumber: label('身份证号', 'ID number'),
  phone: label('电话', 'Phone'),
  address: label('住址', 'Address'),
  marital: label('婚姻状况', 'Marital status'),
  education: label('文化程度', 'Education'),
  ethnicity: label('民族', 'Ethnic group'),
  occupation: label('职业', 'Occupation'),
  employer: label('工作单位', 'Employer'),
  relation: label('与当事人的关系', 'Relation'),
  safeContact: label('安全联系方式', 'Safe contact'),
}

/** What an empty field of a person says about itself. */
export const sampleWords: Partial<Record<PersonField, Label>> = {
  name: label('真实姓名,少数民族姓名可带 ·', 'Full name'),
  age: label('周岁,说不准填大概', 'In years; a guess will do'),
  phone: label('手机,或区号加座机', 'Mobile, or area code and number'),
  address: label('到村、组或小区、楼栋', 'Down to village and group, or building'),
}

/** What stands beneath a field of a person. */
export const hintWords: Partial<Record<PersonField, Label>> = {
  safeContact: label('什么时间、找谁、打哪个号码才安全', 'When, whom and which number is safe'),
  employer: label('对方的单位会影响转给谁', 'The other side’s employer decides who must not receive it'),
}
