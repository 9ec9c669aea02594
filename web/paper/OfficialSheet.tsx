import { Fragment, type ReactNode } from 'react'
import { type SheetCell, type SheetDocument, sheetRows } from '#platform/paper/sheet.ts'
import { InSheets } from './InSheets.tsx'
import './paper.css'
import './sheet.css'

const Value = ({ cell }: { cell: SheetCell }): ReactNode => (
  <>
    <div className="sheet-text" style={cell.lines ? { minHeight: `${cell.lines * 1.5}em` } : {}}>
      {cell.text}
    </div>
    {cell.signed && <div className="sheet-signed">{cell.signed}：　　　　　　　年　　月　　日</div>}
  </>
)

/** A form as it is printed: on each further page its title, unit and number stand again over the grid. Chinese throughout. */
export const OfficialSheet = ({ document }: { document: SheetDocument }): ReactNode => (
  // Focusable, because a grid is scrolled sideways on a phone and by keyboard too.
  <article tabIndex={0} className="paper paper-screen paper-sheet" lang="zh-CN" aria-label={document.title}>
    <InSheets lay="form" />
    <table className="sheet-grid">
      <colgroup>
        <col style={{ width: '18%' }} />
        <col style={{ width: '32%' }} />
        <col style={{ width: '18%' }} />
        <col style={{ width: '32%' }} />
      </colgroup>
      <thead>
        <tr>
          <td colSpan={4} className="sheet-head-cell">
            {document.code && <p className="sheet-code">{document.code}</p>}
            <h2 className="paper-title">{document.title}</h2>
            <p className="sheet-line">
              <span>{document.unit}</span>
              <span>编号：{document.number}</span>
            </p>
          </td>
        </tr>
      </thead>
      <tbody>
        {sheetRows(document.cells).map((row, place) => (
          <tr key={`${place}`} className={row[0]?.wide ? 'sheet-wide' : ''}>
            {row.map((cell) => (
              <Fragment key={cell.label}>
                <th scope="row">{cell.label}</th>
                <td colSpan={row.length === 1 ? 3 : 1}>
                  <Value cell={cell} />
                </td>
              </Fragment>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
    <div className="sheet-foot">
      <div className="sheet-signatures">
        {document.signatures.map((who) => (
          <p key={who}>
            <span>{who}：</span>
            <span>年　　月　　日</span>
          </p>
        ))}
      </div>
      {document.seal && <div className="paper-seal" />}
      <p className="sheet-note">{document.note}</p>
    </div>
  </article>
)
