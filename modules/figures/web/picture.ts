import { fileName } from '#web/practice.ts'
import type { Language } from '#platform/text/label.ts'
import type { Figure } from '../contract.ts'
import { type Caption, linesOf } from './picture-lines.ts'

const [width, height, margin] = [960, 540, 56] as const
const [paper, ink, quiet, pine, alarm] = ['#ffffff', '#2b2622', '#5f574f', '#1e6a5e', '#b3261e'] as const

/** Draws a figure with unit, period, time and 内部, and offers it as a PNG file. */
export const savePicture = (figure: Figure, caption: Caption, language: Language): void => {
  const canvas = document.createElement('canvas')
  const scale = 2
  canvas.width = width * scale
  canvas.height = height * scale
  const pen = canvas.getContext('2d')
  if (!pen) return
  const family = getComputedStyle(document.body).fontFamily
  const lines = linesOf(figure, caption, language)
  pen.scale(scale, scale)
  pen.fillStyle = paper
  pen.fillRect(0, 0, width, height)
  pen.fillStyle = pine
  pen.fillRect(0, 0, width, 10)
  const write = (text: string, y: number, size: number, colour: string, weight = 400): void => {
    // A long text is set smaller rather than cut.
    let fitted = size
    do pen.font = `${weight} ${fitted}px ${family}`
    while (pen.measureText(text).width > width - 2 * margin && fitted-- > 12)
    pen.fillStyle = colour
    pen.fillText(text, margin, y)
  }
  write(lines.title, 86, 30, ink, 600)
  write(lines.name, 150, 26, quiet)
  write(lines.value, 250, 64, pine, 700)
  lines.notes.forEach((note, at) => write(note, 326 + at * 44, 24, ink))
  write(lines.foot, height - 48, 20, quiet)
  pen.font = `600 22px ${family}`
  pen.fillStyle = alarm
  pen.textAlign = 'right'
  pen.fillText(lines.mark, width - margin, height - 48)
  canvas.toBlob((blob) => {
    if (!blob) return
    const link = document.createElement('a')
    link.href = URL.createObjectURL(blob)
    link.download = fileName(`${figure.label[language]}-${figure.period.replaceAll(/[^\w-]+/g, '_')}.png`)
    link.click()
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
  }, 'image/png')
}
