import type { ActSpec, Guard } from '../../core/proceeding.ts'
import { materials, must } from './case-field.rules.ts'
import { AUCL, about, doneSince, ground, latest, PROC, unless } from './case-law.rules.ts'

const by = ['handler'] as const

/** What others are asked to say about the things in the case. Both stop clocks: the appraisal only with its notice (文书 31). */
export const appraisalActs = {
  'request-identification': {
    words: ['请权利人辨认或鉴别', 'Ask the right holder to identify'],
    by,
    issues: 16,
    fields: {
      rightHolder: must('line', '权利人', 'Right holder'),
      matter: must('text', '辨认或鉴别事项', 'What is to be identified', { source: PROC('第三十条') }),
      dueOn: must('day', '答复期限', 'Answer by'),
    },
    source: PROC('第三十条、第六十四条'),
  },
  'identification-result': {
    words: ['收到辨认或鉴别结果', 'Receive the identification'],
    by,
    fields: { result: must('text', '结果', 'Result'), materials },
    source: PROC('第三十条'),
  },
  'commission-appraisal': {
    words: ['委托鉴定', 'Commission an appraisal'],
    by,
    issues: 30,
    fields: {
      body: must('line', '鉴定机构', 'Appraisal body'),
      qualified: must('choice', '机构资质', 'Qualification of the body', {
        options: {
          statutory: ['具有法定资质', 'Qualified by law'],
          capable: ['无法定资质机构，具备鉴定条件', 'None is qualified by law; this one is able'],
        },
        source: PROC('第三十二条'),
      }),
      matter: must('choices', '鉴定事项', 'Matters', {
        options: {
          secrecy: ['是否不为公众所知悉', 'Secrecy'],
          sameness: ['是否实质相同', 'Sameness'],
          'electronic-data': ['电子数据的真实性、完整性', 'Authenticity and integrity of electronic data'],
          value: ['价值或损失', 'Value or loss'],
        },
      }),
      confidentiality: must(
        'check',
        '鉴定机构和鉴定人已签订保密承诺',
        'Body and appraisers signed a confidentiality undertaking',
        {
          source: AUCL('第十九条'),
        },
      ),
      materials,
    },
    source: PROC('第三十二条'),
  },
  'begin-appraisal-period': {
    words: ['书面告知鉴定期间', 'Give written notice of the appraisal period'],
    by,
    needs: [31],
    fields: {
      noticeNo: must('line', '期间告知书文号', 'Number of the notice', {
        source: PROC('第三十八条'),
        hint: [
          '先签发文书 31，再填它的文号；没有文号，期限不停止计算。',
          'Issue form 31 first, then give its number; without it no clock stops.',
        ],
      }),
      from: must('day', '鉴定开始日', 'Appraisal from'),
      until: must('day', '预计结束日', 'Expected until', { source: PROC('第三十八条') }),
    },
    source: PROC('第三十八条、第六十四条'),
  },
  'appraisal-result': {
    words: ['收到并告知鉴定结果', 'Receive the appraisal and tell the party'],
    by,
    issues: 32,
    fields: {
      reportNo: must('line', '鉴定意见编号', 'Number of the opinion'),
      conclusion: must('text', '结论（不写秘密点的具体内容）', 'Conclusion (never the content of a secret point)'),
      told: must('check', '已将结果告知当事人', 'The party was told the result', { source: PROC('第三十二条') }),
      materials,
    },
    source: PROC('第三十二条'),
  },
} as const satisfies Record<string, ActSpec>

/** The clock stops with the notice that was really issued. @source domain law.md §4.9 */
export const noticeIssued: Guard = ({ documents }, { fields }) =>
  about(
    'noticeNo',
    unless(
      documents.some(({ form, number }) => form === 31 && number === fields.noticeNo),
      ground(
        'appraisal-notice-not-issued',
        '没有签发过这个文号的鉴定期间告知书（文书 31）。',
        'No notice of an appraisal period (form 31) with this number was issued.',
        PROC('第三十八条'),
      ),
    ),
  )

export const appraisalGuards: Readonly<Partial<Record<keyof typeof appraisalActs, Guard>>> = {
  'identification-result': (record) =>
    unless(
      doneSince(record, 'request-identification', 'identification-result'),
      ground('nothing-was-asked', '没有尚待答复的辨认或鉴别。', 'No identification is awaited.', PROC('第三十条')),
    ),
  'begin-appraisal-period': (record, attempt, law) => [
    ...unless(
      latest(record, 'commission-appraisal') !== undefined,
      ground(
        'appraisal-not-commissioned',
        '尚未委托鉴定，不能告知鉴定期间。',
        'No appraisal has been commissioned yet.',
        PROC('第三十二条、第三十八条'),
      ),
    ),
    ...noticeIssued(record, attempt, law),
    ...about(
      'until',
      unless(
        String(attempt.fields.from) <= String(attempt.fields.until),
        ground(
          'ends-before-it-begins',
          '预计结束日早于开始日，请核对。',
          'It ends before it begins. Check both days.',
          PROC('第三十八条'),
        ),
      ),
    ),
  ],
  'appraisal-result': (record) =>
    unless(
      latest(record, 'commission-appraisal') !== undefined,
      ground(
        'appraisal-not-commissioned',
        '尚未委托鉴定，没有可以登记的结果。',
        'No appraisal has been commissioned, so there is no result.',
        PROC('第三十二条'),
      ),
    ),
}
