import { z } from 'zod'
import { defineCase } from '#modules/cases/define.ts'
import { label } from '#platform/text/label.ts'

const items = label('户', 'households')

/** 推选最美家庭: a nomination with a quota, public notice and a panel (domain/08 §3–5; K01 of domain/systems.md). */
export const nomination = defineCase({
  key: 'nomination',
  code: 'TX',
  version: 1,
  label: label('最美家庭推选', 'Most beautiful family'),
  source: 'domain/08 §4',
  access: 'open',
  domain: 'PERSON',
  categories: 'award-objects',
  can: { register: 'cases.register', read: 'cases.read' },
  fields: z.strictObject({
    campaign: z.string().regex(/^\d{4}-[a-z-]+$/),
    story: z.string().trim().min(1).max(20_000),
    consent: z.boolean().optional(),
  }),
  labels: {
    campaign: { label: label('批次', 'Campaign'), codes: 'award-campaigns' },
    story: { label: label('事迹', 'Story'), long: true },
    consent: { label: label('本人同意公示', 'Consents to publication') },
  },
  form: { first: ['campaign', 'story'], groups: [{ label: label('公示', 'Notice'), fields: ['consent'] }] },
  parties: { family: { label: label('户主', 'Head of the family'), min: 1, max: 1 } },
  initial: 'nominated',
  states: {
    nominated: { label: label('已提名', 'Nominated'), phase: 'open' },
    noticed: { label: label('公示中', 'Public notice'), phase: 'open' },
    reviewed: { label: label('待评审', 'For review'), phase: 'open' },
    named: { label: label('已入选', 'Named'), phase: 'closed' },
    rejected: { label: label('未入选', 'Not named'), phase: 'closed' },
  },
  transitions: {
    publish: {
      label: label('公示', 'Publish'),
      from: 'nominated',
      to: 'noticed',
      can: 'cases.handle',
      needs: ['quota'],
      asks: ['consent'],
      leaves: true,
      first: 10,
      guard: ({ data }) =>
        data['consent'] !== false
          ? null
          : label(
              '本人还没有同意公示;同意了请在〔更正〕里记上。',
              'The family has not consented; once it has, note it by a correction.',
            ),
    },
    toPanel: {
      label: label('提交评审', 'To the panel'),
      from: 'noticed',
      to: 'reviewed',
      can: 'cases.handle',
      first: 10,
    },
    name: {
      label: label('入选', 'Name'),
      from: 'reviewed',
      to: 'named',
      can: 'cases.handle',
      needs: ['panel'],
      approver: 'cases.approve',
      first: 10,
    },
    reject: {
      label: label('不入选', 'Reject'),
      from: ['nominated', 'noticed', 'reviewed'],
      to: 'rejected',
      can: 'cases.handle',
      needs: ['note'],
      first: 40,
    },
  },
  clocks: {
    notice: {
      label: label('公示', 'Public notice'),
      starts: ['publish'],
      limit: 'A01',
      stops: ['reviewed', 'rejected'],
      holds: ['toPanel'],
    },
  },
  review: { panel: 3, pass: 60, campaign: 'campaign' },
  once: { purpose: 'nomination', role: 'family' },
  measures: {
    nominated: { type: 'count', label: label('推荐', 'Nominated'), unit: items, on: 'open', by: ['category', 'level'] },
    named: { type: 'count', label: label('入选', 'Named'), unit: items, on: 'name', by: ['category', 'level'] },
  },
})
