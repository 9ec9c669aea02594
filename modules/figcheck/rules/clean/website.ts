import type { Edit } from './layer.ts'

// What download sites put around a report: never part of it. A whole line, or a mark inside one.
const lines =
  /^[ \t\u3000]*(?:更多[^\n]{0,30}(?:请查看|请点击|尽在)[^\n]*|[^\n]{0,20}(?:免费文秘网|范文网|文库下载|下载文档|点击下载|来源[:：]?(?:于)?网络|本文来源于网[^\n]*|文档(?:下载|编号)|下载(?:此|本)?文档|相关(?:热词|推荐|文章)|上一篇[:：]|下一篇[:：]|收藏(?:本文|下载)|分享到|阅读(?:次数|数)[:：]?\s*\d*)[^\n]{0,40})[ \t]*$/gm
const marks = /<\/?[a-zA-Z][^<>\n]{0,40}>|\/[A-Z]>|&(?:nbsp|ldquo|rdquo|mdash|hellip|amp|lt|gt);|\u200b|\ufeff/g

/** Website text and remains of mark-up. */
export const website = (text: string): Edit[] => {
  const edits: Edit[] = []
  for (const match of text.matchAll(lines))
    edits.push({ start: match.index, end: match.index + match[0].length, to: '', why: 'website' })
  for (const match of text.matchAll(marks))
    edits.push({ start: match.index, end: match.index + match[0].length, to: '', why: 'website' })
  return edits
    .slice()
    .sort((one, other) => one.start - other.start)
    .filter((edit, index, all) => all.slice(0, index).every(({ end }) => end <= edit.start))
}
