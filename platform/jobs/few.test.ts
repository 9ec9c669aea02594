import { expect, test } from 'vitest'
import { few } from './few.ts'

test('at most so many run at once, in the order they came, and a failure gives its place on', async () => {
  const run = few(2)
  const begun: number[] = []
  const gates = Array.from({ length: 5 }, () => Promise.withResolvers<void>())
  const all = gates.map(({ promise }, n) =>
    run(async () => {
      begun.push(n)
      await promise
      return n
    }),
  )
  expect(begun).toEqual([0, 1])
  gates[1]!.reject(new Error('broken'))
  await expect(all[1]).rejects.toThrow('broken')
  expect(begun).toEqual([0, 1, 2])
  for (const n of [0, 2, 3, 4]) gates[n]!.resolve()
  expect(await Promise.all([0, 2, 3, 4].map((n) => all[n]))).toEqual([0, 2, 3, 4])
  expect(begun).toEqual([0, 1, 2, 3, 4])
})
