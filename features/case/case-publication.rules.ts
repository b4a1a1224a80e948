import type { ActSpec, Guard, MatterRecord, Values } from '../../core/proceeding.ts'
import { maskText } from '../document/document-mask.rules.ts'
import { may, must, reason } from './case-field.rules.ts'
import { APL, about, ground, isBefore, latest, listed, PROC, PUB, partyOf, present, unless } from './case-law.rules.ts'
import { overturnings, takenAway } from './case-remedy.rules.ts'
import { servedProperly, serviceFields } from './case-service.rules.ts'

/** What of a decision is published; the version served has the same fields, so the two can be laid side by side. */
export const publishedFields = {
  party: must('text', '当事人（公示文本）', 'The party, as published', { source: PUB('第五条至第七条') }),
  facts: must('text', '违法事实（公示文本）', 'Facts, as published', { source: PUB('第五条至第七条') }),
  content: must('text', '处罚内容和依据（公示文本）', 'Penalty and basis, as published', {
    source: PUB('第五条至第七条'),
  }),
} as const

export const publicationActs = {
  'serve-decision': {
    words: ['送达决定书', 'Serve the decision'],
    by: ['handler'],
    needsOneOf: [45, 46],
    fields: {
      ...serviceFields,
      publicationTold: may('check', '已书面告知决定将公示', 'Told in writing that it will be published', {
        source: PUB('第八条'),
      }),
    },
    source: PROC('第八十一条、第八十二条、第八十三条'),
  },
  publish: {
    words: ['公示处罚决定', 'Publish the decision'],
    by: ['handler'],
    fields: {
      ...publishedFields,
      checkedBy: must('persons', '保密审查人员', 'Checked for secrets by', {
        atLeast: 2,
        source: PUB('第五条至第七条'),
        hint: ['由两人分别审查，去除商业秘密和个人信息。', 'Two people check it, each for themselves.'],
      }),
      masked: must(
        'check',
        '已逐字段与送达文本比对，商业秘密和个人信息已去除',
        'Compared field by field with the text served; nothing secret or personal is left',
        {
          source: PUB('第五条至第七条'),
        },
      ),
      where: must('line', '公示系统', 'Published where', { source: PUB('第九条') }),
    },
    source: PUB('第八条、第九条'),
  },
  'push-publication': {
    words: ['推送当事人登记地公示', 'Send it to where the party is registered'],
    by: ['handler'],
    fields: {
      to: must('line', '当事人登记地（住所地）市场监管部门', 'Regulator where the party is registered', {
        source: PUB('第十条'),
      }),
      masked: must('check', '推送文本已去除商业秘密和个人信息', 'Nothing secret or personal is in it', {
        source: PUB('第六条'),
      }),
    },
    source: PUB('第十条'),
  },
  'withdraw-publication': {
    words: ['撤回公示', 'Withdraw the publication'],
    by: ['handler'],
    approval: 'head',
    issues: 8,
    fields: {
      cause: must('choice', '情形', 'Cause', {
        options: overturnings,
        source: PROC('第六十三条'),
      }),
      reason: must('text', '公开说明的理由', 'Reasons as published', { source: APL('第四十八条') }),
    },
    source: `${PROC('第六十三条')}；${PUB('第十一条')}`,
  },
  'end-publication': {
    words: ['停止公示', 'End the publication'],
    by: ['handler', 'system'],
    fields: {
      early: may('check', '依法提前停止公示', 'Ended early as the law allows', { source: PUB('第十三条、第十四条') }),
      reason: reason(),
    },
    source: PUB('第十三条、第十四条'),
  },
} as const satisfies Record<string, ActSpec>

/** One field of the decision as it was served and as it is published. */
export type PublishedDifference = {
  readonly field: keyof typeof publishedFields
  readonly served: string
  readonly published: string
  readonly changed: boolean
}

/** The decision as served beside the decision as published, field by field. */
export const publishedDifferences = (decided: Values, published: Values): readonly PublishedDifference[] =>
  (Object.keys(publishedFields) as (keyof typeof publishedFields)[]).map((field) => {
    const before = String(decided[field] ?? '')
    const after = String(published[field] ?? '')
    return { field, served: before, published: after, changed: before !== after }
  })

/**
 * A text of the decision as it may be read by everybody: identity numbers, telephone numbers and the like are replaced; of a
 * natural person the given name and the address too.
 *
 * It is a proposal. Two people check it, because no software knows every secret.
 * @source 《市场监督管理行政处罚信息公示规定》第五条至第七条
 */
export function maskedForPublication(record: MatterRecord, text: string): string {
  const { name, type, phone, address, idNo } = partyOf(record)
  const isPerson = type === 'person'
  const named = isPerson && name !== '' ? text.replaceAll(name, shortened(name)) : text
  return maskText(named, isPerson ? [phone, address, idNo] : [phone])
}

/** One sign is kept, so that never more than the surname is left. */
const shortened = (name: string): string => `${[...name][0] ?? ''}某`

/** The published text that the handlers begin with. */
export const proposedText = (record: MatterRecord): Record<keyof typeof publishedFields, string> => {
  const decided = latest(record, 'decide')?.fields ?? {}
  const of = (field: keyof typeof publishedFields) => maskedForPublication(record, String(decided[field] ?? ''))
  return { party: of('party'), facts: of('facts'), content: of('content') }
}

const nothingPersonalLeft: Guard = (record, { fields }) =>
  (Object.keys(publishedFields) as (keyof typeof publishedFields)[]).flatMap((field) => {
    const given = String(fields[field] ?? '')
    return about(
      field,
      unless(
        maskedForPublication(record, given) === given,
        ground(
          'personal-data-left',
          '公示文本中还有证件号码、电话等个人信息，或者自然人的姓名、住址，请先去除。',
          'An identity or telephone number, or the name or address of a natural person, is still in the published text. Remove it.',
          PUB('第五条至第七条'),
        ),
      ),
    )
  })

/** Publication ends by law after its period; before that only where the rules allow it. */
const overOrEarly: Guard = (_record, { on, capacity, fields }, law) => {
  const due = law.due('T-17')
  return about(
    'early',
    unless(
      capacity === 'system' || present(fields.early) || (due !== null && isBefore(due, on)),
      ground(
        'publication-running',
        due === null
          ? '公示期的届满日尚不能确定；依法提前停止的，请注明。'
          : `公示期到 ${due} 届满；依法提前停止的，请注明。`,
        due === null
          ? 'The last day of publication cannot be told yet. Say so if it ends early as the law allows.'
          : `Publication runs until ${due}. Say so if it ends early as the law allows.`,
        PUB('第十三条、第十四条'),
      ),
    ),
  )
}

export const isPublished = (record: Parameters<Guard>[0]): boolean =>
  latest(record, 'publish', 'withdraw-publication', 'end-publication')?.act === 'publish'

const published: Guard = (record) =>
  unless(
    isPublished(record),
    ground('not-published', '该决定目前没有公示。', 'The decision is not published at present.', PUB('第九条')),
  )

const penaltyToPublish: Guard = (record) =>
  unless(
    latest(record, 'decide', 'decide-no-penalty')?.act === 'decide' && !takenAway(record),
    ground(
      'no-penalty-to-publish',
      '没有可以公示的处罚决定。',
      'There is no penalty decision to publish.',
      PUB('第八条'),
    ),
  )

export const publicationGuards: Readonly<Partial<Record<keyof typeof publicationActs, Guard>>> = {
  'serve-decision': (record, attempt, law) => [
    ...servedProperly('decide', 'decide-no-penalty')(record, attempt, law),
    ...about(
      'publicationTold',
      unless(
        latest(record, 'decide', 'decide-no-penalty')?.act !== 'decide' || present(attempt.fields.publicationTold),
        ground(
          'publication-not-told',
          '送达处罚决定书时，应当书面告知当事人该决定将向社会公示。',
          'With the decision the party must be told in writing that it will be published.',
          PUB('第八条'),
        ),
      ),
    ),
  ],
  'push-publication': penaltyToPublish,
  publish: (record, attempt, law) => [
    ...penaltyToPublish(record, attempt, law),
    ...nothingPersonalLeft(record, attempt, law),
    ...unless(
      !isPublished(record),
      ground('already-published', '该决定已经公示。', 'The decision is published already.', PUB('第九条')),
    ),
    ...about(
      'checkedBy',
      unless(
        attempt.personId === null || listed(attempt.fields.checkedBy).some((one) => one !== attempt.personId),
        ground(
          'checked-by-one',
          '保密审查须有录入人以外的人参加。',
          'Somebody other than whoever enters it must have checked it.',
          PUB('第五条至第七条'),
        ),
      ),
    ),
  ],
  'withdraw-publication': (record, attempt, law) => [
    ...published(record, attempt, law),
    ...unless(
      latest(record, 'record-overturning') !== undefined,
      ground(
        'not-overturned',
        '没有登记该决定被变更、撤销、确认违法或者确认无效。',
        'It is not on record that the decision was changed, revoked or declared unlawful or void.',
        PROC('第六十三条'),
      ),
    ),
  ],
  'end-publication': (record, attempt, law) => [
    ...published(record, attempt, law),
    ...overOrEarly(record, attempt, law),
  ],
}
