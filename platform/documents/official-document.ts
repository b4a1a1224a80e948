import {
  AlignmentType,
  Document,
  DocumentGridType,
  Footer,
  LineRuleType,
  Packer,
  PageNumber,
  Paragraph,
  TextRun,
} from 'docx'
import type { OfficialDocument } from '../../core/document-layout.ts'
import { printableText } from '../../core/printable-text.ts'
import { exactLine, officialBlock, officialLine, officialSignature, twips } from './official-block.ts'
import { keepsNext, margins, type Page } from './official-layout.ts'
import { officialFont, officialRuns, officialSize } from './official-text.ts'

export type { Block, OfficialDocument } from '../../core/document-layout.ts'

export const docxType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

/**
 * A DOCX in the layout of official documents: A4, 37/35/28/26 mm margins, 22 lines of 28 characters, 3号仿宋 text,
 * 2号小标宋 title, page number at the outer side.
 *
 * Fonts are named, not embedded: the reader's machine has them, their licences do not let us ship them.
 *
 * @source GB/T 9704—2012 §5.2 (page), §7.2 (mark, number, title), §7.3 (text), §7.5 (page number)
 */
export const officialDocument = (paper: OfficialDocument): Promise<Buffer> => Packer.toBuffer(laidOut(paper))

/** The same where a browser makes it, of what the server must not see. */
export const officialBlob = (paper: OfficialDocument): Promise<Blob> => Packer.toBlob(laidOut(paper))

function laidOut(paper: OfficialDocument): Document {
  const page = paper.page ?? 'letter'
  const { top, bottom, left, right } = margins[page]
  return new Document({
    creator: 'Shoumi',
    title: printableText(paper.title),
    evenAndOddHeaderAndFooters: true,
    styles: {
      default: {
        document: {
          run: { font: officialFont.body, size: officialSize.body, language: { value: 'en-US', eastAsia: 'zh-CN' } },
        },
      },
    },
    sections: [
      {
        properties: {
          page: {
            size: { width: twips(210), height: twips(297) },
            margin: {
              top: twips(top),
              bottom: twips(bottom),
              left: twips(left),
              right: twips(right),
              footer: twips(page === 'letter' ? 28 : 12),
            },
          },
          // Cells of a form are as high as their text; only running text keeps 22 lines to a page.
          ...(page === 'letter' && { grid: { type: DocumentGridType.LINES_AND_CHARS, linePitch: 579 } }),
        },
        footers: {
          default: footer(paper, AlignmentType.RIGHT),
          even: footer(paper, AlignmentType.LEFT),
        },
        children: [...head(paper), ...body(paper, page), ...foot(paper)],
      },
    ],
  })
}

const body = ({ blocks }: OfficialDocument, page: Page) =>
  blocks.flatMap((block, index) => officialBlock(block, page, keepsNext(blocks, index)))

function head({ mark, warning, agency, title, number, addressee, page }: OfficialDocument): Paragraph[] {
  const warned = { font: officialFont.first, color: 'C00000' }
  return [
    ...(mark ? [officialLine(mark, { font: officialFont.first })] : []),
    ...(warning ? [officialLine(warning, warned, { alignment: AlignmentType.CENTER })] : []),
    ...(agency ? [titleLine(agency, { before: 240, after: 0 })] : []),
    titleLine(title, titleSpace(page ?? 'letter', agency !== undefined, number !== undefined)),
    ...(number
      ? [
          new Paragraph({
            alignment: AlignmentType.CENTER,
            spacing: { ...exactLine, after: 400 },
            children: officialRuns(number),
          }),
        ]
      : []),
    ...(addressee ? [officialLine(`${addressee}：`)] : []),
  ]
}

function titleSpace(page: Page, hasAgency: boolean, hasNumber: boolean) {
  if (page === 'form') return { before: 0, after: 160 }
  if (hasAgency) return { before: 0, after: hasNumber ? 240 : 400 }
  return { before: 579, after: hasNumber ? 240 : 579 }
}

const titleLine = (text: string, { before, after }: { before: number; after: number }) =>
  new Paragraph({
    alignment: AlignmentType.CENTER,
    spacing: { before, after, line: 700, lineRule: LineRuleType.EXACT },
    children: officialRuns(text, { font: officialFont.title, size: officialSize.title }),
  })

const foot = ({ signature }: OfficialDocument): Paragraph[] =>
  signature ? [officialLine(''), ...officialSignature(signature)] : []

const footer = ({ everyPage }: OfficialDocument, alignment: (typeof AlignmentType)['LEFT' | 'RIGHT']) =>
  new Footer({
    children: [
      ...(everyPage ? [new Paragraph({ children: officialRuns(everyPage, { size: officialSize.table }) })] : []),
      new Paragraph({
        alignment,
        indent: { left: 280, right: 280 },
        children: [
          new TextRun({
            font: officialFont.page,
            size: officialSize.page,
            children: ['— ', PageNumber.CURRENT, ' —'],
          }),
        ],
      }),
    ],
  })
