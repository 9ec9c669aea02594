import { BarChart, LineChart } from 'echarts/charts'
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent } from 'echarts/components'
import { init, use } from 'echarts/core'
import { CanvasRenderer } from 'echarts/renderers'
import { colours } from '../theme.ts'
import type { ChartData } from './Chart.tsx'

use([BarChart, LineChart, GridComponent, LegendComponent, TooltipComponent, AriaComponent, CanvasRenderer])

const palette = [colours.pine, '#c26a3d', '#4f6d9a', '#8a6d1f', '#7a4a73', '#5f574f']

/** Draws into an element and follows its size; returns what takes the drawing away. Patterns beside colours, no value where there is none. */
export const draw = (box: HTMLElement, data: ChartData, how: { large: boolean; still: boolean }): (() => void) => {
  const chart = init(box)
  const fontSize = how.large ? 18 : 14
  const words = { color: colours.ink, fontSize, fontFamily: getComputedStyle(document.body).fontFamily }
  const names = { type: 'category', data: [...data.categories] }
  const numbers = { type: 'value', axisLabel: words, minInterval: 1, splitLine: { lineStyle: { color: colours.line } } }
  // Names of classes and units are long: their bars lie, so that each has its name beside it. Months run from left to right.
  const lying = data.kind === 'bar'
  const half = { ...words, interval: 0, width: box.clientWidth * 0.4, overflow: 'break' }
  chart.setOption({
    animation: !how.still,
    color: palette,
    textStyle: words,
    aria: { enabled: true, decal: { show: data.series.length > 1 } },
    tooltip: { trigger: 'axis', textStyle: words },
    legend: { show: data.series.length > 1, bottom: 0, textStyle: words },
    grid: { left: 8, right: 16, top: 16, bottom: data.series.length > 1 ? 40 : 8, containLabel: true },
    ...(lying
      ? { xAxis: numbers, yAxis: { ...names, inverse: true, axisLabel: half } }
      : { xAxis: { ...names, axisLabel: { ...words, interval: 'auto', hideOverlap: true } }, yAxis: numbers }),
    series: data.series.map((series) => ({
      name: series.name,
      type: data.kind,
      barMaxWidth: 24,
      // A value that is missing, hidden or not to be had leaves a gap; it is never drawn as nought.
      data: series.values.map((value) => (typeof value === 'number' && Number.isFinite(value) ? value : null)),
    })),
  })
  const watch = typeof ResizeObserver === 'undefined' ? null : new ResizeObserver(() => chart.resize())
  watch?.observe(box)
  return () => {
    watch?.disconnect()
    chart.dispose()
  }
}
