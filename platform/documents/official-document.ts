import {
  AlignmentType,
  BorderStyle,
  Document,
  DocumentGridType,
  Footer,
  type IFontAttributesProperties,
  type IRunOptions,
  LineRuleType,
  Packer,
  PageNumber,
  Paragraph,
  type ParagraphChild,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
} from 'docx'

export type Block =
  | { readonly kind: 'heading'; readonly level: 1 | 2 | 3; readonly text: string }
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'note'; readonly text: string }
  | {
      readonly kind: 'table'
      readonly columns: readonly { title: string; percent: number }[]
      readonly rows: readonly (readonly string[])[]
    }

export type OfficialDocument = {
  readonly title: string
  /** Plainly above the title, for what is not real: 虚构/示例. */
  readonly warning?: string
  readonly addressee?: string
  readonly blocks: readonly Block[]
  readonly signature?: { readonly name: string; readonly day: string }
}

const twips = (millimetres: number) => Math.round(millimetres * 56.7)
const fonts = (eastAsia: string): IFontAttributesProperties => ({
  ascii: 'Times New Roman',
  hAnsi: 'Times New Roman',
  cs: 'Times New Roman',
  eastAsia,
})
const [body, title, first, second, page] = ['仿宋_GB2312', '方正小标宋简体', '黑体', '楷体_GB2312', '宋体'].map(
  fonts,
) as [
  IFontAttributesProperties,
  IFontAttributesProperties,
  IFontAttributesProperties,
  IFontAttributesProperties,
  IFontAttributesProperties,
]
/** Half points: 2号 is 22 pt, 3号 16 pt, 4号 14 pt, 小四 12 pt. */
const size = { title: 44, body: 32, page: 28, table: 24 } as const
const exactLine = { line: 579, lineRule: LineRuleType.EXACT } as const

/**
 * A DOCX in the layout of official documents: A4, 37/35/28/26 mm margins, 22 lines of 28 characters, 3号仿宋 text,
 * 2号小标宋 title, page number at the outer side.
 *
 * Fonts are named, not embedded: the reader's machine has them, their licences do not let us ship them.
 *
 * @source GB/T 9704—2012 §5.2 (page), §7.3 (text), §7.5 (page number)
 */
export async function officialDocument({
  title: heading,
  warning,
  addressee,
  blocks,
  signature,
}: OfficialDocument): Promise<Buffer> {
  const children = [
    ...(warning ? [line(warning, { font: first, color: 'C00000' }, { alignment: AlignmentType.CENTER })] : []),
    new Paragraph({
      alignment: AlignmentType.CENTER,
      spacing: { before: 579, after: 579, line: 700, lineRule: LineRuleType.EXACT },
      children: [new TextRun({ text: heading, font: title, size: size.title })],
    }),
    ...(addressee ? [line(`${addressee}:`, {}, {})] : []),
    ...blocks.map(blockOf),
    ...(signature ? [line('', {}, {}), right(signature.name), right(signature.day)] : []),
  ]
  const document = new Document({
    creator: 'Shoumi',
    title: heading,
    evenAndOddHeaderAndFooters: true,
    styles: {
      default: { document: { run: { font: body, size: size.body, language: { value: 'en-US', eastAsia: 'zh-CN' } } } },
    },
    sections: [
      {
        properties: {
          page: {
            size: { width: twips(210), height: twips(297) },
            margin: { top: twips(37), bottom: twips(35), left: twips(28), right: twips(26), footer: twips(28) },
          },
          grid: { type: DocumentGridType.LINES_AND_CHARS, linePitch: 579 },
        },
        footers: { default: pageNumber(AlignmentType.RIGHT), even: pageNumber(AlignmentType.LEFT) },
        children,
      },
    ],
  })
  return Packer.toBuffer(document)
}

function blockOf(block: Block): Paragraph | Table {
  switch (block.kind) {
    case 'heading': {
      const font = block.level === 1 ? first : block.level === 2 ? second : body
      return line(block.text, { font, bold: block.level === 3 }, { indent: true, keepNext: true })
    }
    case 'paragraph':
      return line(block.text, {}, { indent: true })
    case 'note':
      return line(block.text, { font: second, size: size.page }, { indent: true })
    case 'table':
      return table(block)
  }
}

function line(
  text: string,
  run: Partial<IRunOptions>,
  {
    alignment,
    indent,
    keepNext,
  }: { alignment?: (typeof AlignmentType)[keyof typeof AlignmentType]; indent?: boolean; keepNext?: boolean },
): Paragraph {
  const children: ParagraphChild[] = text
    .split('\n')
    .map(
      (part, index) => new TextRun({ font: body, size: size.body, ...run, text: part, ...(index > 0 && { break: 1 }) }),
    )
  return new Paragraph({
    spacing: exactLine,
    ...(alignment && { alignment }),
    ...(indent && { indent: { firstLine: 640, firstLineChars: 200 } }),
    ...(keepNext && { keepNext }),
    children,
  })
}

const right = (text: string) =>
  new Paragraph({
    alignment: AlignmentType.RIGHT,
    spacing: exactLine,
    indent: { right: 1280 },
    children: [new TextRun({ text, font: body, size: size.body })],
  })

const thin = { style: BorderStyle.SINGLE, size: 4, color: '000000' } as const

function table({ columns, rows }: Extract<Block, { kind: 'table' }>): Table {
  const row = (cells: readonly string[], head: boolean) =>
    new TableRow({
      tableHeader: head,
      cantSplit: true,
      children: cells.map(
        (text, index) =>
          new TableCell({
            width: { size: columns[index]?.percent ?? 10, type: WidthType.PERCENTAGE },
            margins: { top: 60, bottom: 60, left: 80, right: 80 },
            borders: { top: thin, bottom: thin, left: thin, right: thin },
            children: [
              new Paragraph({
                ...(head && { alignment: AlignmentType.CENTER }),
                children: [new TextRun({ text, font: head ? first : body, size: size.table })],
              }),
            ],
          }),
      ),
    })
  return new Table({
    width: { size: 100, type: WidthType.PERCENTAGE },
    columnWidths: columns.map(({ percent }) => Math.round((twips(156) * percent) / 100)),
    rows: [
      row(
        columns.map((column) => column.title),
        true,
      ),
      ...rows.map((cells) => row(cells, false)),
    ],
  })
}

const pageNumber = (alignment: (typeof AlignmentType)['LEFT' | 'RIGHT']) =>
  new Footer({
    children: [
      new Paragraph({
        alignment,
        indent: { left: 280, right: 280 },
        children: [new TextRun({ font: page, size: size.page, children: ['— ', PageNumber.CURRENT, ' —'] })],
      }),
    ],
  })
