import { randomBytes, randomUUID } from 'node:crypto'
import { makeNarrative, makePerson } from '#db/seed/people/names.ts'
import { rng } from '#db/seed/people/rng.ts'
import { nameForms } from '#platform/crypto/names.ts'
import type { Request } from './client.ts'
import { dueFloor, type Floor, listFloor, rangeOf } from './floors.ts'
import { benchTokens, type Officer, readMeasures, words } from './living.ts'

// What the bench of requests asks, of the house and of the floor of bare SQL beside it.

const year = 2026

/** The same chance at every run. */
export const random = rng(5)
/** The tokens of the house the bench plants. */
export const tokens = benchTokens()

/** What is remembered of a registered matter. */
export type Matter = { readonly id: string; readonly name: string }

/** A petition as a person would send it, and what of it is remembered. */
export const newMatter = (officer: Officer, at: number): { request: Request; matter: Matter } => {
  const person = makePerson(random, { on: '2026-01-01' })
  const id = randomUUID()
  const facts = `${makeNarrative(random, '0414')}${at % 3 === 0 ? words.common : ''}${at === 1 ? words.rare : ''}`
  const party = {
    id: randomUUID(),
    role: 'petitioner',
    name: person.name,
    sex: person.sex,
    phone: person.phone,
    idNumber: person.idNumber,
    address: person.address,
  }
  const body = {
    kind: 'petition',
    category: '0414',
    channel: 'V',
    title: '反映劳动报酬一事',
    parties: [party],
    data: { facts },
  }
  return {
    request: { method: 'PUT', path: `/api/v1/cases/${officer.home}/${id}`, body, token: officer.token },
    matter: { id, name: person.name },
  }
}

/** An officer with what she registered. */
export type Subject = { readonly officer: Officer; readonly matters: readonly Matter[] }

/** One thing asked, of the house and of the floor. */
export type Ask = {
  readonly what: string
  readonly house: () => Request
  readonly floor: Floor
  readonly values: () => readonly unknown[]
}

/** Everything an officer asks. */
export const asksOf = ({ officer, matters }: Subject, desks: readonly Officer[]): Ask[] => {
  const { place, home, token, level } = officer
  const range = rangeOf(place.scope)
  let at = 0
  const some = (): Matter => matters[at++ % matters.length] ?? { id: '', name: '' }
  const get = (path: string): Request => ({ method: 'GET', path, token })
  const search = (q: string): Request => ({ method: 'POST', path: '/api/v1/search', body: { q }, token })
  const list = listFloor(place.scope)
  const due = dueFloor(place.scope)
  const placeGram = place.scope === '/' ? [] : [tokens.placeGram(place.scope)]
  const text = (word: string) => [...range, [...tokens.queryGrams(word), ...placeGram]]
  const measures = readMeasures.map((measure) => `petition.${measure}`)
  const months = [`${year}-01`, `${year}-12`]
  const kept = ['N', 'P', 'C', 'D'].includes(level)
  const grams = tokens.grams(makeNarrative(random, '0414'))
  const figures = () =>
    get(`/api/v1/figures?kind=petition&period=${year}&by=category1&measures=${readMeasures.join(',')}`)
  const created = (by: Officer): readonly unknown[] => [
    by.home,
    randomUUID(),
    by.place.unitId,
    by.place.scope,
    by.post,
    by.account,
    randomBytes(70).toString('hex'),
    randomBytes(400).toString('hex'),
    Array.from({ length: 6 }, () => randomBytes(16).toString('hex')),
    grams,
  ]
  const desk = (): Officer => desks[at++ % desks.length] ?? officer
  return [
    { what: 'today', house: () => get('/api/v1/today'), floor: due.floor, values: () => due.values },
    { what: 'list', house: () => get('/api/v1/cases?tab=all&limit=50'), floor: list.floor, values: () => list.values },
    {
      what: 'open',
      house: () => get(`/api/v1/cases/${home}/${some().id}`),
      floor: 'open',
      values: () => [home, some().id],
    },
    {
      what: 'name',
      house: () => search(some().name),
      floor: 'person',
      values: () => [...range, tokens.exact('name', home, nameForms(some().name).name).toString('hex')],
    },
    { what: 'common word', house: () => search(words.common), floor: 'text', values: () => text(words.common) },
    { what: 'rare word', house: () => search(words.rare), floor: 'text', values: () => text(words.rare) },
    {
      what: 'figures',
      house: figures,
      floor: kept ? 'cells' : 'postings',
      values: () => (kept ? [place.unitId, measures, ...months] : [...range, measures, ...months]),
    },
    {
      what: 'figures, counted',
      house: figures,
      floor: 'counted',
      values: () => [...range, `${year}-01-01T00:00:00+08:00`, `${year + 1}-01-01T00:00:00+08:00`],
    },
    { what: 'create', house: () => newMatter(officer, 2).request, floor: 'create', values: () => created(officer) },
    {
      what: 'create, ten homes',
      house: () => newMatter(desk(), 2).request,
      floor: 'create',
      values: () => created(desk()),
    },
  ]
}
