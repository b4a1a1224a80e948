import { z } from 'zod'
import { type Contract, Done, Download, endpoint, Id, pageInput, secret } from '../../core/contract.ts'
import { actContract, actRefusals } from '../proceeding/proceeding.contract.ts'
import { clueMachine } from './clue.rules.ts'
import {
  ChannelFile,
  ChannelMessage,
  ClueFacts,
  ClueRow,
  clueSources,
  LinkedClue,
  Release,
  ReverseFacts,
  registeredSources,
} from './clue.schema.ts'
import { ComplaintAttachment, ComplaintBody, ComplaintPart, partStates } from './complaint.schema.ts'
import { TipBody } from './tip.schema.ts'

const { 'link-duplicate': linkDuplicateAct, ...acts } = actContract(clueMachine, '/api/clues')

/** One door for each act; linking has one of its own, because it is done in two clues at once. */
export const clueActContract = acts as Contract

const line = z.string().trim().max(200).default('')
const text = z.string().trim().max(5000).default('')
const reason = secret(z.string().trim().min(2).max(2000))

export const clueContract = {
  register: endpoint({
    method: 'POST',
    path: '/api/clues',
    permission: 'case.register',
    summary: ['登记线索', 'Register a clue that another body sent or the office found'],
    input: z.strictObject({
      source: z.enum(registeredSources),
      title: secret(z.string().trim().min(2).max(200)),
      receivedOn: z.iso.date(),
      fromBody: secret(line),
      documentNo: line,
      accused: secret(line),
      rightHolder: secret(line),
      when: secret(line),
      where: secret(line),
      summary: secret(text),
      /** Only for a reverse transfer. */
      reverse: secret(ReverseFacts.nullable()).default(null),
    }),
    output: z.object({ id: Id, number: z.string().nullable() }),
    refusals: [...actRefusals, 'sender-missing', 'reverse-facts-missing', 'day-in-future', 'opinion-day-missing'],
  }),
  list: endpoint({
    method: 'GET',
    path: '/api/clues',
    permission: 'clue.read',
    summary: ['查询线索', 'Find clues'],
    input: z.object({
      ...pageInput,
      source: z.enum(clueSources).optional(),
      state: z.string().optional(),
      search: z.string().trim().max(100).optional(),
      mine: z.stringbool().optional(),
      open: z.stringbool().optional(),
    }),
    output: z.object({ clues: z.array(ClueRow), next: z.string().nullable() }),
    refusals: [],
  }),
  intake: endpoint({
    method: 'GET',
    path: '/api/clues/:id/intake',
    permission: 'clue.read',
    summary: ['线索的来源、举报渠道与关联', 'How a clue came in, its channel, and what it is linked to'],
    input: z.object({ id: Id }),
    output: z.object({
      facts: ClueFacts,
      source: z.enum(clueSources),
      /** Null where there is none, or it is not for this person to see. */
      channel: z
        .object({
          id: Id,
          kind: z.enum(['tip', 'complaint']),
          named: z.boolean(),
          sentAt: z.iso.datetime(),
          tip: TipBody.nullable(),
          receipt: z.string().nullable(),
          complaint: z
            .object({
              organisation: z.string(),
              body: ComplaintBody,
              parts: z.array(ComplaintPart),
              attachments: z.array(ComplaintAttachment),
            })
            .nullable(),
          files: z.array(ChannelFile),
          messages: z.array(ChannelMessage),
          releases: z.array(Release),
        })
        .nullable(),
      links: z.array(LinkedClue.extend({ reason: z.string(), linkedAt: z.iso.datetime(), linkedBy: z.string() })),
      suggestions: z.array(
        LinkedClue.extend({ same: z.array(z.enum(['accused', 'right-holder'])), daysApart: z.int() }),
      ),
    }),
    refusals: [],
    journalled: true,
  }),
  linkDuplicate: endpoint({
    method: 'POST',
    path: '/api/clues/:id/links',
    permission: 'case.register',
    summary: ['关联重复线索', 'Link two clues about the same; neither is merged into the other'],
    input: z.strictObject({ id: Id, number: z.string().trim().min(1).max(100), reason }),
    output: Done,
    refusals: [...(linkDuplicateAct?.refusals ?? []), 'no-such-clue', 'same-clue', 'linked-already'],
  }),
  writeToReporter: endpoint({
    method: 'POST',
    path: '/api/clues/:id/messages',
    permission: 'case.register',
    summary: ['给举报人（投诉人）写消息', 'Write to the reporter or complainant'],
    input: z.strictObject({ id: Id, body: secret(z.string().trim().min(1).max(5000)) }),
    output: Done,
    refusals: ['no-channel'],
  }),
  readFile: endpoint({
    method: 'GET',
    path: '/api/clues/:id/files/:fileId',
    permission: 'clue.read',
    summary: ['查看举报文件的阅读副本', 'Read a file of the reporter, without its hidden data'],
    input: z.object({ id: Id, fileId: Id }),
    output: Download,
    refusals: ['file-apart'],
    download: true,
    journalled: true,
  }),
  askRelease: endpoint({
    method: 'POST',
    path: '/api/clues/:id/releases',
    permission: 'case.register',
    summary: ['申请查看举报人身份或者原件', 'Ask to see who the reporter is, or an original'],
    input: z.strictObject({ id: Id, fileId: Id.nullable().default(null), reason }),
    output: z.object({ id: Id }),
    refusals: ['no-channel', 'not-named', 'release-waiting'],
  }),
  decideRelease: endpoint({
    method: 'POST',
    path: '/api/clues/releases/:id/decision',
    permission: 'case.approve',
    summary: ['决定是否准许查看', 'Decide whether somebody may see it'],
    input: z.strictObject({ id: Id, approve: z.boolean(), opinion: reason }),
    output: Done,
    refusals: ['release-decided', 'release-own'],
  }),
  lookAtIdentity: endpoint({
    method: 'POST',
    path: '/api/clues/:id/identity-looks',
    permission: 'case.register',
    summary: ['查看举报人身份（每次查看留痕）', 'See who the reporter is; every look is recorded'],
    input: z.strictObject({ id: Id }),
    output: z.object({
      name: secret(z.string()),
      phone: secret(z.string()),
      contact: secret(z.string()),
    }),
    refusals: ['not-released'],
  }),
  lookAtOriginal: endpoint({
    method: 'GET',
    path: '/api/clues/:id/originals/:fileId',
    permission: 'case.register',
    summary: ['查看原件（每次查看留痕）', 'See an original; every look is recorded'],
    input: z.object({ id: Id, fileId: Id }),
    output: Download,
    refusals: ['not-released'],
    download: true,
    journalled: true,
  }),
  decidePart: endpoint({
    method: 'POST',
    path: '/api/clues/:id/parts/:part',
    permission: 'case.register',
    summary: ['核对投诉材料', 'Check a part of the complaint’s package'],
    input: z.strictObject({
      id: Id,
      part: z.coerce.number().int().min(1).max(11),
      state: z.enum(partStates),
      remark: secret(z.string().trim().max(500).default('')),
    }),
    output: Done,
    refusals: ['no-channel'],
  }),
} as const satisfies Contract
