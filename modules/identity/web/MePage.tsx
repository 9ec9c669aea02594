import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { Link, useNavigate } from 'react-router'
import { PracticeWay } from '#modules/practice/web/index.tsx'
import { paths } from '#web/paths.ts'
import { setPreferences, usePreferences, useSay } from '#web/preferences.ts'
import { useCan, useMe, useSession } from '#web/session.tsx'
import { Page, Sheet } from '#web/ui/Page.tsx'
import { ChangePassword } from './ChangePassword.tsx'
import { DeskPhone } from './DeskPhone.tsx'
import { Factor } from './Factor.tsx'
import { Phones } from './Phones.tsx'
import { phoneWords } from './phone-words.ts'
import { identityWords as words } from './words.ts'

/** 〔我的〕: posts, display, password, second factor, sign out. */
export const Component = (): ReactNode => {
  const say = useSay()
  const me = useMe()
  const { signOut } = useSession()
  const reads = useCan('cases.read')
  return (
    <Page title={me.account.name}>
      <div className="two-columns">
        <div>
          <Sheet title={say(words.posts)}>
            <Posts />
          </Sheet>
          <Sheet title={say(words.deskPhone)}>
            <DeskPhone key={me.post.id} />
          </Sheet>
          <Sheet title={say(words.display)}>
            <Display />
          </Sheet>
          {reads && (
            <Sheet title={say(words.office)}>
              <ul className="posts">
                <li>
                  <Link to={paths.myDeputy}>{say(words.deputy)}</Link>
                </li>
                <li>
                  <Link to={paths.handovers}>{say(words.handover)}</Link>
                </li>
                <li>
                  <Link to={paths.phrases}>{say(words.phrases)}</Link>
                </li>
              </ul>
            </Sheet>
          )}
          <PracticeWay sheet />
          <Sheet title={say(words.help)}>
            <Link to={paths.help}>{say(words.helpOpen)}</Link>
          </Sheet>
          <Sheet title={say(words.signOut)}>
            <p className="quiet">{say(words.signOutWhy)}</p>
            <Button onClick={() => void signOut()}>{say(words.signOut)}</Button>
          </Sheet>
        </div>
        <div>
          <Sheet title={say(phoneWords.phones)}>
            <Phones />
          </Sheet>
          <Sheet title={say(words.factor)}>
            <Factor />
          </Sheet>
          <Sheet title={say(words.changePassword)}>
            <ChangePassword />
          </Sheet>
        </div>
      </div>
    </Page>
  )
}

const Posts = (): ReactNode => {
  const say = useSay()
  const me = useMe()
  const { language } = usePreferences()
  const { switchPost } = useSession()
  const navigate = useNavigate()
  const [busy, setBusy] = useState<string | null>(null)
  return (
    <ul className="posts">
      {me.posts.map((post) => (
        <li key={post.id}>
          <span>
            <strong>{language === 'zh' ? post.titleZh : post.titleEn}</strong>
            <br />
            <span className="quiet">{post.unit.name}</span>
          </span>
          {post.id === me.post.id ? (
            <span className="tag">{say(words.postNow)}</span>
          ) : (
            <Button
              loading={busy === post.id}
              onClick={() => {
                setBusy(post.id)
                void switchPost(post.id)
                  .then(() => navigate(paths.today))
                  .finally(() => setBusy(null))
              }}
            >
              {say(words.postSwitch)}
            </Button>
          )}
        </li>
      ))}
    </ul>
  )
}

const Display = (): ReactNode => {
  const say = useSay()
  const { language, large, keys } = usePreferences()
  return (
    <div className="settings">
      <fieldset>
        <legend>{say(words.language)}</legend>
        {(['zh', 'en'] as const).map((each) => (
          <label key={each} className="radio">
            <input
              type="radio"
              name="language"
              checked={language === each}
              onChange={() => setPreferences({ language: each })}
            />
            <span lang={each}>{say(each === 'zh' ? words.chinese : words.english)}</span>
          </label>
        ))}
      </fieldset>
      <Setting
        label={say(words.large)}
        why={say(words.largeWhy)}
        on={large}
        onChange={(on) => setPreferences({ large: on })}
      />
      <Setting
        label={say(words.keys)}
        why={say(words.keysWhy)}
        on={keys}
        onChange={(on) => setPreferences({ keys: on })}
      />
    </div>
  )
}

const Setting = ({
  label,
  why,
  on,
  onChange,
}: {
  label: string
  why: string
  on: boolean
  onChange: (on: boolean) => void
}): ReactNode => (
  <label className="setting">
    <span>
      {label}
      <br />
      <span className="quiet">{why}</span>
    </span>
    <input
      type="checkbox"
      role="switch"
      className="switch"
      aria-label={label}
      checked={on}
      onChange={(event) => onChange(event.target.checked)}
    />
  </label>
)
