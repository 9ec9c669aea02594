/** The last of a list that passes, as `findLast` of newer browsers. */
export const lastOf = <T>(list: readonly T[], test: (one: T) => boolean): T | undefined => {
  for (let at = list.length - 1; at >= 0; at -= 1) {
    const one = list[at]
    if (one !== undefined && test(one)) return one
  }
  return undefined
}
