import { label, type Label } from '#platform/text/label.ts'

/** Words of the office pages. */
export const words = {
  phrases: label('常用语', 'Phrases'),
  phrasesHelp: label(
    '批示、退回、办理情况这些地方写过一次的话,点〔存为常用语〕,下次点一下就填好。用得多的排在前面。',
    'What you wrote once in a remark or a note can be kept: the next time one tap fills it in. What you use most stands first.',
  ),
  phrasesHelpLaw: label(
    '常用语会用在别的事上,里面不写人名、电话和证件号(个人信息保护法第 6 条)。',
    'A phrase is used for other matters: no names or numbers in it (Personal Information Protection Law, Art. 6).',
  ),
  phrasesNone: label('还没有自己的常用语。', 'You have no phrases of your own yet.'),
  phrasesNoneHint: label(
    '批件、记一笔时写好一句话,点旁边的〔存为常用语〕;也可以在这里加。',
    'Write a sentence while approving or noting and press “Keep as a phrase”, or add one here.',
  ),
  phrasesShipped: label('系统自带的', 'That come with the product'),
  phrasesShippedWhy: label(
    '一直都在,不能删。您常用哪一句,哪一句就排到前面。',
    'They always stay; the one you use most comes first.',
  ),
  savePhrase: label('存为常用语', 'Keep as a phrase'),
  phraseSaved: label('已存为常用语。', 'Kept as a phrase.'),
  addPhrase: label('加一句', 'Add one'),
  editPhrase: label('改', 'Edit'),
  dropPhrase: label('删', 'Remove'),
  phraseText: label('常用语', 'Phrase'),
  phrasePlace: label('用在哪里', 'Where it is used'),
  phraseShared: label('全单位都能用', 'For the whole unit'),
  phraseSharedTag: label('全单位', 'Whole unit'),
  phraseSharedWhy: label('同事都看得到,不写人名。', 'Colleagues see it: no names.'),
  phraseShort: label('写够两个字才能存。', 'Write at least two characters.'),
  save: label('存', 'Save'),
  cancel: label('取消', 'Cancel'),
  morePhrases: label('更多', 'More'),
  takePhrase: label('常用语', 'Phrases'),
} as const satisfies Record<string, Label>
