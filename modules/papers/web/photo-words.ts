import { label } from '#platform/text/label.ts'

/** Words of photographs by phone, the desk's side. */
export const photoWords = {
  button: label('手机拍照传上来', 'Photograph by phone'),
  qr: label('一次性二维码,请用手机扫', 'One-time code for a phone to scan'),
  how: label(
    '用手机扫一扫,拍纸质材料;传上来直接进这件事的附件,手机里不留。10 分钟内有效,只能用一部手机,关掉这里就停用。',
    'Scan it with a phone and photograph the papers: they go straight into this matter, and nothing stays on the phone. Good for ten minutes and one phone; closing this panel withdraws it.',
  ),
  waiting: label('等手机扫码。', 'Waiting for the phone.'),
  opened: label('手机已打开,照片会自动出现在这里。', 'The phone is there; photographs appear here by themselves.'),
  done: label('手机说传完了。', 'The phone has sent all.'),
  withdrawn: label('这个二维码已停用。', 'This code has been withdrawn.'),
  expired: label('这个二维码过了 10 分钟,已失效。', 'This code is over ten minutes old.'),
  arrived: label('已收到 {n} 张,已存为附件。', '{n} received and kept as attachments.'),
  photo: label('第 {n} 张', 'No. {n}'),
  drop: label('不要这张', 'Drop'),
  dropOf: label('不要第 {n} 张', 'Drop no. {n}'),
  forward: label('往前', 'Forward'),
  forwardOf: label('第 {n} 张往前放', 'Move no. {n} forward'),
  turn: label('转正', 'Turn'),
  turnOf: label('第 {n} 张转 90 度', 'Turn no. {n} by 90 degrees'),
  whatIsIt: label('这是什么材料(几张算一份)', 'What is it (its pages are one paper)'),
  named: label(
    '已记为「{what}」{n} 页。还有别的材料,请再出一个二维码。',
    'Kept as “{what}”, {n} page(s). For another paper ask for another code.',
  ),
  noteAnswer: label('记下是谁的答复', 'Note whose answer it is'),
  anew: label('再出一个二维码', 'Another code'),
  noAddress: label(
    '手机连不到这台服务器:还没有设置给手机用的网址(PUBLIC_URL)。',
    'A phone cannot reach this server: no address for it is configured (PUBLIC_URL).',
  ),
  noAddressHelp: label(
    '请系统管理员在服务器上设置 PUBLIC_URL(https 开头)。现在可以先把照片拷到电脑,用〔选文件〕。',
    'Ask the system administrator to set PUBLIC_URL (beginning with https). Until then copy the pictures to the computer and attach them.',
  ),
  onlyHere: label(
    '现在的网址只有这台电脑自己能打开,手机扫了打不开。请系统管理员把 PUBLIC_URL 设成手机能打开的 https 网址。',
    'The present address opens on this machine only; a phone cannot reach it. Ask the system administrator to set PUBLIC_URL to an https address phones can open.',
  ),
} as const
