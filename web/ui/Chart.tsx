import { type ReactNode, useEffect, useRef, useState } from 'react'
import { usePreferences, useSay } from '../preferences.ts'
import { FourNothings, type Quantity } from './FourNothings.tsx'
import { useStill } from './useNarrow.ts'
import { uiWords } from './words.ts'

/** What a chart shows; the same data stands beside it as a table. */
export type ChartData = {
  readonly kind: 'bar' | 'line'
  readonly title: string
  /** What is counted, 件 or 人次. */
  readonly unit: string
  readonly categories: readonly string[]
  readonly series: readonly { readonly name: string; readonly values: readonly Quantity[] }[]
}

/** Lines for a lying bar and its name, and for the axis below. */
const [lineRem, axisRem] = [2.25, 3] as const

/** A chart and its table; ECharts is fetched when the first chart is shown, the table is there at once. */
export const Chart = ({ data }: { data: ChartData }): ReactNode => {
  const say = useSay()
  const { large } = usePreferences()
  const still = useStill()
  const box = useRef<HTMLDivElement>(null)
  const [drawn, setDrawn] = useState(false)
  const lines = data.kind === 'bar' ? data.categories.length * data.series.length : 7
  const height = `${Math.max(lines, 3) * lineRem + axisRem}rem`
  useEffect(() => {
    let close: (() => void) | undefined
    let gone = false
    void import('./chart-draw.ts').then(({ draw }) => {
      if (gone || !box.current) return
      close = draw(box.current, data, { large, still })
      setDrawn(true)
    })
    return () => {
      gone = true
      close?.()
    }
  }, [data, large, still])
  return (
    <figure className="chart">
      <figcaption>
        {data.title} <span className="quiet">{say(uiWords.unit, { unit: data.unit })}</span>
      </figcaption>
      <div className="chart-both">
        <div className="chart-box" style={{ height }} aria-hidden="true">
          {!drawn && <p className="quiet">{say(uiWords.chartLoading)}</p>}
          <div ref={box} style={{ height: '100%' }} />
        </div>
        <div className="chart-table" tabIndex={0} role="region" aria-label={`${data.title} ${say(uiWords.chartTable)}`}>
          <table className="table">
            <caption className="only-heard">{data.title}</caption>
            <thead>
              <tr>
                <th scope="col">{say(uiWords.item)}</th>
                {data.series.map((series) => (
                  <th key={series.name} scope="col" className="end">
                    {series.name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {data.categories.map((category, place) => (
                <tr key={category}>
                  <th scope="row">{category}</th>
                  {data.series.map((series) => (
                    <td key={series.name} className="end">
                      <FourNothings value={series.values[place] ?? 'missing'} />
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </div>
    </figure>
  )
}
