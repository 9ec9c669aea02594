import { label } from '#platform/text/label.ts'
import type { PageHelp } from '#web/page.ts'
import { officeWords } from './office-words.ts'
import { unitWords } from './unit-words.ts'
import { identityWords } from './words.ts'

/** What stands behind ？ of the pages of this room. */
export const help = {
  adminDesk: [
    label(
      '要您管的:开通和重置账号,看没人用的账号、备份、明年的放假安排、版本。要做的排在最前面。',
      'Yours are: opening and resetting accounts, accounts nobody uses, the backup, next year’s days off, the version.',
    ),
    label(
      '账号停用在〔账号检查〕,备份没做成看〔运行〕里写的原因,照着办。',
      'Disable accounts under “Accounts to look at”; “Server” says why a backup failed and what to do.',
    ),
    label(
      '系统管理员不看求助人和事项(等级保护 8.1.4.2,三员分设)。',
      'The system administrator sees no clients and no matters (MLPS 8.1.4.2).',
    ),
  ],
  me: [
    label(
      '这里改密码、绑定手机、加动态码、写办公电话、换大字和语言。',
      'Password, phones, second factor, the number of your desk, large type and language.',
    ),
    label(
      '手机丢了,马上在这里解绑,它的登录都会退出。办公电话给下一级看,急事按它找您。',
      'Lost your phone? Release it here at once: its sign-ins end. The number of your desk is for the level below.',
    ),
    label(
      '密码 12 位以上,别人借用算您用的(等级保护 8.1.4.1)。',
      'A password has 12 characters or more; who borrows it acts as you (MLPS 8.1.4.1).',
    ),
  ],
  scan: [
    label(
      '电脑上点〔用手机扫码登录〕,用绑定的手机扫图,选电脑上显示的数。',
      'On the computer press “Sign in by scanning”, scan with your bound phone, choose the number shown there.',
    ),
    label(
      '图一分钟有效;扫不了,输图下面的 12 位码。手机没绑定,先到〔我的〕绑定。',
      'The picture is good for a minute; or type its 12 characters. Bind the phone under “Me” first.',
    ),
    label(
      '只登录您面前的电脑:别人发来的图一律拒绝(等级保护 8.1.4.1)。',
      'Only the computer before you: refuse any picture somebody sent (MLPS 8.1.4.1).',
    ),
  ],
  help: [
    label('按您岗位常办的事排列,点〔去办〕直接到那一页。', 'What your post does most; “Go there” leads to the page.'),
    label(
      '看不懂、办不了,打上一级的电话,名字和号码在这一页。',
      'If it does not go, ring up the level above: name and number stand here.',
    ),
    label(
      '有人有危险时,先打 110(反家庭暴力法第 13 条:可以报案,也可以找妇联)。',
      'In danger ring 110 first (Anti-Domestic-Violence Law, Art. 13: she may go to the police or to the Federation).',
    ),
  ],
  accounts: [
    identityWords.accountsHelp,
    label(
      '领条丢了就重发,旧的同时作废;人调走了就停用,记录都在。',
      'A lost slip is issued again and the old one withdrawn; who leaves is disabled and her records stay.',
    ),
    identityWords.accountsHelpLaw,
  ],
  slips: [
    label('一张领条一个人:剪开,当面交给本人。', 'One slip for one person: cut it off and hand it over in person.'),
    label(
      '领条三天有效,只能用一次;过期、丢失都重发,旧的同时作废。',
      'Good for three days and once; issued again it withdraws the old one.',
    ),
    label(
      '领条不拍照、不发群:拿到的人就能设密码(等级保护 8.1.4.1)。',
      'Never photographed or sent to a group: who holds it sets the password (MLPS 8.1.4.1).',
    ),
  ],
  review: [
    label(
      '30 天、90 天没用的,从没登录的,岗位过多、查看导出过多的,都列在这里。',
      'Here stand accounts unused for 30 or 90 days, never used, with too many posts, or with much looking and exporting.',
    ),
    label(
      '停用不删记录,人回来可以再启用;岗位过多的,由安全管理员结束。',
      'Disabling deletes nothing and can be undone; posts too many are ended by the security administrator.',
    ),
    label(
      '多余的、过期的账号要及时停用(等级保护 8.1.4.2)。',
      'Accounts not needed any more are disabled in time (MLPS 8.1.4.2).',
    ),
  ],
  units: [
    unitWords.help,
    unitWords.helpFile,
    label(
      '区划变动以民政部门的批复为准(行政区划管理条例);没有文件不改。',
      'A division changes by its approval (Regulations on the Administration of Divisions): nothing without a document.',
    ),
  ],
  posts: [
    officeWords.postsHelp,
    label(
      '岗位写明从哪天到哪天;人调走,当天结束岗位。',
      'A post has a first and a last day; it ends on the day its holder leaves.',
    ),
    officeWords.postsHelpLaw,
  ],
} as const satisfies Record<string, PageHelp>
