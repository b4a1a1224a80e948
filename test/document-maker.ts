import { documentContract } from '../features/document/document.contract.ts'
import { documentCopyContract } from '../features/document/document-copy.contract.ts'
import { aCaseMatter, aMember, type Member } from './builders.ts'
import type { TestHouse } from './harness.ts'

/** All that a notice before a penalty must say. */
export const noticeContent = {
  'party.name': '虚构𠮷㐂喆有限公司',
  'notice.facts': '虚构事实：当事人以不正当手段获取权利人的商业秘密。',
  'notice.reasons': '违反《中华人民共和国反不正当竞争法》第十条，依据第二十六条。',
  'notice.fine': '200,000.00元',
  'notice.gains': '30,000.00元',
}

export type IssuedNotice = { proceedingId: string; id: string; copyId: string; handler: Member; head: Member }

/** A notice before a penalty, drawn up by a handler, issued by the head, with a masked copy for the open volumes. */
export async function anIssuedNotice(test: TestHouse, confidential = false): Promise<IssuedNotice> {
  const handler = await aMember(test, 'office', 'case-handler')
  const head = await aMember(test, 'office', 'head', handler.organisation)
  const proceedingId = await aCaseMatter(test, handler.organisation.id, [handler.person.id])
  const { body: draft } = await handler.caller.call(documentContract.draft, { proceedingId, form: 37, confidential })
  await handler.caller.call(documentContract.edit, { id: draft.id, base: 1, changed: noticeContent, confidential })
  await head.caller.call(documentContract.issue, { id: draft.id, base: 2 })
  const copy = await head.caller.call(documentCopyContract.mask, {
    id: draft.id,
    purpose: 'file',
    terms: ['虚构事实'],
    read: true,
  })
  return { proceedingId, id: draft.id, copyId: copy.body.id, handler, head }
}
