import { z } from 'zod'
import { type Contract, Done, Download, endpoint, Id, secret } from '../../core/contract.ts'
import {
  DocumentCopy,
  DocumentSummary,
  DocumentView,
  FactValues,
  FormNumber,
  ServiceFacts,
  Volume,
} from './document.schema.ts'
import { archivedAs } from './document-archive.rules.ts'

const One = z.object({ id: Id })

/** The forms (文书) of one matter. */
export const documentContract = {
  list: endpoint({
    method: 'GET',
    path: '/api/proceedings/:proceedingId/documents',
    permission: 'document.read',
    summary: ['一件事项的全部文书', 'Every document of a matter'],
    input: z.object({ proceedingId: Id }),
    output: z.object({
      matterKind: z.string(),
      documents: z.array(DocumentSummary),
      /** Of a case: what was issued in its clue, its measures and its referral, and lies in the same file. */
      filedWith: z.array(DocumentSummary),
      /** Masked copies, also of documents that the reader may not see. */
      copies: z.array(DocumentCopy),
      /** What lies in the file and where, by the order of the article: documents, and what stands for those kept apart. */
      archive: z.array(
        z.object({
          id: Id,
          as: z.enum(archivedAs),
          volume: Volume,
          section: z.string(),
          place: z.int(),
        }),
      ),
    }),
    refusals: [],
  }),
  read: endpoint({
    method: 'GET',
    path: '/api/documents/:id',
    permission: 'document.read',
    summary: ['查看一份文书', 'Read one document'],
    input: One,
    output: DocumentView,
    refusals: [],
    journalled: true,
  }),
  file: endpoint({
    method: 'GET',
    path: '/api/documents/:id/file',
    permission: 'document.read',
    summary: ['下载已签发的文书（DOCX）', 'The issued document as a DOCX file, byte for byte as issued'],
    input: One,
    output: Download,
    refusals: ['not-issued'],
    download: true,
    journalled: true,
  }),
  draft: endpoint({
    method: 'POST',
    path: '/api/documents',
    permission: 'document.draft',
    summary: ['起草文书', 'Draw up a form from the record'],
    input: z.strictObject({
      proceedingId: Id,
      form: FormNumber,
      /** The issued document that this one serves, releases or extends. */
      aboutId: Id.optional(),
      replacesId: Id.optional(),
      /** Of forms 54 to 56: which volume they are about. */
      volume: Volume.optional(),
      confidential: z.boolean().default(false),
    }),
    output: One,
    refusals: ['about-not-issued'],
  }),
  edit: endpoint({
    method: 'PUT',
    path: '/api/documents/:id',
    permission: 'document.draft',
    summary: ['修改草稿', 'Change a draft'],
    input: z.strictObject({
      id: Id,
      base: z.int(),
      changed: secret(FactValues),
      confidential: z.boolean(),
      /** Take what the record says now for everything that nobody changed. */
      refill: z.boolean().default(false),
    }),
    output: z.object({ revision: z.int() }),
    refusals: ['not-a-draft'],
  }),
  issue: endpoint({
    method: 'POST',
    path: '/api/documents/:id/issue',
    permission: 'document.issue',
    summary: ['签发文书', 'Issue a document: it gets its number and is frozen'],
    input: z.strictObject({ id: Id, base: z.int() }),
    output: z.object({ id: Id, number: z.string().nullable(), digest: z.string() }),
    refusals: ['not-a-draft', 'grounds-unmet', 'head-issues', 'approver-is-handler'],
  }),
  serve: endpoint({
    method: 'POST',
    path: '/api/documents/:id/service',
    permission: 'document.issue',
    summary: ['登记送达', 'Record how a document was served'],
    input: ServiceFacts.extend({
      id: Id,
      servedTo: secret(ServiceFacts.shape.servedTo),
      note: secret(ServiceFacts.shape.note),
    }),
    output: Done,
    refusals: ['not-issued', 'served-before-issued', 'served-in-future'],
  }),
  void: endpoint({
    method: 'POST',
    path: '/api/documents/:id/voiding',
    permission: 'document.issue',
    summary: ['作废文书', 'Void a document; its number is not used again'],
    input: z.strictObject({ id: Id, reason: secret(z.string().trim().min(2).max(500)) }),
    output: Done,
    refusals: ['already-voided', 'head-voids'],
  }),
} as const satisfies Contract
