import type { Label } from '#platform/text/label.ts'
import { type Line, linesOf } from '../lines.ts'
import { read } from '../read/read.ts'
import { check } from '../rules/check.ts'

/** Reads a file and checks it: its lines in the order of the text, or why it could not be read. */
export const checkText = async (
  bytes: Uint8Array,
  name: string,
): Promise<{ readonly ok: true; readonly lines: readonly Line[] } | { readonly ok: false; readonly reason: Label }> => {
  const got = await read(bytes, name)
  return got.ok ? { ok: true, lines: linesOf(got.text, check(got.text)) } : got
}
