import { z } from 'zod'
import { defineCase } from '#modules/cases/define.ts'
import { label } from '#platform/text/label.ts'
import { danger } from '../protection/danger.ts'

const items = label('件', 'items')

/** 村级纠纷: a dispute heard and settled in the village or raised to the town (D03 of domain/systems.md; 人民调解法). */
export const dispute = defineCase({
  key: 'dispute',
  code: 'JF',
  version: 1,
  label: label('村级纠纷', 'Village dispute'),
  source: 'domain/systems.md D03',
  access: 'open',
  domain: 'PERSON',
  protects: ({ flags }) => flags.includes('DANGER'),
  categories: 'dispute-types',
  can: { register: 'cases.register', read: 'cases.read' },
  fields: z.strictObject({
    facts: z.string().trim().min(1).max(20_000),
    incidentOn: z.iso.date().optional(),
    mediators: z.string().trim().max(100).optional(),
    agreement: z.string().trim().max(5_000).optional(),
  }),
  labels: {
    facts: { label: label('什么事', 'What it is about'), long: true },
    incidentOn: { label: label('发生日期', 'Date of the incident') },
    mediators: { label: label('调解人', 'Mediators') },
    agreement: { label: label('怎么说好的', 'What was agreed'), long: true },
  },
  form: {
    first: ['facts'],
    groups: [{ label: label('调解', 'Mediation'), fields: ['incidentOn', 'mediators', 'agreement'] }],
  },
  wants: { roles: ['sideA', 'sideB'], person: ['contact'], fields: ['mediators'] },
  quick: {
    chips: [
      { label: label('家里吵架', 'Quarrel in the family'), category: '01', words: ['夫妻', '婆媳', '吵架', '闹离婚'] },
      {
        label: label('邻里争吵', 'Quarrel between neighbours'),
        category: '02',
        words: ['跟邻居', '和邻居', '与邻居', '邻居吵', '滴水', '排水'],
      },
    ],
    outcomes: {
      settled: { label: label('当场说好了', 'Settled on the spot'), step: 'settle' },
      raised: { label: label('请{above}办', 'Passed up to {above}'), step: 'raise' },
      waiting: { label: label('再看看', 'Wait and see'), step: null },
    },
  },
  parties: {
    sideA: { label: label('一方', 'One side'), max: 4 },
    sideB: { label: label('另一方', 'Other side'), max: 4 },
  },
  initial: 'heard',
  states: {
    heard: { label: label('已听说', 'Heard'), phase: 'open' },
    visited: { label: label('已上门', 'Visited'), phase: 'open' },
    raised: { label: label('已报镇里', 'Raised to town'), phase: 'open' },
    settled: { label: label('已调和', 'Settled'), phase: 'closed' },
    failed: { label: label('未调成', 'Not settled'), phase: 'closed' },
  },
  transitions: {
    visit: {
      phrases: 'mediate',
      label: label('上门', 'Visit'),
      from: ['heard', 'raised'],
      to: 'visited',
      can: 'cases.handle',
      needs: ['note'],
      first: 10,
    },
    settle: {
      phrases: 'settled',
      label: label('调和', 'Settle'),
      from: ['heard', 'visited', 'raised'],
      to: 'settled',
      can: 'cases.handle',
      needs: ['note'],
      first: 20,
    },
    raise: {
      phrases: 'raise',
      label: label('报镇里', 'Raise to town'),
      from: ['heard', 'visited'],
      to: 'raised',
      can: 'cases.raise',
      needs: ['note'],
      moves: 'up',
      leaves: true,
      first: 30,
    },
    fail: {
      phrases: 'unsettled',
      label: label('未调成', 'End without settlement'),
      from: ['heard', 'visited', 'raised'],
      to: 'failed',
      can: 'cases.handle',
      needs: ['note'],
      first: 40,
    },
    reopen: {
      phrases: 'reopen',
      label: label('重新调解', 'Reopen'),
      from: ['settled', 'failed'],
      to: 'visited',
      can: 'cases.handle',
      needs: ['note'],
      first: 60,
    },
  },
  obligations: {
    deed: { label: label('做到的事', 'Deed') },
    payment: { label: label('付款', 'Payment'), money: true },
  },
  clocks: {
    danger: { ...danger, stops: ['visited', 'settled', 'failed'] },
    mediation: {
      label: label('调解', 'Mediation'),
      starts: ['opened', 'reopen'],
      limit: 'M01',
      stops: ['settled', 'failed'],
      onForm: true,
    },
  },
  measures: {
    received: {
      type: 'count',
      label: label('排查纠纷', 'Disputes found'),
      unit: items,
      on: 'open',
      by: ['category', 'level'],
    },
    settled: {
      type: 'count',
      label: label('调解成功', 'Settled'),
      unit: items,
      on: 'settle',
      by: ['category', 'level'],
    },
    failed: {
      type: 'count',
      label: label('未调成', 'Not settled'),
      unit: items,
      on: 'fail',
      by: ['category', 'level'],
    },
    inHand: { type: 'stock', label: label('在调', 'In mediation'), unit: items, in: 'open', by: ['category', 'level'] },
    successRate: {
      type: 'ratio',
      label: label('调解成功率', 'Success rate'),
      over: 'settled',
      under: ['settled', 'failed'],
      code: 'K12',
    },
  },
})
