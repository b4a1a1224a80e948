import { z } from 'zod'
import { Download, endpoint, Id, pageInput } from '../../core/contract.ts'

export const Attachment = z.object({
  id: Id,
  name: z.string(),
  mediaType: z.string(),
  sizeBytes: z.number().int(),
  sha256: z.string(),
  uploadedAt: z.iso.datetime(),
})
export type Attachment = z.infer<typeof Attachment>

/** Somebody of another organisation took the file. */
export const AttachmentLook = z.object({ attachmentId: Id, person: z.string(), lookedAt: z.iso.datetime() })
export type AttachmentLook = z.infer<typeof AttachmentLook>

export const maxAttachmentBytes = 200 * 1024 * 1024

export const attachmentContract = {
  upload: endpoint({
    method: 'POST',
    path: '/api/attachments',
    permission: 'attachment.upload',
    summary: ['上传附件', 'Upload an attachment'],
    input: z.object({
      name: z.string().trim().min(1).max(255),
      mediaType: z.string().max(200).default('application/octet-stream'),
    }),
    output: Attachment,
    refusals: ['empty-file'],
    upload: { maxBytes: maxAttachmentBytes },
  }),
  list: endpoint({
    method: 'GET',
    path: '/api/attachments',
    permission: 'attachment.upload',
    summary: ['本单位的附件', 'Attachments of one’s own organisation'],
    input: z.object(pageInput),
    output: z.object({ attachments: z.array(Attachment), next: z.string().nullable() }),
    refusals: [],
  }),
  download: endpoint({
    method: 'GET',
    path: '/api/attachments/:id/content',
    permission: 'public',
    summary: ['下载附件', 'Download an attachment that is one’s own or published'],
    input: z.object({ id: Id }),
    output: Download,
    refusals: ['look-needed'],
    download: true,
  }),
}
