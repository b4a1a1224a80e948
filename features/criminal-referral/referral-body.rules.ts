import type { ActSpec } from '../../core/proceeding.ts'
import { may, must, reason } from '../case/case-field.rules.ts'
import { XFER } from '../case/case-law.rules.ts'

const MPS = (articles: string) => `《公安机关办理刑事案件程序规定》${articles}`

/**
 * Whoever has no account here answers on paper: a member of the special team records it, with the paper scanned.
 */
const police = ['police', 'handler'] as const
const procuratorate = ['procuratorate', 'handler'] as const
const scan = may('attachments', '书面文件（扫描件）', 'The document, scanned', {
  hint: ['由专案组代为登记的，必须附上。', 'Needed when the special team records it.'],
})
const noticeNo = must('line', '通知书文号', 'Number of the notice')
/** The office's own periods run from the day the notice came, which may be later than the day of the decision. */
const receivedOn = may('day', '移送机关收到通知之日', 'Day the referring authority got the notice', {
  hint: ['不填的，视为办理当日收到。', 'Left empty: the day of the act.'],
})

/** What public security does. @source 《行政执法机关移送涉嫌犯罪案件的规定》第七条至第九条 */
export const policeActs = {
  'sign-receipt': {
    words: ['签收回执', 'Sign the receipt'],
    by: police,
    fields: {
      officer: must('line', '接收人', 'Who received it', { source: XFER('第七条') }),
      scan: must('attachments', '回执（扫描件）', 'The receipt, scanned', { source: XFER('第七条') }),
    },
    source: XFER('第七条'),
  },
  'sign-supplement': {
    words: ['签收补正材料', 'Sign for the supplement'],
    by: police,
    fields: { officer: must('line', '接收人', 'Who received it'), scan },
    source: MPS('第一百八十条'),
  },
  'ask-supplement': {
    words: ['通知补正', 'Ask for a supplement'],
    by: police,
    fields: {
      missing: must('text', '需要补正的材料', 'What is missing', {
        source: MPS('第一百八十条'),
        hint: [
          '接受案件后二十四小时以内通知；不得以材料不全为由不接受移送案件。',
          'Within 24 hours of accepting. Incomplete material is no ground for not accepting the case.',
        ],
      }),
      noticeNo: may('line', '通知书文号', 'Number of the notice'),
      receivedOn,
      scan,
    },
    source: MPS('第一百八十条'),
  },
  'pass-first-day': {
    words: ['接受满24小时，未通知补正或者转送', 'A day has passed without a request or passing on'],
    by: ['system'],
    fields: {},
    source: `${XFER('第七条')}；${MPS('第一百八十条')}`,
  },
  forward: {
    words: ['转送有管辖权的机关', 'Pass on to the competent body'],
    by: police,
    fields: {
      receiver: must('line', '受转送的机关', 'To which body', { source: XFER('第七条') }),
      reason: reason(XFER('第七条')),
      noticeNo,
      scan,
    },
    source: XFER('第七条'),
  },
  'police-file': {
    words: ['决定立案', 'File the case'],
    by: police,
    fields: {
      noticeNo: must('line', '立案通知书文号', 'Number of the notice of filing', { source: XFER('第八条') }),
      receivedOn,
      scan,
    },
    source: XFER('第八条'),
  },
  'police-refuse': {
    words: ['决定不予立案', 'Refuse to file'],
    by: police,
    fields: {
      noticeNo: must('line', '不予立案通知书文号', 'Number of the notice', { source: XFER('第八条') }),
      reason: must('text', '不予立案的理由', 'Why it is refused', { source: XFER('第八条') }),
      fileReturned: must('check', '相应退回案卷材料', 'The file is returned', { source: XFER('第八条') }),
      receivedOn,
      scan,
    },
    source: XFER('第八条'),
  },
  'uphold-refusal': {
    words: ['复议维持不予立案', 'Uphold the refusal'],
    by: police,
    fields: {
      noticeNo: must('line', '复议决定书文号', 'Number of the decision', { source: XFER('第九条') }),
      reason: reason(XFER('第九条')),
      receivedOn,
      scan,
    },
    source: XFER('第九条'),
  },
  'give-reasons': {
    words: ['向检察院说明不立案理由', 'Give the procuratorate the reasons'],
    by: police,
    fields: {
      reason: reason(MPS('第一百八十二条')),
      noticeNo: may('line', '说明书文号', 'Number of the statement'),
      scan,
    },
    source: MPS('第一百八十二条'),
  },
} as const satisfies Record<string, ActSpec>

const deliveredOn = may('day', '公安机关收到之日', 'Day public security got it')

/** What the procuratorate does. @source 《公安机关办理刑事案件程序规定》第一百八十二条; 《行政执法机关移送涉嫌犯罪案件的规定》第九条 */
export const procuratorateActs = {
  'require-reasons': {
    words: ['要求公安机关说明不立案理由', 'Require the reasons from public security'],
    by: procuratorate,
    fields: { noticeNo, deliveredOn, scan },
    source: MPS('第一百八十二条'),
  },
  'order-filing': {
    words: ['通知公安机关立案', 'Order public security to file'],
    by: procuratorate,
    fields: {
      noticeNo,
      reason: reason(MPS('第一百八十二条')),
      deliveredOn,
      scan,
    },
    source: MPS('第一百八十二条'),
  },
  'accept-reasons': {
    words: ['认定不立案理由成立', 'Find that the reasons hold'],
    by: procuratorate,
    fields: { noticeNo, reason: reason(XFER('第九条')), scan },
    source: XFER('第九条'),
  },
} as const satisfies Record<string, ActSpec>
