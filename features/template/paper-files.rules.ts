import type { OfficialDocument } from '../../core/document-layout.ts'
import { isComplete, lastApproval, missingFields } from './template.rules.ts'
import type { FirmPaper, Template, Templates } from './template.schema.ts'
import { dayOf, inChinese } from './template-field.rules.ts'

export type PaperFile = { readonly id: string; readonly paper: FirmPaper; readonly template: Template }

const longestName = 60
/** The title as a file's name, that every system takes. */
export const fileNameOf = (title: string): string =>
  [...title.replace(/[\\/:*?"<>|\p{Cc}\p{Cf}]/gu, '').trim()]
    .slice(0, longestName)
    .join('')
    .replace(/[. ]+$/, '') || '文件'

/** In the order of the template file, and of their titles within one template; numbered so that folders keep it. */
export function numbered<T extends PaperFile>(
  content: Templates,
  files: readonly T[],
): readonly (T & { name: string })[] {
  const places = new Map(content.templates.map(({ id }, place) => [id, place]))
  const placeOf = ({ paper }: T) => places.get(paper.templateId) ?? places.size
  const digits = Math.max(2, String(files.length).length)
  return files
    .toSorted((a, b) => placeOf(a) - placeOf(b) || (a.paper.title < b.paper.title ? -1 : 1))
    .map((file, index) => ({
      ...file,
      name: `${String(index + 1).padStart(digits, '0')} ${fileNameOf(file.paper.title)}`,
    }))
}

const approvedDay = (paper: FirmPaper) => {
  const day = dayOf(lastApproval(paper)?.approvedOn ?? '')
  return paper.state === 'approved' ? day : null
}

/** The day of the document itself. */
export const issuedOnOf = (paper: FirmPaper, today: Temporal.PlainDate): Temporal.PlainDate =>
  approvedDay(paper) ?? today

/** At the foot of every page of a PDF, so that a draft on paper is not taken for what was approved. */
export function footOf(paper: FirmPaper): string {
  const day = approvedDay(paper)
  return day === null
    ? `第 ${paper.version} 版草稿，未经批准`
    : `第 ${paper.version} 版，${lastApproval(paper)?.approvedBy}于${inChinese(day)}批准`
}

/** What is in a package of papers: number, name, kind, version, and who approved it or what is missing. */
export function contentsPaper(
  content: Templates,
  company: string,
  madeOn: Temporal.PlainDate,
  files: readonly PaperFile[],
): OfficialDocument {
  const kindOf = ({ kind }: Template) => content.kinds.find(({ id }) => id === kind)?.name.zh ?? ''
  return {
    title: '制度与文书目录',
    blocks: [
      { kind: 'line', text: `单位：${company}` },
      { kind: 'line', text: `共 ${files.length} 份，${inChinese(madeOn)}打包` },
      {
        kind: 'table',
        columns: [
          { title: '序号', percent: 8 },
          { title: '名称', percent: 38 },
          { title: '种类', percent: 12 },
          { title: '版本', percent: 12 },
          { title: '批准情况', percent: 30 },
        ],
        rows: files.map(({ paper, template }, index) => [
          String(index + 1),
          paper.title,
          kindOf(template),
          `第 ${paper.version} 版`,
          approvalWords(template, paper),
        ]),
      },
    ],
  }
}

function approvalWords(template: Template, paper: FirmPaper): string {
  const day = approvedDay(paper)
  if (day !== null) return `${lastApproval(paper)?.approvedBy}\n${inChinese(day)}批准`
  const missing = missingFields(template, paper).length
  if (missing > 0) return `草稿，待填 ${missing} 项`
  return isComplete(template, paper) ? '草稿，待批准' : '草稿，有待改正'
}
