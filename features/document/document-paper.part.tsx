import { Fragment, type ReactNode } from 'react'
import type { Block, FormRow, OfficialDocument } from '../../core/document-layout.ts'
import './document.css'

/** A paper as it will be printed, near enough to read it: lines and pages break on paper where the printer breaks them. */
export function Paper({ paper, label }: { paper: OfficialDocument; label: string }) {
  return (
    <article className={`paper ${paper.page ?? 'letter'}`} aria-label={label} lang="zh-CN">
      {paper.mark && (
        <p>
          <strong>{paper.mark}</strong>
        </p>
      )}
      {paper.warning && <p className="warned">{paper.warning}</p>}
      {paper.agency && <p className="paper-agency">{marked(paper.agency)}</p>}
      <h3>{marked(paper.title)}</h3>
      {paper.number && <p className="centre">{marked(paper.number)}</p>}
      {paper.blocks.map((block, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a paper is drawn anew as a whole
        <PaperBlock key={index} block={block} />
      ))}
      {paper.everyPage && <p className="every-page">{marked(paper.everyPage)}</p>}
    </article>
  )
}

/** Beside what is edited, and scrolled by itself, also with the keys. */
export const BesidePaper = ({ title, children }: { title: string; children: ReactNode }) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls is reached with the keys
  <section className="sticky" aria-label={title} tabIndex={0}>
    {children}
  </section>
)

/** What is still missing stands out. */
const marked = (text: string): ReactNode =>
  text.split(/(〔待填：[^〕]*〕)/).map((part, index) =>
    // biome-ignore lint/suspicious/noArrayIndexKey: parts of one text
    part.startsWith('〔待填：') ? <mark key={index}>{part}</mark> : <Fragment key={index}>{part}</Fragment>,
  )

const Lines = ({ text, className }: { text: string; className: string }) =>
  text.split('\n').map((line, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: lines of one text
    <p key={index} className={className}>
      {marked(line)}
    </p>
  ))

function PaperBlock({ block }: { block: Block }) {
  switch (block.kind) {
    case 'heading':
      return <h4>{marked(block.text)}</h4>
    case 'paragraph':
      return <Lines text={block.text} className="flow" />
    case 'note':
      return <Lines text={block.text} className="flow note" />
    case 'line':
      return <Lines text={block.text} className="line" />
    case 'centre':
    case 'cut':
      return <p className={block.kind}>{marked(block.text)}</p>
    case 'seal':
      return (
        <>
          <p>&nbsp;</p>
          {[block.name, block.day, '（印章）'].map((text) => (
            <p key={text} className="at-right">
              {marked(text)}
            </p>
          ))}
        </>
      )
    case 'signs':
      return block.places.map((place) => (
        <p key={place} className="sign">
          {place}：
        </p>
      ))
    case 'ruled':
      // biome-ignore lint/suspicious/noArrayIndexKey: empty lines
      return Array.from({ length: block.lines }, (_, index) => <div key={index} className="ruled" />)
    case 'page-break':
      return <hr />
    case 'table':
      return <PaperTable columns={block.columns} rows={block.rows} />
    case 'form':
      return <PaperForm percents={block.percents} rows={block.rows} />
  }
}

/** Widths as attributes: the content policy forbids styles in the text. */
const Columns = ({ percents }: { percents: readonly number[] }) => (
  <colgroup>
    {percents.map((percent, index) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: columns of one table
      <col key={index} width={`${percent}%`} />
    ))}
  </colgroup>
)

function PaperTable({ columns, rows }: Omit<Extract<Block, { kind: 'table' }>, 'kind'>) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table is scrolled with the keys too
    <section className="paper-table" tabIndex={0} aria-label={columns.map(({ title }) => title).join('、')}>
      <table>
        <Columns percents={columns.map(({ percent }) => percent)} />
        <thead>
          <tr>
            {columns.map(({ title }) => (
              <th key={title} scope="col" className="cell-label">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((cells, row) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows of one paper
            <tr key={row}>
              {cells.map((text, cell) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: cells of one row
                <td key={cell}>{marked(text)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function PaperForm({ percents, rows }: { percents: readonly number[]; rows: readonly FormRow[] }) {
  return (
    <div className="paper-table">
      <table>
        <Columns percents={percents} />
        <tbody>
          {rows.map(({ cells }, row) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows of one paper
            <tr key={row}>
              {cells.map(({ text, label, span, sign }, cell) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: cells of one row
                <td key={cell} colSpan={span} className={label ? 'cell-label' : undefined}>
                  {marked(text)}
                  {sign && <div className="cell-sign">{marked(sign)}</div>}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
