/** The oldest build of the web this server still understands; raised when a contract changes in a way an open page cannot follow. */
export const oldestBuild = '0.1.0'

/** Whether a page of a build must be reloaded; a program that names no build is taken as it is. */
export const isTooOld = (build: string | undefined, oldest: string = oldestBuild): boolean => {
  if (build === undefined) return false
  const [mine, least] = [parts(build), parts(oldest)]
  const at = least.findIndex((number, index) => number !== (mine[index] ?? 0))
  return at >= 0 && (mine[at] ?? 0) < (least[at] ?? 0)
}

const parts = (version: string): number[] =>
  version
    .split(/[.+-]/)
    .slice(0, 3)
    .map((part) => Number.parseInt(part, 10) || 0)
