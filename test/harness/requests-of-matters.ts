import { randomUUID } from 'node:crypto'
import { key, matter, nothing, part, reason, type RouteEntry, version } from './request-entries.ts'

/** The entries of the routes about matters, their kinds, lists and desks. */
export const requestsOfMatters: Readonly<Record<string, RouteEntry>> = {
  'GET /api/v1/kinds': nothing(),
  'GET /api/v1/codes/{list}': nothing({ params: { list: 'channels' } }),
  'GET /api/v1/cases': nothing({ query: { tab: 'all' } }),
  'GET /api/v1/today': nothing(),
  'GET /api/v1/approvals': nothing(),
  'GET /api/v1/notices': nothing(),
  'POST /api/v1/notices/read': nothing({ body: { ids: [] } }),
  'GET /api/v1/drafts': nothing(),
  'PUT /api/v1/drafts/{id}': {
    about: 'nothing',
    ask: () => ({ params: { id: randomUUID() }, body: { kind: 'petition', content: {}, basedOn: null } }),
  },
  'DELETE /api/v1/drafts/{id}': { about: 'nothing', ask: () => ({ params: { id: randomUUID() } }), passes: [200, 404] },
  'PUT /api/v1/cases/{home}/{id}/papers-in/{paper}': {
    about: 'matter',
    ask: (target) => ({
      params: { ...key(target), paper: randomUUID() },
      body: { purpose: 'letter', pages: [{ file: target.file, turn: 0 }] },
    }),
  },
  'PUT /api/v1/cases/{home}/{id}/answers/{answer}': {
    about: 'matter',
    ask: (target) => ({
      params: { ...key(target), answer: randomUUID() },
      body: { from: '区人社局', said: '已答复。' },
    }),
  },
  'POST /api/v1/cases/printed': {
    about: 'nothing',
    ask: ({ home, id }) => ({ body: { list: 'matters', purpose: 'meeting', rows: 1, matters: [{ home, id }] } }),
  },
  'POST /api/v1/cases/hints': nothing({ body: { kind: 'petition', name: '田晓禾' } }),
  // It waits for nobody below.
  'POST /api/v1/cases/{home}/{id}/urge': matter({}, { passes: [409], headOnly: 409 }),
  'GET /api/v1/handovers': nothing(),
  'GET /api/v1/handovers/left': nothing({ query: { post: '00000000-0000-7000-8000-000000000000' } }, [404]),
  'PUT /api/v1/handovers/{id}': {
    about: 'nothing',
    ask: () => ({ params: { id: randomUUID() }, body: { post: randomUUID(), to: randomUUID() } }),
    passes: [404],
  },
  'GET /api/v1/handovers/{id}': { about: 'nothing', ask: () => ({ params: { id: randomUUID() } }), passes: [404] },
  'POST /api/v1/handovers/{id}/accept': {
    about: 'nothing',
    ask: () => ({ params: { id: randomUUID() } }),
    passes: [404],
  },
  'POST /api/v1/handovers/{id}/agree': {
    about: 'nothing',
    ask: () => ({ params: { id: randomUUID() } }),
    passes: [404],
  },
  'DELETE /api/v1/handovers/{id}': { about: 'nothing', ask: () => ({ params: { id: randomUUID() } }), passes: [404] },
  'GET /api/v1/duty': nothing({ query: { month: '2025-03' } }),
  'PUT /api/v1/duty': nothing({ body: { cells: [{ day: '2025-03-03', shift: 'night', name: '' }] } }, [200]),
  'GET /api/v1/duty/now': nothing(),
  'POST /api/v1/duty/printed': nothing({ body: { month: '2025-03' } }, [200]),
  'GET /api/v1/contacts': nothing(),
  'GET /api/v1/deputies': nothing(),
  'GET /api/v1/deputies/choices': nothing(),
  'GET /api/v1/standing': nothing(),
  'PUT /api/v1/deputies/{id}': {
    about: 'nothing',
    ask: () => ({
      params: { id: randomUUID() },
      body: { post: randomUUID(), deputy: randomUUID(), from: '2025-03-03' },
    }),
    passes: [404],
  },
  'POST /api/v1/deputies/{id}/accept': {
    about: 'nothing',
    ask: () => ({ params: { id: randomUUID() } }),
    passes: [404],
  },
  'POST /api/v1/deputies/{id}/end': { about: 'nothing', ask: () => ({ params: { id: randomUUID() } }), passes: [404] },
  'GET /api/v1/phrases': nothing(),
  'PUT /api/v1/phrases/{id}': {
    about: 'nothing',
    ask: () => ({ params: { id: randomUUID() }, body: { place: 'agree', text: '同意,请抓紧办。' } }),
    passes: [200],
  },
  'DELETE /api/v1/phrases/{id}': { about: 'nothing', ask: () => ({ params: { id: randomUUID() } }), passes: [404] },
  'POST /api/v1/phrases/used': nothing({ body: { key: 'agree.0' } }, [200]),
  'POST /api/v1/known-people': nothing({ body: { q: 'txh' } }),
  'PUT /api/v1/quick-notes/{home}/{id}': {
    about: 'nothing',
    ask: (_, { home }) => ({
      params: { home, id: randomUUID() },
      body: {
        kind: 'dispute',
        category: '02',
        safe: 'safe',
        outcome: 'waiting',
        line: '两家为排水吵了几句。',
        person: { id: randomUUID(), name: '向小满' },
      },
    }),
    passes: [200],
  },
  'POST /api/v1/search': nothing({ body: { q: '田晓禾' } }),
  'POST /api/v1/cases/break-glass': nothing({ body: { number: '430202-XF-2025-99999', reason } }, [404]),

  'PUT /api/v1/cases/{home}/{id}': {
    about: 'nothing',
    ask: (_, { home }) => ({
      params: { home, id: randomUUID() },
      body: {
        kind: 'petition',
        category: '0403',
        channel: 'V',
        parties: [{ id: randomUUID(), role: 'petitioner', name: '向小满' }],
        data: { facts: '来问工资的事。' },
      },
    }),
    passes: [200],
  },
  'GET /api/v1/cases/{home}/{id}': matter(undefined, { passes: [200], headOnly: 200 }),
  'PATCH /api/v1/cases/{home}/{id}': matter({ version, reason }),
  'POST /api/v1/cases/{home}/{id}/steps': {
    about: 'matter',
    ask: (target) => ({ params: key(target), body: { id: randomUUID(), version, action: 'accept' } }),
  },
  'POST /api/v1/cases/{home}/{id}/notes': {
    about: 'matter',
    ask: (target) => ({ params: key(target), body: { id: randomUUID(), note: '记一笔' } }),
    passes: [200],
  },
  'POST /api/v1/cases/{home}/{id}/withdraw': matter({ version, seq: 1, reason }),
  'POST /api/v1/cases/{home}/{id}/void': matter({ version, reason }),
  'POST /api/v1/cases/{home}/{id}/owner': matter({ version, postId: '00000000-0000-7000-8000-000000000000' }),
  'POST /api/v1/cases/{home}/{id}/notify-mode': matter({ version, mode: 'F' }),
  'POST /api/v1/cases/{home}/{id}/access': matter({ version, access: 'closed', reason }),
  'POST /api/v1/cases/{home}/{id}/exclusions': matter({ version, reason }),
  'GET /api/v1/cases/{home}/{id}/exclusions': matter(undefined, { passes: [200] }),
  'POST /api/v1/cases/{home}/{id}/exclusions/lift': {
    about: 'matter',
    ask: (target) => ({ params: key(target), body: { id: randomUUID(), version, keys: ['o:1'], reason } }),
  },
  'POST /api/v1/cases/{home}/{id}/reveal': {
    about: 'matter',
    ask: (target) => ({ params: key(target), body: { party: target.party, field: 'phone', reason: '3' } }),
    passes: [200],
  },
  'POST /api/v1/cases/{home}/{id}/words': {
    about: 'matter',
    ask: (target) => ({ params: key(target), body: { at: 'data.facts', reason: '3' } }),
    passes: [200, 404],
  },
  // Only in one's own village; elsewhere the answer says what to do instead.
  'POST /api/v1/cases/{home}/{id}/dial': {
    about: 'matter',
    ask: (target) => ({ params: key(target), body: { party: target.party } }),
    passes: [200, 422],
  },
  // A matter that was registered here comes from no line.
  'POST /api/v1/cases/{home}/{id}/source-line': matter({ reason: '3' }, { passes: [404] }),
  // 谁看过 is for whoever may open the matter; to all others it does not exist.
  'GET /api/v1/cases/{home}/{id}/readers': matter(undefined, { passes: [200], headOnly: 404 }),
  'PUT /api/v1/cases/{home}/{id}/files/{file}': {
    about: 'matter',
    ask: (target) => ({
      params: { ...key(target), file: target.file },
      query: { name: '说明.txt' },
      body: Buffer.from('情况说明'),
    }),
    passes: [200],
  },
  'GET /api/v1/cases/{home}/{id}/files/{file}': {
    about: 'matter',
    ask: (target) => ({ params: { ...key(target), file: target.file } }),
    passes: [200],
  },
  'POST /api/v1/cases/{home}/{id}/tracks/{track}/steps': {
    about: 'matter',
    ask: (target) => ({
      params: { ...key(target), track: randomUUID() },
      body: { id: randomUUID(), version, action: 'file' },
    }),
    passes: [404, 409],
  },
  'PUT /api/v1/cases/{home}/{id}/parts/{part}': part('part', { key: 'none', data: {} }),
  'PUT /api/v1/cases/{home}/{id}/acts/{act}': part('act', {
    key: 'no-such-act',
    issuer: '测试机关',
    number: '一号',
    issuedOn: '2025-03-03',
  }),
  'POST /api/v1/cases/{home}/{id}/acts/{act}/service': part('act', { servedOn: '2025-03-03' }),
  'PUT /api/v1/cases/{home}/{id}/obligations/{obligation}': part('obligation', {
    key: 'none',
    what: '无',
    dueOn: '2025-04-01',
  }),
  'POST /api/v1/cases/{home}/{id}/obligations/{obligation}/done': part('obligation', {
    doneOn: '2025-03-03',
    outcome: 'done',
  }),
  'POST /api/v1/cases/{home}/{id}/approvals/{approval}': part('approval', { decision: 'agreed' }),
  'PUT /api/v1/cases/{home}/{id}/votes': matter({ score: 80 }),
  'GET /api/v1/cases/{home}/{id}/papers/{paper}': {
    about: 'matter',
    ask: (target) => ({ params: { ...key(target), paper: 'acceptance' } }),
  },
  'GET /api/v1/cases/{home}/{id}/papers/{paper}/docx': {
    about: 'matter',
    ask: (target) => ({ params: { ...key(target), paper: 'acceptance' } }),
  },
  'POST /api/v1/cases/{home}/{id}/form': matter({}, { passes: [200] }),
  'POST /api/v1/cases/{home}/{id}/form/full': matter({ reason: '1' }, { passes: [200] }),
  'POST /api/v1/cases/{home}/{id}/extract': matter({}, { passes: [200] }),
  'POST /api/v1/cases/{home}/{id}/papers/{paper}/number': {
    about: 'matter',
    ask: (target) => ({ params: { ...key(target), paper: 'acceptance' }, body: {} }),
  },
  'POST /api/v1/cases/{home}/{id}/papers/{paper}/reprint': {
    about: 'matter',
    ask: (target) => ({ params: { ...key(target), paper: 'acceptance' }, body: { reason: 'written' } }),
  },
  'GET /api/v1/cases/{home}/{id}/prints/{issued}': {
    about: 'matter',
    ask: (target) => ({ params: { ...key(target), issued: randomUUID() } }),
  },
  // Opens what one could not open before, so it is asked last (see the matrix).
  'POST /api/v1/cases/{home}/{id}/grants': matter({ purpose: 'supervise', reason }, { passes: [200], headOnly: 200 }),
}
