/** A paper as it is laid out, before it becomes a file or a picture on the screen. Texts are never markup. */
export type OfficialDocument = {
  readonly title: string
  /** A letter or decision has the page of GB/T 9704; a form of cells has narrower margins, to be whole on one page. */
  readonly page?: 'letter' | 'form'
  /** Plainly above the title, for what is not real: 虚构/示例. */
  readonly warning?: string
  /** At the upper left corner, where GB/T 9704 puts the classification: 涉密附卷. */
  readonly mark?: string
  /** The authority's name, on a line of its own above the title. */
  readonly agency?: string
  /** 文号, below the title. */
  readonly number?: string
  readonly addressee?: string
  readonly blocks: readonly Block[]
  readonly signature?: { readonly name: string; readonly day: string }
  /** At the foot of every page, above its number: where records are signed page by page. */
  readonly everyPage?: string
}

export type Block =
  | { readonly kind: 'heading'; readonly level: 1 | 2 | 3; readonly text: string }
  | { readonly kind: 'paragraph'; readonly text: string }
  /** Without the indent of a paragraph: whom a letter is addressed to, a line of a record's head. */
  | { readonly kind: 'line'; readonly text: string }
  | { readonly kind: 'centre'; readonly text: string }
  | { readonly kind: 'note'; readonly text: string }
  | {
      readonly kind: 'table'
      readonly columns: readonly { title: string; percent: number }[]
      readonly rows: readonly (readonly string[])[]
    }
  /** A form of labelled cells, as of an approval: `percents` are the widths of its columns. */
  | { readonly kind: 'form'; readonly percents: readonly number[]; readonly rows: readonly FormRow[] }
  /** Places to sign, each with a place for the day. */
  | { readonly kind: 'signs'; readonly places: readonly string[] }
  /** Who issues, on which day, and where the seal goes (盖章处). */
  | { readonly kind: 'seal'; readonly name: string; readonly day: string }
  /** Ruled lines to write on by hand. */
  | { readonly kind: 'ruled'; readonly lines: number }
  /** Where a counterfoil or receipt is torn off, and the seal lies across. */
  | { readonly kind: 'cut'; readonly text: string }
  | { readonly kind: 'page-break' }

export type FormRow = {
  readonly cells: readonly FormCell[]
  /** At least so many lines high. */
  readonly lines: number
}
export type FormCell = {
  readonly text: string
  readonly label: boolean
  readonly span: number
  /** At the lower right of the cell: who signs, and when. */
  readonly sign?: string
}
