import type { ActSpec, Field, Guard, Unmet } from '../../core/proceeding.ts'
import { materials, may, must } from './case-field.rules.ts'
import { about, ground, isBefore, issuedSince, latest, PROC, present, unless } from './case-law.rules.ts'

/** Every manner in which a paper may be served. @source 《市场监督管理行政处罚程序规定》第八十一条至第八十三条 */
export const manners = {
  'on-the-spot': ['宣告后当场交付', 'Handed over on the spot'],
  direct: ['直接送达', 'Direct service'],
  left: ['留置送达', 'Left at the place'],
  electronic: ['电子送达', 'Electronic service'],
  mail: ['邮寄送达', 'By post'],
  entrusted: ['委托送达', 'Through another regulator'],
  forwarded: ['转交送达', 'Through another body'],
  'confirmed-address': ['送达至确认的地址', 'To the confirmed address'],
  'public-notice': ['公告送达', 'By public notice'],
} as const satisfies Field['options']
export type Manner = keyof typeof manners

/** The fields of every act that serves a paper; which of them are needed depends on the manner. */
export const serviceFields = {
  manner: must('choice', '送达方式', 'Manner of service', { options: manners, source: PROC('第八十二条、第八十三条') }),
  receivedBy: may('line', '签收人（及其与当事人的关系）', 'Received by (and relation to the party)', {
    source: PROC('第八十二条'),
  }),
  refused: may('text', '拒收事由', 'Why it was refused', { source: PROC('第八十二条') }),
  proof: may('line', '见证人，或者拍照、录像编号', 'Witness, or number of the photograph or film', {
    source: PROC('第八十二条第三项'),
  }),
  system: may('line', '到达的特定系统（手机号、电子邮箱等）', 'The system it reached (telephone, e-mail)', {
    source: PROC('第八十二条第三项'),
  }),
  postNo: may('line', '邮件编号', 'Number of the mail', { source: PROC('第八十二条') }),
  through: may('line', '受委托或者转交的部门', 'The body that serves it', { source: PROC('第八十二条') }),
  materials,
} as const

export const announcementActs = {
  'announce-service': {
    words: ['公告送达', 'Serve by public notice'],
    by: ['handler'],
    issues: 51,
    fields: {
      why: must('choice', '公告送达的原因', 'Why by public notice', {
        options: {
          missing: ['受送达人下落不明', 'The person cannot be found'],
          'other-ways-failed': ['采取其他方式无法送达', 'Every other way failed'],
        },
        source: PROC('第八十二条第五项'),
      }),
      course: must('text', '原因和经过', 'Reasons and course', { source: PROC('第八十二条第五项') }),
      where: must('line', '公告位置', 'Where it was published', {
        source: PROC('第八十二条第五项'),
        hint: [
          '公告栏和受送达人住所地张贴，或者报纸、门户网站。',
          'Notice board and place of residence, or newspaper or portal.',
        ],
      }),
      masked: must('check', '公告内容已去除秘密点', 'No secret point is in the notice', { source: PROC('第五条') }),
      materials,
    },
    source: PROC('第八十二条第五项'),
  },
} as const satisfies Record<string, ActSpec>

type Asked = { readonly field: keyof typeof serviceFields; readonly words: readonly [string, string] }

/** What each manner asks for. @source 《市场监督管理行政处罚程序规定》第八十二条、第八十三条 */
const asks: Readonly<
  Record<Manner, { readonly fields: readonly Asked[]; readonly source: string; readonly form?: number }>
> = {
  'on-the-spot': {
    fields: [{ field: 'receivedBy', words: ['签收人', 'who received it'] }],
    source: PROC('第八十一条'),
    form: 50,
  },
  direct: {
    fields: [{ field: 'receivedBy', words: ['签收人', 'who received it'] }],
    source: PROC('第八十二条'),
    form: 50,
  },
  left: {
    fields: [
      { field: 'refused', words: ['拒收事由', 'why it was refused'] },
      { field: 'proof', words: ['见证人或者音像记录', 'a witness or a record'] },
    ],
    source: PROC('第八十二条'),
    form: 50,
  },
  electronic: {
    fields: [
      { field: 'system', words: ['到达的特定系统', 'the system it reached'] },
      { field: 'proof', words: ['截屏等记录编号', 'the record of it'] },
    ],
    source: PROC('第八十二条第三项'),
  },
  mail: {
    fields: [{ field: 'postNo', words: ['邮件编号', 'the number of the mail'] }],
    source: PROC('第八十二条'),
    form: 50,
  },
  entrusted: {
    fields: [{ field: 'through', words: ['受委托部门', 'the body entrusted'] }],
    source: PROC('第八十二条'),
    form: 50,
  },
  forwarded: {
    fields: [{ field: 'through', words: ['转交部门', 'the body that forwards it'] }],
    source: PROC('第八十二条'),
    form: 50,
  },
  'confirmed-address': { fields: [], source: PROC('第八十三条'), form: 50 },
  'public-notice': { fields: [], source: PROC('第八十二条第五项') },
}

const isManner = (value: unknown): value is Manner => typeof value === 'string' && value in manners

/** Manners that need the address confirmation (文书 10) that the person served has signed. */
const needConfirmation: readonly Manner[] = ['electronic', 'confirmed-address']

/**
 * What the chosen manner of service asks for; `paper` is the act that made the paper that is served, so that the proof of
 * service is one of this paper and not of an earlier one.
 */
export const servedProperly =
  (...paper: readonly string[]): Guard =>
  (record, attempt, law) => {
    const { manner } = attempt.fields
    if (!isManner(manner)) return []
    const { fields, source, form } = asks[manner]
    return about('manner', [
      ...fields.flatMap(({ field, words: [zh, en] }) =>
        unless(
          present(attempt.fields[field]),
          ground(
            'service-detail-missing',
            `${manners[manner][0]}须载明${zh}。`,
            `${manners[manner][1]}: give ${en}.`,
            source,
          ),
        ),
      ),
      ...unless(
        form === undefined || issuedSince(record, form, ...paper),
        ground(
          'proof-of-service-missing',
          '缺少这份文书的送达回证（文书 50）。',
          'The proof of service of this paper (form 50) is missing.',
          source,
        ),
      ),
      ...unless(
        !needConfirmation.includes(manner) || record.documents.some((one) => one.form === 10),
        ground(
          'address-not-confirmed',
          '没有受送达人签署的送达地址确认书（文书 10），不能采用这种方式送达。',
          'Without the signed address confirmation (form 10) this manner is not open.',
          source,
        ),
      ),
      ...(manner === 'public-notice' ? announced(record, attempt, law, paper) : []),
    ])
  }

/** Thirty days after the announcement it counts as served. @source 《市场监督管理行政处罚程序规定》第八十二条第五项 */
function announced(
  record: Parameters<Guard>[0],
  attempt: Parameters<Guard>[1],
  law: Parameters<Guard>[2],
  paper: readonly string[],
): readonly Unmet[] {
  const announcement = latest(record, 'announce-service')
  if (!announcement || announcement.seq < (latest(record, ...paper)?.seq ?? 0))
    return [
      ground(
        'not-announced',
        '这份文书尚未公告。',
        'No public notice of this paper was given yet.',
        PROC('第八十二条第五项'),
      ),
    ]
  const due = law.due('T-14')
  return unless(
    due !== null && !isBefore(attempt.on, due),
    ground(
      'announcement-running',
      due === null ? '公告期的届满日尚不能确定。' : `公告期到 ${due} 届满，届满后才视为送达。`,
      due === null
        ? 'The end of the announcement cannot be told yet.'
        : `The announcement runs until ${due}; only then does it count as served.`,
      PROC('第八十二条第五项'),
    ),
  )
}
