import { z } from 'zod'
import { type Contract, Done, endpoint, Id, NoInput, pageInput, secret } from '../../core/contract.ts'
import { AttachmentLook } from '../attachment/attachment.contract.ts'
import { ChannelMessage } from './clue.schema.ts'
import { ComplaintAttachment, ComplaintBody, ComplaintPart, ComplaintSummary } from './complaint.schema.ts'

export const complaintContract = {
  begin: endpoint({
    method: 'POST',
    path: '/api/complaints',
    permission: 'complaint.make',
    summary: ['新建投诉草稿', 'Begin a complaint; it stays a draft until it is sent'],
    input: NoInput,
    output: z.object({ id: Id }),
    refusals: [],
  }),
  list: endpoint({
    method: 'GET',
    path: '/api/complaints',
    permission: 'complaint.make',
    summary: ['本单位的投诉', 'Complaints of one’s own organisation'],
    input: z.object(pageInput),
    output: z.object({ complaints: z.array(ComplaintSummary), next: z.string().nullable() }),
    refusals: [],
  }),
  read: endpoint({
    method: 'GET',
    path: '/api/complaints/:id',
    permission: 'complaint.make',
    summary: ['一件投诉', 'One complaint, its package and its messages'],
    input: z.object({ id: Id }),
    output: z.object({
      complaint: ComplaintSummary,
      revision: z.int(),
      body: ComplaintBody,
      parts: z.array(ComplaintPart),
      attachments: z.array(ComplaintAttachment),
      looks: z.array(AttachmentLook).describe('who of the office took which attachment, and when'),
      messages: z.array(ChannelMessage),
    }),
    refusals: [],
  }),
  save: endpoint({
    method: 'PUT',
    path: '/api/complaints/:id',
    permission: 'complaint.make',
    summary: ['保存投诉草稿', 'Save the draft'],
    input: z.strictObject({
      id: Id,
      /** The revision that was changed; another one means that a colleague was faster. */
      revision: z.int(),
      body: secret(ComplaintBody),
      attachments: z.array(z.strictObject({ part: z.int().min(1).max(11), id: Id })).max(200),
    }),
    output: z.object({ revision: z.int() }),
    refusals: ['attached-twice'],
  }),
  discard: endpoint({
    method: 'DELETE',
    path: '/api/complaints/:id',
    permission: 'complaint.make',
    summary: ['删除投诉草稿', 'Discard a draft'],
    input: z.object({ id: Id }),
    output: Done,
    refusals: [],
  }),
  send: endpoint({
    method: 'POST',
    path: '/api/complaints/:id/sending',
    permission: 'complaint.make',
    summary: ['提交投诉', 'Send the complaint; the period of inquiry begins'],
    input: z.strictObject({ id: Id, revision: z.int() }),
    output: Done,
    refusals: ['complaint-incomplete'],
  }),
  write: endpoint({
    method: 'POST',
    path: '/api/complaints/:id/messages',
    permission: 'complaint.make',
    summary: ['给办理机关写消息', 'Write to the office'],
    input: z.strictObject({ id: Id, body: secret(z.string().trim().min(1).max(5000)) }),
    output: Done,
    refusals: ['not-sent-yet'],
  }),
} as const satisfies Contract
