import { defineWords } from '../../core/words.ts'

export const paperFilesWords = defineWords({
  docx: ['下载 DOCX', 'Save as DOCX'],
  pdf: ['下载 PDF', 'Save as PDF'],
  localOnly: [
    '文件在本机浏览器中生成，文字不会发送到服务器。',
    'Files are made in this browser; the text is not sent to the server.',
  ],
})

export const bundleWords = defineWords({
  title: ['打包下载', 'Save as one package'],
  lead: [
    '选中的文件按范本顺序编号，连同目录打成一个压缩包。全部在本机浏览器中生成，文字不会发送到服务器。',
    'The papers you choose are numbered in the order of the templates and put into one ZIP with a table of contents. All is made in this browser; no text is sent to the server.',
  ],
  none: ['还没有文件可以打包，请先填写范本。', 'There are no papers yet. Fill in a template first.'],
  papers: ['包括哪些文件（已选 {n} 份，共 {of} 份）', 'Which papers ({n} of {of} chosen)'],
  paper: ['{title}（第 {version} 版，{state}）', '{title} (version {version}, {state})'],
  approved: ['已批准', 'approved'],
  draft: ['草稿', 'draft'],
  draftMissing: ['草稿，待填 {n} 项', 'draft, {n} to fill in'],
  all: ['全选', 'Choose all'],
  onlyApproved: ['只选已批准的', 'Only approved ones'],
  noneChosen: ['全不选', 'Choose none'],
  formats: ['格式', 'Formats'],
  docxFormat: ['DOCX（可以修改）', 'DOCX, to be edited'],
  pdfFormat: ['PDF（用于打印、存档）', 'PDF, to print and to keep'],
  make: ['打包下载 {n} 份', 'Save {n} as one ZIP'],
  making: ['正在生成第 {n} 份，共 {of} 份：{title}', 'Making {n} of {of}: {title}'],
  progress: ['打包进度', 'Progress of the package'],
  stop: ['停止', 'Stop'],
  stopped: ['已停止，没有保存压缩包。', 'Stopped. No package was saved.'],
  done: ['压缩包已生成：{name}', 'The package was made: {name}'],
  zipName: ['{company} 制度与文书 {on}', '{company} papers {on}'],
  back: ['制度与文书', 'Policies and papers'],
})
