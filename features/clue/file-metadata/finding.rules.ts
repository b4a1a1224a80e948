import { defineWords } from '../../../core/words.ts'

/** What a file says beside what it shows. */
export type Finding = { readonly kind: FindingKind; readonly value: string }

export const findingWords = defineWords({
  place: ['拍摄位置', 'Where it was taken'],
  'taken-at': ['拍摄时间', 'When it was taken'],
  device: ['拍摄设备', 'Device'],
  serial: ['设备序列号', 'Serial number of the device'],
  author: ['作者', 'Author'],
  editor: ['最后修改人', 'Last edited by'],
  commenters: ['批注、修订人', 'Who commented or revised'],
  company: ['单位', 'Company'],
  title: ['标题、关键词', 'Title and keywords'],
  comment: ['说明文字', 'Remarks'],
  software: ['制作软件', 'Software'],
  'made-at': ['制作时间', 'When it was made'],
  path: ['保存路径', 'Path on the device'],
  other: ['其他附带信息', 'Other hidden data'],
})
export type FindingKind = keyof typeof findingWords

/** What was recognised by its bytes, whatever its name says. */
export const fileFormats = {
  jpeg: { ending: 'jpg', type: 'image/jpeg', words: ['JPEG 图片', 'JPEG picture'] },
  png: { ending: 'png', type: 'image/png', words: ['PNG 图片', 'PNG picture'] },
  text: { ending: 'txt', type: 'text/plain', words: ['文本文件', 'Text'] },
  word: {
    ending: 'docx',
    type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    words: ['Word 文档', 'Word document'],
  },
  sheet: {
    ending: 'xlsx',
    type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    words: ['Excel 表格', 'Excel workbook'],
  },
  slides: {
    ending: 'pptx',
    type: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
    words: ['PowerPoint 演示文稿', 'PowerPoint slides'],
  },
  pdf: { ending: 'pdf', type: 'application/pdf', words: ['PDF 文件', 'PDF'] },
  other: { ending: 'bin', type: 'application/octet-stream', words: ['其他格式的文件', 'File of another kind'] },
} as const
export type FileFormat = keyof typeof fileFormats

/**
 * Why there is no copy for reading. `cannot-be-cleaned` may be read in the original if its sender agrees; what may act on
 * the reader's device never is.
 */
export const apartWords = defineWords({
  'cannot-be-cleaned': [
    '平台不能可靠地清除这种文件里的附带信息，所以不制作阅读副本。',
    'Hidden data cannot be removed from this kind of file with certainty, so no copy is made for reading.',
  ],
  macros: [
    '文件含有宏。原件会单独保管，不会提供给办案人员直接打开。建议另存为不含宏的格式后再添加。',
    'The file contains macros. The original is kept apart and nobody is given it to open. Better save it without macros and add that.',
  ],
  'active-content': [
    '文件含有脚本、嵌入文件，或是可能带宏的旧版 Office 格式。原件会单独保管，不会提供给办案人员直接打开。建议打印为 PDF 或截图后再添加。',
    'The file holds scripts or embedded files, or is of an old Office format that may hold macros. The original is kept apart and nobody is given it to open. Better add a print-out as PDF, or a picture.',
  ],
})
export type Apart = keyof typeof apartWords

export type Inspection = {
  readonly format: FileFormat
  readonly findings: readonly Finding[]
  /** The same to look at, without what was found; null where `apart` says why. */
  readonly copy: Uint8Array | null
  readonly apart: Apart | null
}

/** A value as a person may be shown it: no control signs, not endless. */
export function finding(kind: FindingKind, value: string): Finding[] {
  const shown = value
    .replace(/[\p{Cc}\p{Cf}\ufffd]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 200)
  return shown === '' ? [] : [{ kind, value: shown }]
}

/** The same fact, told in several places of a file, is one fact. */
export const distinct = (findings: readonly Finding[]): Finding[] => [
  ...new Map(findings.map((one) => [`${one.kind}\n${one.value}`, one])).values(),
]
