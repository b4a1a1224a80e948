import type { ReactNode } from 'react'

export type TableColumn<T> = {
  readonly title: string
  readonly cell: (row: T) => ReactNode
  readonly kind?: 'number' | 'main'
  readonly key: string
}

/** A table that becomes cards on a narrow screen: every cell carries its column's name. */
export const DataTable = <T,>({
  caption,
  columns,
  rows,
  keyOf,
}: {
  caption: string
  columns: readonly TableColumn<T>[]
  rows: readonly T[]
  keyOf: (row: T) => string
}) => (
  <div className="table-wrap">
    <table className="data">
      <caption className="visually-hidden">{caption}</caption>
      <thead>
        <tr>
          {columns.map(({ key, title, kind }) => (
            <th key={key} scope="col" className={kind}>
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={keyOf(row)}>
            {columns.map(({ key, title, cell, kind }) => (
              <td key={key} data-title={title} className={kind}>
                {cell(row)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  </div>
)
