import { label, type Label } from '#platform/text/label.ts'

/** Words of practice. */
export const words = {
  title: label('练习', 'Practice'),
  go: label('练习', 'Practice'),
  way: label(
    '怕点错?先到练习里试:人和事都是编的,怎么点都行。',
    'Afraid of a wrong press? Try it in practice first: everybody there is invented.',
  ),
  lines: [
    label(
      '同一个暖家,另一座编出来的城市:登记、审批、打印、删改,怎么点都行。',
      'The same Nuanjia with an invented city: register, approve, print, undo, press anything.',
    ),
    label(
      '写的什么都不会上报,不进统计,领导也看不到;每周自动从头来过。',
      'Nothing you write is reported, counted or seen by anybody above; it is made anew each week.',
    ),
    label(
      '页面最上面一直有一条「练习」,点〔回到真实工作〕就回来。请不要写真人真事。',
      'A bar saying “Practice” stays on top; “Back to the real work” brings you back. Please write of nobody real.',
    ),
  ] as readonly Label[],
  choose: label('选一个岗位进去', 'Choose a post to try'),
  near: label('和您的岗位最像', 'Most like yours'),
  enter: label('进去练', 'Go in'),
  enterAs: label('进去练:{title}', 'Go in: {title}'),
  others: label('别的岗位也能试', 'Other posts to try'),
  closed: label('练习还没有开', 'Practice is not open yet'),
  closedHint: label(
    '请系统管理员在〔运行〕页点〔开一份练习〕,几分钟就好。',
    'The system administrator opens it on the page “Server”; it takes some minutes.',
  ),
  making: label('练习正在准备', 'Practice is being made'),
  makingHint: label(
    '做好以后这一页自己会变;真实的工作照常,不用等在这里。',
    'This page changes by itself when it is ready. The real work goes on; no need to wait here.',
  ),
  absent: label('这里本身就是演示', 'This is a demonstration already'),
  stop: label('。', '. '),
  absentHint: label('直接试就行,不用另开练习。', 'Just try things here; no practice is needed.'),
  progress: label('已做 {done} / {total} 件', '{done} of {total} matters made'),
  preparing: label('正在建区划和账号', 'Making units and accounts'),
  keeping: label('练习', 'Practice'),
  keepingWhy: label(
    '给大家一座编出来的城市练手,和真实的数据分开放,不备份、不上报。',
    'An invented city for everybody to try things in, kept apart from the real data, never backed up or reported.',
  ),
  open: label('开一份练习', 'Open practice'),
  openNote: label(
    '在后台做,约几分钟,占不到 100 MB;大家照常工作。',
    'Made in the background within some minutes, less than 100 MB; work goes on.',
  ),
  again: label('从头来过', 'Begin again'),
  againNote: label(
    '丢掉大家练的,重做一份,好让日子跟得上今天。每周也会自动来一次,下一次:{at}。',
    'Drops what was tried and makes it anew, so that its days stay near today. By itself each week, next: {at}.',
  ),
  againSure: label(
    '正在里面练的人会被请出来,练的都不留。要从头来过吗?',
    'Whoever is trying things is put out and nothing of it is kept. Begin again?',
  ),
  closeSure: label(
    '正在里面练的人会被请出来,练的都不留。要关掉吗?',
    'Whoever is trying things is put out and nothing of it is kept. Close it?',
  ),
  leave: label('先不', 'Not now'),
  close: label('关掉练习', 'Close practice'),
  closeNote: label('腾出空间,里面练的都不留。', 'Frees the space; nothing of it is kept.'),
  retry: label('再试一次', 'Try again'),
  stands: label('开着,做于 {at}', 'Open, made {at}'),
  stateNone: label('没有开', 'Not open'),
  help: label(
    '选一个岗位进去,练熟了再办真的;里面的人和事都是编的。',
    'Choose a post and try things until you know them; everybody in there is invented.',
  ),
  helpGo: label(
    '进不去时看这一页写的原因;要开、要重做,找系统管理员。',
    'If you cannot get in this page says why; the system administrator opens it or makes it anew.',
  ),
  helpLaw: label(
    '依据:个人信息只用于明确的目的、最小的范围(个人信息保护法第六条),练手不用真人的。',
    'Basis: personal data serves a stated purpose and no more than it needs (PIPL Art. 6); trying things out takes nobody real.',
  ),
} as const satisfies Record<string, Label | readonly Label[]>
