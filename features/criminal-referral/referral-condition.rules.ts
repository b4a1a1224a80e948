import type { Attempt, Guard, GuardLaw, MatterRecord, Unmet } from '../../core/proceeding.ts'
import {
  ACL,
  about,
  currently,
  doneSince,
  everHandled,
  ground,
  isBefore,
  latest,
  present,
  unless,
  XFER,
} from '../case/case-law.rules.ts'

/** Two members of the special team who are still in it. @source 《行政执法机关移送涉嫌犯罪案件的规定》第五条 */
const twoInTeam = (record: MatterRecord): readonly Unmet[] =>
  unless(
    currently(record, 'handler').length >= 2,
    ground(
      'two-in-team-required',
      '专案组现有成员不足两人，请先补足。',
      'The special team has fewer than two members. Name more first.',
      XFER('第五条'),
    ),
  )

/** What is done after the last day is recorded with its explanation. @source domain law.md §4.9 */
const explained = ({ on, fields }: Attempt, law: GuardLaw, ...periods: readonly string[]): readonly Unmet[] => {
  const due = periods.flatMap((period) => law.due(period) ?? [])[0]
  return about(
    'lateReason',
    unless(
      due === undefined || !isBefore(due, on) || present(fields.lateReason),
      ground(
        'delay-unexplained',
        `法定期限已于 ${due} 届满，请填写逾期说明。`,
        `The period ended on ${due}. Explain the delay.`,
        XFER('第五条、第九条、第十二条'),
      ),
    ),
  )
}

/** Answers on paper are recorded with the paper. */
const onPaper = ({ capacity, fields }: Attempt): readonly Unmet[] =>
  about(
    'scan',
    unless(
      capacity !== 'handler' || present(fields.scan),
      ground(
        'scan-missing',
        '代公安机关、检察机关登记的，请附上其书面文件的扫描件。',
        'What another body answered on paper is recorded with the paper scanned. Attach it.',
        '平台规则',
      ),
    ),
  )

/** Somebody receives it, by a way that is open. */
const reaches = (
  { fields }: Attempt,
  body: 'police' | 'procuratorate',
  wanted: 'needed' | 'optional' = 'needed',
): readonly Unmet[] => {
  const [account, name] = [present(fields[body]), present(fields[`${body}Name`])]
  const who = body === 'police' ? ['公安机关', 'public security body'] : ['人民检察院', 'procuratorate']
  return [
    ...about(
      'channel',
      unless(
        fields.channel !== 'node',
        ground(
          'node-not-connected',
          '与对方平台的连接尚未接通，请选择账号或者当面送交。',
          'The other side’s platform is not connected yet. Choose an account, or send it by hand.',
          '平台规则',
        ),
      ),
    ),
    ...about(
      body,
      unless(
        wanted === 'optional' || account || name,
        ground(
          `${body}-missing`,
          `请选择或者写明收件的${who[0]}。`,
          `Choose or name the ${who[1]} that receives it.`,
          XFER('第五条、第九条'),
        ),
      ),
      unless(
        fields.channel !== 'account' || wanted === 'optional' || account,
        ground(
          `${body}-account-missing`,
          `用账号移送的，请选择有本平台账号的${who[0]}。`,
          `To send by account, choose a ${who[1]} that has one here.`,
          '平台规则',
        ),
      ),
    ),
  ]
}

const reportGuard: Guard = (record, { fields }) => [
  ...twoInTeam(record),
  ...about(
    'circumstances',
    unless(
      latest(record, 'suspect-crime')?.fields.threshold !== 'crime' ||
        present(fields.lossFen) ||
        present(fields.gainFen) ||
        present(fields.circumstances),
      ground(
        'crime-not-shown',
        '以金额、情节、后果为由移送的，请填写损失、违法所得或者其他情节。',
        'A referral for amount, circumstances or result states the loss, the gain or other circumstances.',
        XFER('第三条'),
      ),
    ),
  ),
  ...about(
    'fineDecisionNo',
    unless(
      !present(fields.fineFen) || fields.fineFen === 0 || present(fields.fineDecisionNo),
      ground(
        'fine-without-decision',
        '移送前已经罚款的，请填写处罚决定书文号，供人民法院折抵罚金。',
        'A fine before the referral is named with its decision, so that a court can set it off.',
        XFER('第十一条'),
      ),
    ),
  ),
]

/** Whoever verified it does not decide on it. @source 《行政执法机关移送涉嫌犯罪案件的规定》第五条 */
const decideGuard: Guard = (record, attempt, law) => [
  ...unless(
    attempt.personId === null || !everHandled(record).includes(attempt.personId),
    ground(
      'decider-was-in-team',
      '专案组成员不能审批本案的移送。',
      'Whoever belonged to the special team cannot decide on the referral.',
      XFER('第五条'),
    ),
  ),
  ...explained(attempt, law, 'X-02'),
]

const packetFrozen = (record: MatterRecord, since: string): readonly Unmet[] =>
  unless(
    doneSince(record, 'freeze-packet', since),
    ground(
      'packet-not-frozen',
      '还没有封存移送包，请先选好材料并封存。',
      'No packet has been frozen yet. Choose the material and freeze it first.',
      XFER('第六条'),
    ),
  )

const sendGuard: Guard = (record, attempt, law) => [
  ...twoInTeam(record),
  ...packetFrozen(record, 'approve-referral'),
  ...reaches(attempt, 'police'),
  ...unless(
    law.parameter('referral.copy-to-procuratorate') !== true ||
      doneSince(record, 'copy-to-procuratorate', 'freeze-packet'),
    ground(
      'copy-missing',
      '本地机制要求同时抄送人民检察院，请先办理“抄送人民检察院”。',
      'The local mechanism wants a copy for the procuratorate. Send that first.',
      '本地行刑衔接机制（待核）',
    ),
  ),
  ...explained(attempt, law, 'X-03'),
]

const copyGuard: Guard = (record, attempt) => [
  ...packetFrozen(record, 'approve-referral'),
  ...reaches(attempt, 'procuratorate'),
]

const supplyGuard: Guard = (record, attempt, law) => [
  ...(present(attempt.fields.nothingMore) ? [] : packetFrozen(record, 'ask-supplement')),
  ...reaches(attempt, 'police', 'optional'),
  ...explained(attempt, law, 'X-05-2'),
]

/** One receipt for each sending. */
const receiptGuard: Guard = (record, attempt) => [
  ...unless(
    !doneSince(record, 'sign-receipt', 'send', 'confirm-forwarding'),
    ground('receipt-signed', '回执已经签收。', 'The receipt has been signed already.', XFER('第七条')),
  ),
  ...onPaper(attempt),
]

const supplementReceiptGuard: Guard = (record, attempt) => [
  ...unless(
    doneSince(record, 'supply', 'sign-supplement'),
    ground(
      'no-supplement',
      '没有待签收的补正材料。',
      'There is no supplement to sign for.',
      '《公安机关办理刑事案件程序规定》第一百八十条',
    ),
  ),
  ...onPaper(attempt),
]

const bodyGuard: Guard = (_record, attempt) => onPaper(attempt)

/** The right to ask for reconsideration ends with its period; supervision can still be asked for. */
const reconsiderGuard: Guard = (record, { on }, law) => {
  const due = law.due('X-07')
  return [
    ...twoInTeam(record),
    ...unless(
      due === null || !isBefore(due, on),
      ground(
        'reconsideration-too-late',
        `提请复议的期限已于 ${due} 届满，可以建议人民检察院立案监督。`,
        `Reconsideration could be asked for until ${due}. The procuratorate can still be asked to supervise.`,
        XFER('第九条'),
      ),
    ),
  ]
}

const superviseGuard: Guard = (record, attempt, law) => {
  const decideBy = law.due('X-08')
  return [
    ...twoInTeam(record),
    ...reaches(attempt, 'procuratorate'),
    // Public security has not decided on the reconsideration: its own period must have passed.
    ...unless(
      record.state !== 'reconsidering' || decideBy === null || isBefore(decideBy, attempt.on),
      ground(
        'reconsideration-running',
        `公安机关作出复议决定的期限到 ${decideBy} 才届满，请等待其决定。`,
        `Public security has until ${decideBy} to decide on the reconsideration. Wait for it.`,
        XFER('第九条'),
      ),
    ),
    ...(record.state === 'reconsidering'
      ? []
      : explained(attempt, law, ...(record.state === 'refusal-upheld' ? ['X-09'] : ['X-07']))),
  ]
}

const reasonsGuard: Guard = (record, attempt) => [
  ...unless(
    doneSince(record, 'require-reasons', 'give-reasons'),
    ground(
      'reasons-not-required',
      '检察机关还没有要求说明不立案理由。',
      'The procuratorate has not required the reasons.',
      '《公安机关办理刑事案件程序规定》第一百八十二条',
    ),
  ),
  ...onPaper(attempt),
]

/** Sealed or seized objects go with the case, and the party is told so in writing. @source 《行政强制法》第二十一条 */
const handOverGuard: Guard = (record, attempt, law) => [
  ...(attempt.fields.objects === 'seized'
    ? [
        ...about(
          'partyToldOn',
          unless(
            record.documents.some(({ form }) => form === 6) || present(attempt.fields.partyNoticeNo),
            ground(
              'party-notice-missing',
              '查封、扣押的物品一并移送的，应当书面告知当事人：请先签发《查封/扣押物品移送告知书》（文书6），或者填写已在查封、扣押事项中签发的文号。',
              'The party must be told in writing that sealed or seized objects go with the case. Issue form 6 first, or give the number of the one issued with the seizure.',
              ACL('第二十一条'),
            ),
          ),
          unless(
            present(attempt.fields.partyToldOn),
            ground(
              'party-not-told',
              '请填写书面告知当事人的日期。',
              'Give the day on which the party was told in writing.',
              ACL('第二十一条'),
            ),
          ),
        ),
      ]
    : []),
  ...explained(attempt, law, 'X-12'),
]

/** What each act needs beyond its fields. @source 《行政执法机关移送涉嫌犯罪案件的规定》 */
export const referralGuards: Readonly<Record<string, Guard>> = {
  report: reportGuard,
  'approve-referral': decideGuard,
  'reject-referral': decideGuard,
  send: sendGuard,
  'copy-to-procuratorate': copyGuard,
  supply: supplyGuard,
  'confirm-forwarding': (_record, attempt) => reaches(attempt, 'police'),
  'sign-receipt': receiptGuard,
  'sign-supplement': supplementReceiptGuard,
  'ask-supplement': bodyGuard,
  forward: bodyGuard,
  'police-file': bodyGuard,
  'police-refuse': bodyGuard,
  'uphold-refusal': bodyGuard,
  'give-reasons': reasonsGuard,
  'require-reasons': bodyGuard,
  'order-filing': bodyGuard,
  'accept-reasons': bodyGuard,
  'request-reconsideration': reconsiderGuard,
  'request-supervision': superviseGuard,
  'hand-over': handOverGuard,
}
