import { expect, test } from 'vitest'
import { runs, whyNotAsk } from './above.ts'

const town = { role: 'town', scope: '/43/02/02/001/' }
const village = '/43/02/02/001/001/'
const cases: readonly (readonly [
  string,
  { role: string; scope: string },
  { role: string | null; scope: string }[],
  boolean,
])[] = [
  ['a village of her own town', town, [{ role: 'village', scope: village }], true],
  ['one opened for a village, without a post yet', town, [{ role: null, scope: village }], true],
  ['her own unit', town, [{ role: 'town', scope: town.scope }], false],
  ['a village of the next town', town, [{ role: 'village', scope: '/43/02/02/100/204/' }], false],
  ['the county above her', town, [{ role: 'rights', scope: '/43/02/02/' }], false],
  [
    'somebody with a second post above',
    town,
    [
      { role: 'village', scope: village },
      { role: 'rights', scope: '/43/02/02/' },
    ],
    false,
  ],
  [
    'an office of administration below',
    { role: 'leader', scope: '/43/02/' },
    [{ role: 'security', scope: '/43/02/02/' }],
    false,
  ],
  [
    'a partner body below',
    { role: 'leader', scope: '/43/02/02/' },
    [{ role: 'police', scope: '/43/02/02/b1/' }],
    false,
  ],
  ['a village two levels below', { role: 'leader', scope: '/43/02/02/' }, [{ role: 'village', scope: village }], true],
  ['nothing known of her', town, [], false],
  [
    'a rights officer runs nobody',
    { role: 'rights', scope: '/43/02/02/' },
    [{ role: 'village', scope: village }],
    false,
  ],
  [
    'an administrator runs her own unit too',
    { role: 'admin', scope: '/43/02/' },
    [{ role: 'leader', scope: '/43/02/' }],
    true,
  ],
  [
    'an administrator does not run another city',
    { role: 'admin', scope: '/43/02/' },
    [{ role: 'rights', scope: '/43/12/81/' }],
    false,
  ],
  [
    'a place whose number only begins alike',
    { role: 'leader', scope: '/43/02/' },
    [{ role: 'rights', scope: '/43/021/' }],
    false,
  ],
]
test.each(cases)('who runs whom: %s', (_, who, held, expected) => expect(runs(who, held)).toBe(expected))

test('a post is asked for below only, and no office of administration', () => {
  expect(whyNotAsk(town, { role: 'village', scope: village })).toBeNull()
  expect(whyNotAsk(town, { role: 'town', scope: town.scope })?.zh).toContain('上一级')
  expect(whyNotAsk(town, { role: 'admin', scope: village })?.zh).toContain('安全管理员')
  expect(whyNotAsk(town, { role: 'village', scope: '/43/12/81/101/002/' })?.zh).toContain('范围')
})
