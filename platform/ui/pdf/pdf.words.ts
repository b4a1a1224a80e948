import { defineWords } from '../../../core/words.ts'

/** Why a browser did not make a PDF, and what helps. */
export const pdfRefusalWords = defineWords({
  'pdf-parts-unreachable': [
    '排版程序和字体没有载入完，PDF 没有生成。请检查网络后重试，或者先下载 DOCX。',
    'The typesetter and its fonts did not load, so there is no PDF. Check the network and try again, or save the DOCX.',
  ],
  'pdf-parts-changed': [
    '收到的排版程序或字体与本版本不符，已弃用，PDF 没有生成。请刷新页面重试；仍然如此请告知平台管理员。DOCX 照常可以下载。',
    'The typesetter or a font that came is not the one of this version; it was not used, and there is no PDF. Reload the page and try again; tell the administrator if it happens again. The DOCX can still be saved.',
  ],
  'pdf-not-supported': [
    '这个浏览器运行不了排版程序，可能是版本过旧或者内存不足。请关闭其他页面后重试，或者下载 DOCX。',
    'This browser cannot run the typesetter: it may be too old, or short of memory. Close other pages and try again, or save the DOCX.',
  ],
  'pdf-failed': [
    'PDF 排版失败（{reason}）。请下载 DOCX，并把括号里的文字告知平台管理员。',
    'The PDF could not be typeset ({reason}). Save the DOCX, and tell the administrator what stands in brackets.',
  ],
})

export const pdfWords = defineWords({
  first: ['{label}（首次需载入约 {n} MB）', '{label} (loads about {n} MB first)'],
  loading: ['正在载入排版程序和字体', 'Loading the typesetter and its fonts'],
  setting: ['正在排版……', 'Typesetting …'],
})
