import { z } from 'zod'
import { Done, endpoint, Id, NoInput, pageInput } from '../../core/contract.ts'
import { locales } from '../../core/words.ts'

export const Notice = z.object({
  id: Id,
  kind: z.string(),
  text: z.record(z.enum(locales), z.string()),
  link: z.string().nullable(),
  urgent: z.boolean(),
  createdAt: z.iso.datetime(),
  readAt: z.iso.datetime().nullable(),
})

export const noticeContract = {
  list: endpoint({
    method: 'GET',
    path: '/api/notices',
    permission: 'signed-in',
    summary: ['我的消息', 'My notices'],
    input: z.object({ unread: z.stringbool().default(false), ...pageInput }),
    output: z.object({ notices: z.array(Notice), unread: z.number().int(), next: z.string().nullable() }),
    refusals: [],
  }),
  markRead: endpoint({
    method: 'POST',
    path: '/api/notices/:id/read',
    permission: 'signed-in',
    summary: ['标为已读', 'Mark as read'],
    input: z.object({ id: Id }),
    output: Done,
    refusals: [],
  }),
  markAllRead: endpoint({
    method: 'POST',
    path: '/api/notices/read',
    permission: 'signed-in',
    summary: ['全部标为已读', 'Mark all as read'],
    input: NoInput,
    output: Done,
    refusals: [],
  }),
}
