/** Lets at most so many pieces of work run at once; the others wait in line, first come first served. */
export const few = (most: number): (<T>(work: () => Promise<T>) => Promise<T>) => {
  let running = 0
  const line: (() => void)[] = []
  return async (work) => {
    if (running < most) running += 1
    else await new Promise<void>((go) => line.push(go))
    try {
      return await work()
    } finally {
      // Whoever is next takes the place, so that nobody slips in between.
      const next = line.shift()
      if (next) next()
      else running -= 1
    }
  }
}
