import { expect, test } from 'vitest'
import { check } from '../check.ts'

const report =
  '全年共接待来信来访287件次,其中婚姻家庭类218件,占75.96%,财产权益类37件,劳动权益类32件,件件有回音。\n走访慰问困难妇女家庭47户,送去慰问金和生活用品,帮助她们解决生产生活中的实际困难。'

test('what stands twice is told once, with its place and its first words, and its numbers are counted once', () => {
  const text = `${report}\n另起一段,讲下一步的打算,继续把各项工作往前推进,不断取得新的成效。\n${report}`
  const { noise, findings } = check(text)
  const copies = noise.filter(({ why }) => why === 'copy')
  expect(copies).toHaveLength(1)
  expect(text.slice(copies[0]!.start, copies[0]!.end)).toContain('走访慰问困难妇女家庭47户')
  expect(copies[0]!.start).toBe(text.lastIndexOf('全年共接待'))
  expect(copies[0]!.was).toBe(`${text.slice(copies[0]!.start, copies[0]!.start + 40)}…`)
  expect(findings.filter(({ relation }) => relation.kind === 'ratio')).toHaveLength(
    check(report).findings.filter(({ relation }) => relation.kind === 'ratio').length,
  )
  expect(check(report).noise.filter(({ why }) => why === 'copy')).toEqual([])
})
