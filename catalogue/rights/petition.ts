import { defineCase } from '#modules/cases/define.ts'
import { label } from '#platform/text/label.ts'
import { fields, form, labels, quick } from './petition-form.ts'
import { clocks } from './petition-clocks.ts'
import { states, transitions } from './petition-flow.ts'
import { measures } from './petition-measures.ts'
import { petitionPapers } from './petition-papers.ts'
import { classIsRestricted, classIsSensitive, classNeedsNotifyMode } from '../codes/petition-classes.ts'

/** 来信来访: letters, visits, calls and online petitions (domain/01; 信访工作条例 2022). */
export const petition = defineCase({
  key: 'petition',
  code: 'XF',
  version: 1,
  label: label('来信来访', 'Petition'),
  source: 'domain/01',
  access: 'open',
  domain: 'PERSON',
  restricts: ({ category, data }) => (category !== null && classIsRestricted(category)) || data['purpose'] === 'C',
  protects: ({ category, flags, data }) =>
    (category !== null && classNeedsNotifyMode(category)) ||
    flags.some((flag) => protectedFlags.has(flag)) ||
    data['purpose'] === 'C',
  categories: 'petition-classes',
  channels: 'channels',
  formCode: 'F-01',
  can: { register: 'cases.register', read: 'cases.read' },

  fields,
  labels,
  form,
  // domain/01 §3; channel and number of people always have a value.
  wants: {
    roles: ['petitioner'],
    person: ['sex', 'age', 'contact', 'marital'],
    fields: ['purpose', 'request', 'priorProcedure'],
  },
  quick,
  parties: {
    petitioner: { label: label('求助人', 'Petitioner'), max: 50 },
    respondent: { label: label('对方', 'Respondent'), max: 5 },
    agent: { label: label('代理人', 'Agent'), max: 2 },
  },

  initial: 'registered',
  states,
  transitions,
  clocks,
  papers: petitionPapers,

  measures,
  sensitiveClasses: classIsSensitive,
})

const protectedFlags = new Set(['CHILD', 'DV', 'SELFHARM', 'ANONYMOUS', 'DANGER'])
