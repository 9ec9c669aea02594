import { Converter } from 'opencc-js/t2cn'
import type { Edit } from './layer.ts'

const convert = Converter({ from: 't', to: 'cn' })
const han = /[\u3400-\u9fff]+/g

/** Traditional characters in simplified form (婦聯 is 妇联; 著 of a continuing deed is 着). Runs that keep their length keep their places. */
export const script = (text: string): Edit[] => {
  const edits: Edit[] = []
  for (const { 0: run, index } of text.matchAll(han)) {
    const converted = convert(run)
    if (converted === run) continue
    if (converted.length !== run.length) {
      edits.push({ start: index, end: index + run.length, to: converted, why: 'script' })
      continue
    }
    for (let at = 0; at < run.length; at += 1) {
      if (run[at] === converted[at]) continue
      let end = at + 1
      while (end < run.length && run[end] !== converted[end]) end += 1
      edits.push({ start: index + at, end: index + end, to: converted.slice(at, end), why: 'script' })
      at = end
    }
  }
  return edits
}
