import { randomUUID } from 'node:crypto'
import { key, nothing, onDesk, reason, report, type RouteEntry } from './request-entries.ts'
import { requestsOfMatters } from './requests-of-matters.ts'

/** One entry for each route of the house, by `METHOD path`; test/access-matrix.test.ts fails for a route without one. */
export const requests: Readonly<Record<string, RouteEntry>> = {
  'DELETE /api/session': nothing(),
  'GET /api/v1/me': nothing(),
  'GET /api/v1/me/first-day': nothing(),
  'POST /api/v1/me/post': nothing({ body: { postId: '00000000-0000-7000-8000-000000000000' } }, [403, 404]),
  'GET /api/v1/me/above': nothing(),
  'PUT /api/v1/me/phone': nothing({ body: { phone: '0731-22880011' } }),
  'PUT /api/v1/me/password': nothing({ body: { old: 'not-the-password', next: 'Kx7-mQp2-vTz9' } }, [401]),
  'POST /api/v1/me/factor': nothing({ body: { password: 'not-the-password' } }, [401]),
  'PUT /api/v1/me/factor': nothing({ body: { secret: 'ABCDEFGHIJKLMNOP', code: '000000' } }, [401]),
  'DELETE /api/v1/me/factor': nothing({ body: { password: 'not-the-password' } }, [401]),
  'GET /api/v1/me/phones': nothing(),
  'POST /api/v1/me/phones/slip': nothing({ body: {} }, [200]),
  'POST /api/v1/me/full': nothing({ body: { password: 'not-the-password' } }, [401]),
  'GET /api/v1/accounts/{id}/phones': {
    about: 'nothing',
    ask: () => ({ params: { id: randomUUID() } }),
    passes: [404],
  },
  'DELETE /api/v1/phones/{id}': { about: 'nothing', ask: () => ({ params: { id: randomUUID() } }), passes: [404] },
  'POST /api/v1/desks/look': nothing({ body: { code: 'abcd-efgh-jkmn' } }, [404]),
  'POST /api/v1/desks/decide': nothing({ body: { code: 'abcd-efgh-jkmn', number: null } }, [404]),
  'GET /api/v1/posts': nothing(),
  'GET /api/v1/accounts': nothing(),
  'POST /api/v1/accounts': {
    about: 'nothing',
    ask: () => ({ body: { id: randomUUID(), username: 'county.rights', name: '重名的人' } }),
    passes: [409],
  },
  'POST /api/v1/accounts/{id}/release': {
    about: 'nothing',
    ask: () => ({ params: { id: randomUUID() }, body: {} }),
    passes: [404],
  },
  'POST /api/v1/accounts/list': nothing({ query: { name: '名单.csv' }, body: Buffer.from('随便写的') }, [422]),
  'GET /api/v1/accounts/list/form': nothing(),
  'GET /api/v1/accounts/lists': nothing(),
  'POST /api/v1/accounts/lists/{id}/take-back': {
    about: 'nothing',
    ask: () => ({ params: { id: randomUUID() }, body: {} }),
    passes: [404],
  },
  'DELETE /api/v1/accounts/{id}/slip': {
    about: 'nothing',
    ask: () => ({ params: { id: randomUUID() } }),
    passes: [404],
  },
  'GET /api/v1/accounts/review': nothing({}, [200]),
  'GET /api/v1/accounts/vacant': nothing({}, [200]),
  'GET /api/v1/proposals': nothing(),
  // Nobody asked for such a post: it is passed over like one decided in another window.
  'POST /api/v1/proposals/decide': {
    about: 'nothing',
    ask: () => ({ body: { ids: [randomUUID()], give: true } }),
    passes: [200],
  },
  'GET /api/v1/holders': nothing(),
  'PUT /api/v1/posts/{id}': {
    about: 'nothing',
    ask: () => ({
      params: { id: randomUUID() },
      body: { accountId: randomUUID(), unit: '430202', role: 'rights' },
    }),
    passes: [404],
  },
  'POST /api/v1/posts/{id}/end': {
    about: 'nothing',
    ask: () => ({ params: { id: randomUUID() }, body: { on: '2025-03-03', reason } }),
    passes: [404],
  },
  'POST /api/v1/accounts/{id}/reset': {
    about: 'nothing',
    ask: () => ({ params: { id: randomUUID() }, body: {} }),
    passes: [404],
  },
  'PUT /api/v1/accounts/{id}/status': {
    about: 'nothing',
    ask: () => ({ params: { id: randomUUID() }, body: { status: 'disabled' } }),
    passes: [404],
  },

  'GET /api/v1/audit/unusual': nothing(),
  'POST /api/v1/audit/unusual/{id}/review': {
    about: 'nothing',
    ask: () => ({ params: { id: randomUUID() }, body: { verdict: 'normal', remark: reason } }),
    passes: [404],
  },
  'GET /api/v1/audit/emergency': nothing(),
  'POST /api/v1/audit/emergency/{id}/review': {
    about: 'nothing',
    ask: () => ({ params: { id: randomUUID() }, body: { verdict: 'normal', remark: reason } }),
    passes: [404],
  },
  'GET /api/v1/audit/changes': nothing(),
  // A number that is not there: the auditor hears what she hears of one outside her range.
  'GET /api/v1/audit/records': nothing({ query: { number: '430202-XF-2025-99999' } }, [404]),
  'GET /api/v1/audit/chain': nothing(),
  'POST /api/v1/audit/chain': nothing({ body: { day: '2025-03-02' } }, [200]),
  'GET /api/v1/units': nothing({ query: { q: '荷塘' } }),
  'GET /api/v1/units/{code}': nothing({ params: { code: '430202' } }),
  'GET /api/v1/units/{code}/children': nothing({ params: { code: '430202' } }),
  'POST /api/v1/units/{code}/changes': nothing(
    {
      params: { code: '430202' },
      body: { what: 'rename', on: '2025-03-03', name: '荷花区', source: '测试文件', rehearse: true },
    },
    [200],
  ),
  'POST /api/v1/running/backup': nothing({ body: {} }, [409]),
  'GET /api/v1/running': nothing(),
  'GET /api/v1/practice': nothing(),
  // A demonstration has no practice house beside it.
  'POST /api/v1/practice/entry': nothing({ body: { account: 'county.rights' } }, [409]),
  'POST /api/v1/practice/open': nothing({}, [409]),
  'POST /api/v1/practice/again': nothing({}, [409]),
  'POST /api/v1/practice/close': nothing({}, [409]),
  'GET /api/v1/calendar/{year}': nothing({ params: { year: '2025' } }),
  'PUT /api/v1/calendar': nothing({ body: { csv: '2041-10-01,OFF,国庆节,测试通知' } }, [200]),
  'POST /api/v1/figures/ask': nothing({ body: { q: '来访' } }),
  'GET /api/v1/figures': {
    about: 'nothing',
    ask: (_, { unitCode }) => ({ query: { kind: 'petition', period: '2025-03', unit: unitCode } }),
  },
  'GET /api/v1/figures/catalogue': nothing(),
  'GET /api/v1/figures/{measure}/records': {
    about: 'nothing',
    ask: (_, { unitCode }) => ({
      params: { measure: 'petition.received' },
      query: { period: '2025-03', unit: unitCode },
    }),
  },

  'GET /api/v1/report-templates': nothing(),
  'GET /api/v1/reports': nothing(),
  'GET /api/v1/forms': nothing(),
  'PUT /api/v1/forms/{id}': {
    about: 'nothing',
    ask: () => ({ params: { id: randomUUID() }, query: { name: '表.xlsx' }, body: Buffer.from('no workbook') }),
    passes: [422],
  },
  'GET /api/v1/forms/{id}': report(),
  'PUT /api/v1/forms/{id}/bindings': report({ version: 1, bindings: [] }),
  'DELETE /api/v1/forms/{id}': report(),
  'POST /api/v1/forms/{id}/values': report({ period: '2025H1' }),
  'POST /api/v1/forms/{id}/fill': report({ period: '2025H1' }),
  'PUT /api/v1/reports/{id}': {
    about: 'nothing',
    ask: () => ({ params: { id: randomUUID() }, body: { template: 'no-such-template', period: '2025H1' } }),
    passes: [400, 404, 422],
  },
  'GET /api/v1/reports/{id}': report(),
  'PUT /api/v1/reports/{id}/texts': report({ version: 1, audience: 'internal', texts: {} }),
  'DELETE /api/v1/reports/{id}': report(),
  'POST /api/v1/reports/{id}/freeze': report({ version: 1 }),
  'GET /api/v1/reports/{id}/drift': report(),
  'GET /api/v1/reports/{id}/docx': report(),
  'GET /api/v1/reports/{id}/figures': report(),

  'GET /api/v1/books': nothing(),
  'PUT /api/v1/books/{home}/{id}': {
    about: 'nothing',
    ask: (_, { home }) => ({ params: { home, id: randomUUID() }, body: { prefix: '甲1', forms: ['petition.reply'] } }),
    passes: [400],
  },
  'POST /api/v1/books/{home}/{id}/forms': {
    about: 'nothing',
    ask: (_, { home }) => ({ params: { home, id: randomUUID() }, body: { version: 1, forms: [] } }),
    passes: [404],
  },
  'POST /api/v1/books/{home}/{id}/years/{year}': {
    about: 'nothing',
    ask: (_, { home }) => ({ params: { home, id: randomUUID(), year: '2025' }, body: { closed: true } }),
    passes: [404],
  },
  'PUT /api/v1/cases/{home}/{id}/photo-links/{link}': {
    about: 'matter',
    ask: (target) => ({ params: { ...key(target), link: randomUUID() }, body: {} }),
    passes: [200],
  },
  'GET /api/v1/cases/{home}/{id}/photo-links/{link}': {
    about: 'nothing',
    ask: ({ home, id }) => ({ params: { home, id, link: randomUUID() } }),
    passes: [404],
  },
  'DELETE /api/v1/cases/{home}/{id}/photo-links/{link}': {
    about: 'nothing',
    ask: ({ home, id }) => ({ params: { home, id, link: randomUUID() } }),
    passes: [404],
  },
  'DELETE /api/v1/cases/{home}/{id}/photo-links/{link}/photos/{file}': {
    about: 'nothing',
    ask: ({ home, id }) => ({ params: { home, id, link: randomUUID(), file: randomUUID() } }),
    passes: [404],
  },
  'GET /api/v1/issued': nothing(),
  'POST /api/v1/issued/{home}/{id}/void': {
    about: 'nothing',
    ask: (_, { home }) => ({ params: { home, id: randomUUID() }, body: { reason: 'misprint' } }),
    passes: [404],
  },
  'GET /api/v1/imports': nothing(),
  'POST /api/v1/figure-checks': {
    about: 'nothing',
    ask: () => ({ query: { name: '小结.txt' }, body: Buffer.from('接待80件,办结76件,办结率95%。') }),
    passes: [200],
  },
  'POST /api/v1/figure-checks/against': {
    about: 'nothing',
    ask: () => {
      const file = (text: string): string => Buffer.from(text).toString('base64')
      return {
        body: {
          name: '2014.txt',
          file: file('2014年接待来访80件,比上年增长5%。'),
          earlier: { name: '2013.txt', file: file('2013年接待来访76件。') },
        },
      }
    },
    passes: [200],
  },
  'POST /api/v1/figure-checks/export': {
    about: 'nothing',
    ask: () => ({
      body: {
        name: '小结.txt',
        file: Buffer.from('接待80件,办结76件,办结率93%。').toString('base64'),
        format: 'docx',
        decisions: [],
      },
    }),
    passes: [200],
  },
  'PUT /api/v1/imports/{id}': {
    about: 'nothing',
    ask: () => ({
      params: { id: randomUUID() },
      query: { kind: 'petition', name: 'list.csv' },
      body: Buffer.from('日期,姓名\n2025-03-01,向小满'),
    }),
    passes: [200],
  },
  'GET /api/v1/imports/{id}': onDesk(),
  'PUT /api/v1/imports/{id}/answers': onDesk({}),
  'GET /api/v1/imports/{id}/rows': onDesk(),
  'PUT /api/v1/imports/{id}/cells': onDesk({ cells: [{ row: 2, field: 'openedOn', text: '2025-03-01' }] }),
  'GET /api/v1/imports/{id}/faults': onDesk(),
  'PUT /api/v1/imports/{id}/faults': onDesk({ restore: 'openedOn' }),
  'GET /api/v1/imports/{id}/left': onDesk(),
  'POST /api/v1/imports/{id}/run': onDesk(),
  'POST /api/v1/imports/{id}/stop': onDesk(),
  'DELETE /api/v1/imports/{id}': onDesk(),
  'GET /api/v1/exports/cases': { about: 'nothing', ask: () => ({ query: { purpose: '月底对账' } }), passes: [200] },
  'GET /api/v1/import-batches/{id}/take-back': onDesk(),
  'POST /api/v1/import-batches/{id}/take-back': onDesk({ reason }),
  'GET /api/v1/import-memory': nothing(),
  'DELETE /api/v1/import-memory/{id}': onDesk(),
  'GET /api/v1/import-forms/{kind}': nothing({ params: { kind: 'petition' } }),

  ...requestsOfMatters,
}

/** Routes everyone may call, each tested where it belongs: signing in, the demonstration, the first administrator. */
export const openToEveryone = [
  'POST /api/session',
  'GET /api/v1/demo',
  'POST /api/v1/setup',
  'POST /api/v1/slips/look',
  'POST /api/v1/slips/use',
  'POST /api/v1/phones/offer',
  'PUT /api/v1/phones/{id}',
  'POST /api/session/phone/offer',
  'POST /api/session/phone',
  'POST /api/session/desk',
  'POST /api/session/desk/take',
  'POST /api/v1/photos/open',
  'PUT /api/v1/photos/{photo}',
  'POST /api/v1/photos/done',
]
