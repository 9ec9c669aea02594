import { label } from '#platform/text/label.ts'
import type { PageHelp } from '#web/page.ts'
import { calendarWords } from './calendar-words.ts'

/** What stands behind ？ of the pages of this room. */
export const help = {
  today: [
    label('先办超期和快到期的;每一行右边是它的下一步。', 'Overdue and due first; each row carries its next step.'),
    label(
      '〔待补〕是村里先记了几句的,打开补齐就消失。不看事项的岗位,有要您知道的会在〔通知〕里。',
      'What villages noted in a few words is filled in here. A post without matters is told under “Notices”.',
    ),
    label(
      '告知受理情况 15 日,办结 60 日(信访工作条例第 23、34 条)。',
      'Notice within 15 days, conclusion within 60 (Regulations on Petition Work, Art. 23 and 34).',
    ),
  ],
  approvals: [
    label(
      '同意可以不写批示;点常用语一下填好,写下的话印在文书上。',
      'Agreeing needs no remark; one tap on a phrase writes it, and it stands on the paper.',
    ),
    label('退回要写原因,承办人马上收到通知。', 'A return needs a reason; the colleague is told at once.'),
    label(
      '自己送审的不能自己批(信访工作条例第 34 条:延长须经批准)。',
      'Nobody approves her own request (Art. 34: an extension needs approval).',
    ),
  ],
  calendar: [
    calendarWords.help,
    calendarWords.helpLaw,
    label(
      '依据:国务院办公厅关于当年部分节假日安排的通知;没有通知的年份,期限写明暂定。',
      'Basis: the yearly holiday notice of the State Council; without one deadlines are provisional and say so.',
    ),
  ],
  notices: [
    label(
      '有人交给您、催办、批复,或看了您限定知悉的事项,都在这里。',
      'You are told here when something is given to you, urged, decided, or when a restricted matter of yours is opened.',
    ),
    label(
      '通知里只有编号和谁,没有事情的内容;点开才看得到。',
      'A notice names number and person and nothing of the matter; open it to read.',
    ),
    label(
      '家暴等事项的通知不写是什么事(反家庭暴力法第 5 条:尊重真实意愿,保护隐私)。',
      'Notices never tell what a matter is about (Anti-Domestic-Violence Law, Art. 5: her wishes and her privacy).',
    ),
  ],
  matters: [
    label(
      '列表可以收藏或发给同事:筛选条件都在网址里,各人只看到自己范围内的。',
      'A list can be kept or passed on: its filters stand in the address, and each sees only her own range.',
    ),
    label(
      '限定知悉的只显示编号、类别、状态和期限;本村的写全名,别处隐去。',
      'Restricted matters show number, class, state and clock only; names are whole in one’s own village and masked elsewhere.',
    ),
    label(
      '每一件都要登记,不受理的也登记(信访工作条例第 19、44 条)。',
      'Everything is registered, also what is refused (Regulations on Petition Work, Art. 19 and 44).',
    ),
  ],
  search: [
    label(
      '编号、姓名、拼音首字母(zgy)、手机尾号四位、身份证号、摘要里的词都可以。',
      'A number, a name, initials (zgy), the last four of a phone, an ID number or words of a summary.',
    ),
    label(
      '限定知悉的只认编号、全名和号码;不在您范围内的查不到,和没有一样。',
      'Restricted matters are found by number, full name or number of a person; what is outside your range reads as absent.',
    ),
    label(
      '每次查人都留记录:查询限于工作需要(个人信息保护法第 6 条)。',
      'Every search for a person is recorded: only what work needs (Personal Information Protection Law, Art. 6).',
    ),
  ],
  emergency: [
    label(
      '人有生命危险、承办人又找不到时才用;凭准确编号,两小时内有效。',
      'Only when a life is in danger and nobody who handles it is found; by the exact number, for two hours.',
    ),
    label('一天最多 3 次。先打 110,后查看。', 'At most three a day. Ring 110 first, look afterwards.'),
    label(
      '承办人、主管和审计员马上知道,审计员 1 个工作日内复核(个人信息保护法第 13 条第 4 项:紧急情况)。',
      'Owner, supervisor and auditor are told at once; it is reviewed within a workday (Personal Information Protection Law, Art. 13(4): emergencies).',
    ),
  ],
  matter: [
    label(
      '实心按钮是下一步;不能点的,下面写着为什么。',
      'The solid button is the next step; what cannot be pressed says why beneath.',
    ),
    label(
      '办错了:24 小时内没发出的可撤回,其余用更正,原记录都在。',
      'A mistake: take back within 24 hours if nothing has left, otherwise correct; the record stays.',
    ),
    label('期限按法定日历算,每个期限写着依据。', 'Clocks follow the legal calendar and name what they rest on.'),
  ],
  handovers: [
    label(
      '离岗、换岗前做一份移交清单:在办的事、到期日、约定、等您批的都在上面。接班人点〔接收〕后,事项一次转到她名下,每件都记一笔「移交」。',
      'Before you leave a post, make a hand-over list: matters in hand, due days, promises, requests. Once the successor takes over, all move to her, each with a line “Handed over”.',
    ),
    label(
      '限定知悉的只转给本来就能看的人,否则交给主席再分派。',
      'Restricted matters go only to who may read them already, else to the chair.',
    ),
    label(
      '主席替人做的清单,要本人或安全管理员〔确认移交〕才能接收;自己做给自己的不收。移交接收后,请安全管理员结束岗位。',
      'A list a chair makes for somebody waits for her own word or the security administrator’s; nobody makes one to herself. Once it is taken over the security administrator ends the post.',
    ),
  ],
  note: [
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
  ],
  register: [
    label(
      '先把她说的记下来,再填格子;没问到的以后补。',
      'Write down what she says first, fill the fields after; the rest can wait.',
    ),
    label(
      '草稿自动保存,登录过期或断网都不会丢。',
      'Drafts save themselves: nothing is lost when the sign-in or the network ends.',
    ),
    label(
      '每一件都要登记,不受理的也登记(信访工作条例第 19、44 条)。',
      'Everything is registered, also what is refused (Regulations on Petition Work, Art. 19 and 44).',
    ),
  ],
} as const satisfies Record<string, PageHelp>
