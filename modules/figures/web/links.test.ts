import { expect, test } from 'vitest'
import { cutOfRow, toRecords } from './links.ts'

const at = { unit: '430202', period: '2025H1' }

test.each([
  ['category1', '01', '/figures/petition.received/records?unit=430202&period=2025H1&category=01'],
  ['category1', '', '/figures/petition.received/records?unit=430202&period=2025H1&classes='],
  ['category', '01', '/figures/petition.received/records?unit=430202&period=2025H1&classes=01'],
  ['channel', '1', '/figures/petition.received/records?unit=430202&period=2025H1&channel=1'],
  ['month', '2025-02', '/figures/petition.received/records?unit=430202&period=2025-02'],
  ['unit', '430202001', '/figures/petition.received/records?unit=430202001&period=2025H1'],
  ['unit', 'own', '/figures/petition.received/records?unit=430202&period=2025H1&own=true'],
] as const)('a line by %s (%s) leads to exactly its records', (by, key, expected) => {
  const { at: place, cut } = cutOfRow(by, key, at)
  expect(toRecords('petition.received', place, cut)).toBe(expected)
})
