import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { PracticeWay } from '#modules/practice/web/index.tsx'
import type { Permission } from '#platform/contract/route.ts'
import { label, type Label } from '#platform/text/label.ts'
import { paths } from '#web/paths.ts'
import { usePreferences, useSay } from '#web/preferences.ts'
import { useMe } from '#web/session.tsx'
import { Keys } from '#web/shell/HelpPanel.tsx'
import { PersonAbove } from '#web/shell/PersonAbove.tsx'
import { Page, Sheet } from '#web/ui/Page.tsx'
import { useNarrow } from '#web/ui/useNarrow.ts'
import { identityWords as words } from './words.ts'

type Topic = {
  readonly can: Permission | null
  readonly to: string
  readonly title: Label
  readonly lines: readonly Label[]
}

/** What a post asks most, in the order of a matter's life; what the post does not do is left out. */
const topics: readonly Topic[] = [
  {
    can: 'cases.register',
    to: paths.register,
    title: label('登记一件事', 'Register a matter'),
    lines: [
      label(
        '点〔登记〕,先按原话记下,再填姓名和类别;其余可以以后补。',
        'Press Register, write it down in her words, then name and class; the rest can follow.',
      ),
      label(
        '草稿自己会存。登录到期时输一次密码接着写,不会丢。',
        'Drafts save themselves; when the sign-in ends, give the password and go on.',
      ),
    ],
  },
  {
    can: 'cases.handle',
    to: paths.matters,
    title: label('办一件事', 'Handle a matter'),
    lines: [
      label(
        '打开这件事,实心按钮是下一步;不能点的,下面写着为什么。',
        'Open it: the solid button is the next step; a blocked one says why.',
      ),
      label(
        '办错了 24 小时内可以〔撤回〕,以后用〔更正〕,登记重了用〔作废〕。',
        'A mistake: take back within 24 hours, correct later, void a double registration.',
      ),
      label(
        '来信来访:15 日内告知受理情况,60 日内办结(信访工作条例第 23、34 条)。',
        'Petitions: notice within 15 days, conclusion within 60 (Regulations on Petition Work, Art. 23 and 34).',
      ),
    ],
  },
  {
    can: 'cases.approve',
    to: paths.approvals,
    title: label('批', 'Approve'),
    lines: [
      label(
        '〔待我批〕里点同意或退回,可以写一句批示。自己送审的由别人批。',
        'Agree or return under “waiting for me”, with a remark; one’s own requests are decided by another person.',
      ),
    ],
  },
  {
    can: 'figures.read',
    to: paths.figures,
    title: label('看数字', 'Figures'),
    lines: [
      label(
        '每个数字都能点开,看到是哪几件;看不到的只告诉您有几件。',
        'Every number opens to its matters; those out of your sight are only counted.',
      ),
    ],
  },
  {
    can: 'reports.write',
    to: paths.reports,
    title: label('写材料', 'Write a report'),
    lines: [
      label(
        '材料 → 写材料,选半年;数字自己填好,写完〔定稿〕,打印或下载 Word。',
        'Papers → write: choose the half-year; numbers are filled in. Freeze it, print it or take it as Word.',
      ),
    ],
  },
  {
    can: 'identity.accounts',
    to: paths.accounts,
    title: label('开通和重置账号', 'Open and reset accounts'),
    lines: [label('重置后的密码只显示一次,当面交给本人。', 'A reset password is shown once: hand it over in person.')],
  },
]

/** 帮助: whom to ask, how the usual things are done, the keys. */
export const Component = (): ReactNode => {
  const say = useSay()
  const me = useMe()
  const { keys } = usePreferences()
  const narrow = useNarrow()
  return (
    <Page title={say(words.help)}>
      <div className="two-columns">
        <div>
          <Sheet title={say(words.helpAbove)}>
            <PersonAbove />
          </Sheet>
          <Sheet title={say(words.helpDanger)}>
            <p>{say(words.helpDangerWhy)}</p>
            <p className="dials">
              <a className="dial" href="tel:110">
                110
              </a>
              <a className="dial" href="tel:12338">
                12338
              </a>
            </p>
          </Sheet>
          <PracticeWay sheet />
          {keys && !narrow && (
            <Sheet title={say(words.helpKeys)}>
              <Keys />
            </Sheet>
          )}
        </div>
        <div>
          {topics
            .filter(({ can }) => can === null || me.permissions.includes(can))
            .map((topic) => (
              <Sheet key={topic.to} title={say(topic.title)} extra={<Link to={topic.to}>{say(words.helpGo)}</Link>}>
                {topic.lines.map((line) => (
                  <p key={line.zh}>{say(line)}</p>
                ))}
              </Sheet>
            ))}
        </div>
      </div>
    </Page>
  )
}
