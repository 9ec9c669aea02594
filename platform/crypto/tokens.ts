import { createSecretKey } from 'node:crypto'
import { encodeFields } from './fields.ts'
import { foldText } from './fold.ts'
import { softwareProvider } from './provider.ts'
import { makeRecent } from './recent.ts'

/** What is searched for by equality. The first two are the same in all homes, the rest are bound to one home. */
export type TokenKind = 'idNumber' | 'phone' | 'lastFour' | 'name' | 'pinyin' | 'initials'

/** The home a token of a kind is bound to. */
export type TokenHome<K extends TokenKind> = K extends 'idNumber' | 'phone' ? null : string

/** Makes search tokens: keyed, one-way, equal for equal normal forms (mechanisms §5). */
export type Tokenizer = {
  /**
   * Sixteen bytes for a value in its normal form: 18 digits (last X capital), the phone's digits, the last four, or a
   * form of `nameForms`. Throws on an empty form, which would make strangers equal.
   */
  readonly exact: <K extends TokenKind>(kind: K, home: TokenHome<K>, normal: string) => Buffer
  /** The tokens to store for a text: every pair of neighbouring characters, unique, ascending, signed 32 bits. */
  readonly grams: (text: string) => number[]
  /**
   * The tokens a text must hold to match a query; words parted by spaces or marks may stand apart. Empty when there is
   * no pair to look for (one character): such a query finds nothing rather than everything.
   */
  readonly queryGrams: (query: string) => number[]
  /** The token of one place, given as a path like `/43/02/`; the nation `/` has none, its search needs no filter. */
  readonly placeGram: (scope: string) => number
  /** The tokens of a place and of all above it except the nation; none for `/`. Stored beside {@link Tokenizer.grams}. */
  readonly placeGrams: (scope: string) => number[]
}

const maxGrams = 100_000
const exactSize = 16
const scopeShape = /^\/(?:[^/]+\/)*$/
// Symbols such as emoji stay: they are content. Marks, signs and spaces are not.
const separators = /[\s\p{P}\p{Sm}\p{Sc}\p{Sk}\p{Z}\p{Cc}\p{Default_Ignorable_Code_Point}]+/u

/** Makes a tokenizer from a 32-byte key (`derive(root, 'search')`); it remembers about 100,000 pairs. */
export const makeTokenizer = (key: Uint8Array): Tokenizer => {
  const secret = createSecretKey(key)
  const known = makeRecent<string, number>(maxGrams)

  const short = (what: 'gram' | 'place', text: string): number => {
    const at = what + text
    let token = known.get(at)
    if (token === undefined) {
      token = softwareProvider.mac(secret, encodeFields([what, text])).readInt32BE(0)
      known.set(at, token)
    }
    return token
  }

  const gramsOf = (runs: readonly string[]): number[] => {
    const tokens = new Set<number>()
    for (const run of runs) {
      let before = ''
      for (const character of run) {
        if (before) tokens.add(short('gram', before + character))
        before = character
      }
    }
    return ascending(tokens)
  }

  const placeGram = (scope: string): number => {
    if (scope === '/' || !scopeShape.test(scope)) throw new RangeError(`no place token for "${scope}"`)
    return short('place', scope)
  }

  return {
    exact: (kind, home, normal) => {
      if (normal === '') throw new RangeError(`no token for an empty ${kind}`)
      const mac = softwareProvider.mac(secret, encodeFields(['exact', kind, home, normal]))
      return Buffer.from(mac.subarray(0, exactSize))
    },
    grams: (text) => gramsOf([runsOf(text).join('')]),
    queryGrams: (query) => {
      const runs = runsOf(query)
      const apart = gramsOf(runs)
      return apart.length > 0 ? apart : gramsOf([runs.join('')])
    },
    placeGram,
    placeGrams: (scope) => {
      if (!scopeShape.test(scope)) throw new RangeError(`"${scope}" is not the path of a place`)
      const segments = scope.split('/').slice(1, -1)
      return ascending(new Set(segments.map((_, depth) => placeGram(`/${segments.slice(0, depth + 1).join('/')}/`))))
    },
  }
}

const runsOf = (text: string): string[] =>
  foldText(text)
    .split(separators)
    .filter((run) => run !== '')

const ascending = (tokens: ReadonlySet<number>): number[] => [...tokens].sort((a, b) => a - b)
