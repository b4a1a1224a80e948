import { z } from 'zod'
import { type Contract, Download, endpoint, Id, secret } from '../../core/contract.ts'
import { CopyPurpose } from './document.schema.ts'

const One = z.object({ id: Id })

/** Masked copies (脱敏件) of what was issued, and copies to read and print. */
export const documentCopyContract = {
  print: endpoint({
    method: 'GET',
    path: '/api/documents/:id/print',
    permission: 'document.read',
    summary: ['下载已签发文书的阅读件（PDF）', 'A copy of the issued document to read and print, as PDF'],
    input: One,
    output: Download,
    refusals: ['not-issued', 'typesetter-missing'],
    download: true,
    journalled: true,
  }),
  mask: endpoint({
    method: 'POST',
    path: '/api/documents/:id/copies',
    permission: 'document.issue',
    summary: ['制作脱敏件', 'Make a masked copy of an issued document'],
    input: z.strictObject({
      id: Id,
      purpose: CopyPurpose,
      /** The secret's own words and names that must not appear. They are used and not kept. */
      terms: secret(z.array(z.string().trim().min(1).max(200)).max(200)),
      /** A person has read the result: the software only proposes. */
      read: z.literal(true),
    }),
    output: z.object({ id: Id, masked: z.int(), digest: z.string() }),
    refusals: ['not-issued'],
  }),
  file: endpoint({
    method: 'GET',
    path: '/api/document-copies/:id/file',
    permission: 'document.read',
    summary: ['下载脱敏件（DOCX）', 'The masked copy as a DOCX file, byte for byte as made'],
    input: One,
    output: Download,
    refusals: [],
    download: true,
    journalled: true,
  }),
  printCopy: endpoint({
    method: 'GET',
    path: '/api/document-copies/:id/print',
    permission: 'document.read',
    summary: ['下载脱敏件的阅读件（PDF）', 'The masked copy to read and print, as PDF'],
    input: One,
    output: Download,
    refusals: ['typesetter-missing'],
    download: true,
    journalled: true,
  }),
} as const satisfies Contract
