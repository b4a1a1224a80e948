import { z } from 'zod'
import { type Contract, Download, endpoint, Id, pageInput, secret } from '../../core/contract.ts'
import { ActDone, actContract } from '../proceeding/proceeding.contract.ts'
import { referralMachine } from './criminal-referral.rules.ts'
import { Candidate, FrozenPacket, Missing, PacketDraft, ReceivedPacket } from './referral-packet.schema.ts'
import { reverseMachine } from './reverse-transfer.rules.ts'

const { 'freeze-packet': _frozenByItsOwnDoor, ...plainDoors } = actContract(referralMachine, '/api/referrals')

/** Acts that hand a packet over wait until it is sealed. */
export const handingOver = [
  'send',
  'supply',
  'confirm-forwarding',
  'copy-to-procuratorate',
  'request-supervision',
] as const

/** One door for each act of a referral. A packet is frozen by the door that also makes it, never by the bare act. */
export const referralActContract: Contract = Object.fromEntries(
  Object.entries(plainDoors).map(([act, door]) => [act, { ...door, refusals: [...door.refusals, ...moreOf(act)] }]),
)

function moreOf(act: string): readonly string[] {
  if (act === 'hand-over') return ['seizure-not-moved']
  return handingOver.some((one) => one === act) ? ['packet-being-sealed'] : []
}

export const reverseActContract: Contract = actContract(reverseMachine, '/api/reverse-transfers')

const OfPacket = z.object({ id: Id, packetId: Id })

export const referralContract = {
  preparation: endpoint({
    method: 'GET',
    path: '/api/referrals/:id/preparation',
    permission: 'case.handle',
    summary: ['查看正在准备的移送包', 'Read the packet that is being prepared'],
    input: z.object({ id: Id }),
    output: z.object({
      part: z.enum(['referral', 'supplement']).nullable().describe('null while no packet can be prepared'),
      revision: z.int(),
      draft: PacketDraft,
      missing: z.array(Missing),
      candidates: z.array(Candidate),
      seq: z.int(),
      title: z.string(),
    }),
    refusals: [],
  }),
  prepare: endpoint({
    method: 'PUT',
    path: '/api/referrals/:id/preparation',
    permission: 'case.handle',
    summary: ['保存正在准备的移送包', 'Save the packet that is being prepared'],
    input: z.strictObject({ id: Id, revision: z.int().min(0), draft: secret(PacketDraft) }),
    output: z.object({ id: Id, revision: z.int(), missing: z.array(Missing) }),
    refusals: ['not-yours-to-do', 'packet-not-open'],
  }),
  freeze: endpoint({
    method: 'POST',
    path: '/api/referrals/:id/packets',
    permission: 'case.handle',
    summary: ['封存移送包', 'Freeze the packet'],
    input: z.strictObject({ id: Id, revision: z.int().min(1), seq: z.int().min(0) }),
    output: ActDone.extend({ packetId: Id }),
    refusals: [
      ...(plainDoors['send']?.refusals ?? []),
      'packet-not-open',
      'packet-incomplete',
      'file-not-yours',
      'file-damaged',
      'masked-is-confidential',
      'log-halted',
    ],
  }),
  packets: endpoint({
    method: 'GET',
    path: '/api/referrals/:id/packets',
    permission: 'proceeding.read',
    summary: ['查看已封存的移送包', 'Read the frozen packets'],
    input: z.object({ id: Id }),
    output: z.object({ packets: z.array(FrozenPacket) }),
    refusals: [],
  }),
  item: endpoint({
    method: 'GET',
    path: '/api/referrals/:id/packets/:packetId/items/:itemId',
    permission: 'proceeding.read',
    summary: ['下载移送包中的一件', 'Download one item of a packet'],
    input: OfPacket.extend({ itemId: Id }),
    output: Download,
    refusals: [],
    download: true,
    journalled: true,
  }),
  file: endpoint({
    method: 'GET',
    path: '/api/referrals/:id/packets/:packetId/file',
    permission: 'proceeding.read',
    summary: ['下载移送包（ZIP）', 'Download the packet as ZIP'],
    input: OfPacket,
    output: Download,
    refusals: ['packet-being-sealed'],
    download: true,
    journalled: true,
  }),
  actFile: endpoint({
    method: 'GET',
    path: '/api/referrals/:id/acts/:seq/files/:attachmentId',
    permission: 'proceeding.read',
    summary: ['下载办理事项所附的文件', 'Download a file that an act names'],
    input: z.object({ id: Id, seq: z.coerce.number().int().min(1), attachmentId: Id }),
    output: Download,
    refusals: [],
    download: true,
    journalled: true,
  }),
  received: endpoint({
    method: 'GET',
    path: '/api/referrals/received',
    permission: 'referral.answer',
    summary: ['查看移送给本单位的案件', 'Read what was referred to your body'],
    input: z.object(pageInput),
    output: z.object({ received: z.array(ReceivedPacket), next: z.string().nullable() }),
    refusals: [],
  }),
  openReverse: endpoint({
    method: 'POST',
    path: '/api/reverse-transfers',
    permission: 'referral.answer',
    summary: ['新建反向移送', 'Open a reverse transfer'],
    input: z.strictObject({ title: secret(z.string().trim().min(2).max(200)), on: z.iso.date() }),
    output: z.object({ id: Id }),
    refusals: ['day-in-future'],
  }),
} as const satisfies Contract
