import type { ActSpec, Guard, MatterRecord, Unmet } from '../../core/proceeding.ts'
import { may, must } from './case-field.rules.ts'
import { about, ground, latest, PROC, unless } from './case-law.rules.ts'
import { owed } from './case-performance.rules.ts'
import { takenAway } from './case-remedy.rules.ts'

/** The five situations in which a case is closed. @source 《市场监督管理行政处罚程序规定》第七十七条 */
export const closingSituations = {
  performed: ['行政处罚决定执行完毕', 'The penalty was executed in full'],
  'court-ended': ['人民法院裁定终结执行', 'The court ended the enforcement'],
  terminated: ['案件终止调查', 'The investigation was terminated'],
  'other-decision': [
    '作出不予处罚、移送其他部门或者移送司法机关的决定',
    'No penalty, transfer or criminal referral was decided',
  ],
  other: ['其他应予结案的情形', 'Another situation'],
} as const
export type ClosingSituation = keyof typeof closingSituations

export const closureActs = {
  close: {
    words: ['结案', 'Close the case'],
    by: ['handler'],
    approval: 'head',
    issues: 53,
    fields: {
      situation: must('choice', '结案情形', 'Situation', { options: closingSituations, source: PROC('第七十七条') }),
      property: must('text', '涉案财物处理情况', 'What became of the property', {
        hint: ['没有涉案财物的，写“无”。', 'Write “none” if there is none.'],
      }),
      note: may('text', '说明', 'Note'),
    },
    source: PROC('第七十七条'),
  },
  archive: {
    words: ['立卷归档', 'Archive'],
    by: ['handler'],
    needs: [53],
    fields: {
      archiveNo: must('line', '档号', 'Archive number'),
      complete: must(
        'check',
        '一案一卷，材料齐全，正卷、副卷已按顺序排列',
        'Complete, one file for the case, both volumes in order',
        {
          source: PROC('第七十八条'),
        },
      ),
      masked: must(
        'check',
        '正卷、副卷只放脱敏件和指引页，涉密材料入涉密附卷',
        'Both volumes hold masked copies only; what is secret is in the sub-dossier',
        {
          source: PROC('第五条'),
        },
      ),
      remarks: may('text', '备考', 'Remarks'),
    },
    source: PROC('第七十八条、第七十九条'),
  },
} as const satisfies Record<string, ActSpec>

const isClosingSituation = (value: unknown): value is ClosingSituation =>
  typeof value === 'string' && value in closingSituations

/** What each situation must show. @source 《市场监督管理行政处罚程序规定》第七十七条 */
const shown: Readonly<Record<ClosingSituation, (record: MatterRecord) => boolean>> = {
  performed: (record) =>
    latest(record, 'confirm-performance') !== undefined && owed(record).paidFen >= owed(record).owedFen,
  'court-ended': (record) =>
    record.acts.some(({ act, fields }) => act === 'record-court-outcome' && fields.outcome === 'ended'),
  terminated: (record) => record.state === 'terminated',
  'other-decision': (record) =>
    ['decide-no-penalty', 'decide-transfer', 'police-filed'].includes(
      latest(record, 'decide', 'decide-no-penalty', 'decide-transfer', 'police-filed')?.act ?? '',
    ),
  other: (record) => takenAway(record),
}

const missing: Readonly<Record<ClosingSituation, Unmet>> = {
  performed: ground(
    'not-performed',
    '尚未确认处罚决定已全部履行。',
    'Full performance was not confirmed.',
    PROC('第七十七条'),
  ),
  'court-ended': ground(
    'court-has-not-ended-it',
    '没有登记人民法院终结执行的裁定。',
    'No ruling that ends the enforcement is recorded.',
    PROC('第七十七条'),
  ),
  terminated: ground(
    'not-terminated',
    '本案没有终止调查。',
    'The investigation was not terminated.',
    PROC('第七十七条'),
  ),
  'other-decision': ground(
    'no-such-decision',
    '本案没有作出不予处罚、移送其他部门的决定，公安机关也没有立案。',
    'There is no decision without penalty or of transfer, and public security has not filed the case.',
    PROC('第七十七条'),
  ),
  other: ground(
    'no-other-situation',
    '没有登记处罚决定被撤销、确认违法或者确认无效的结果。',
    'No outcome is recorded that revoked the decision or declared it unlawful or void.',
    PROC('第七十七条'),
  ),
}

const situationShown: Guard = (record, { fields: { situation } }) =>
  isClosingSituation(situation) ? about('situation', unless(shown[situation](record), missing[situation])) : []

const measuresOver: Guard = (record) =>
  unless(
    record.children.every(
      ({ kind, state }) =>
        !['preservation', 'seizure'].includes(kind) || ['handled', 'released', 'moved', 'not-taken'].includes(state),
    ),
    ground(
      'measure-in-force',
      '尚有先行登记保存或者查封、扣押没有处理完毕。',
      'A preservation or seizure is still in force.',
      PROC('第三十五条、第四十二条'),
    ),
  )

/** A penalty or a decision without one is closed after it was served; a transfer needs no service on the party. */
const servedFirst: Guard = (record) =>
  unless(
    record.state !== 'decided' ||
      latest(record, 'decide', 'decide-no-penalty', 'decide-transfer')?.act === 'decide-transfer',
    ground(
      'decision-not-served',
      '决定书尚未送达当事人。',
      'The decision was not served on the party.',
      PROC('第八十一条'),
    ),
  )

export const closureGuards: Readonly<Partial<Record<keyof typeof closureActs, Guard>>> = {
  close: (record, attempt, law) => [
    ...situationShown(record, attempt, law),
    ...servedFirst(record, attempt, law),
    ...measuresOver(record, attempt, law),
  ],
}
