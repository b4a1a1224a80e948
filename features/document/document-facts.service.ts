import type { FormFacts } from '../../core/form-facts.ts'
import { Refusal } from '../../core/refusal.ts'
import type { Ctx } from '../../platform/context.ts'
import type { Volume } from './document.schema.ts'
import * as store from './document.store.ts'
import { mannerWords } from './document.words.ts'
import { type ArchivedForm, archiveOrder, archiveSections, volumeNames } from './document-archive.rules.ts'
import { copiesOf } from './document-copy.store.ts'
import { particularsOf } from './document-number.service.ts'

/** 2026年11月24日 */
export const dayInWords = (day: string): string => {
  const { year, month, day: date } = Temporal.PlainDate.from(day)
  return `${year}年${month}月${date}日`
}

/**
 * What the forms of a matter can be filled from: what the authority says of itself, what was issued before
 * (`form-45.number`, `form-45.on`, `form-45.servedOn`), and what the matter itself gives, which goes before both.
 */
export async function withOwnFacts(ctx: Ctx, proceedingId: string, facts: FormFacts): Promise<FormFacts> {
  const { reviewBody, court, address, contactName, contactPhone } = await particularsOf(ctx)
  const own: Record<string, string> = { 'remedy.reviewBody': reviewBody, 'remedy.court': court }
  if (address) own['contact.address'] = address
  if (contactName) own['contact.name'] = contactName
  if (contactPhone) own['contact.phone'] = contactPhone
  for (const { form, number, issuedOn, servedOn } of await store.issuedOf(ctx, proceedingId)) {
    if (number) own[`form-${form}.number`] = number
    if (issuedOn) own[`form-${form}.on`] = dayInWords(issuedOn)
    if (servedOn) own[`form-${form}.servedOn`] = dayInWords(servedOn)
  }
  if (!facts.agency) own.agency = (await store.findMatterOf(ctx, proceedingId)).agency
  const given = facts.agency ? facts : Object.fromEntries(Object.entries(facts).filter(([key]) => key !== 'agency'))
  return { ...own, ...given }
}

/** What a proof of service, a list or a release says of the document it belongs to. @throws Refusal `about-not-issued` */
export async function factsAbout(ctx: Ctx, proceedingId: string, aboutId: string): Promise<FormFacts> {
  const about = await store.findDocument(ctx, aboutId)
  if (about.proceedingId !== proceedingId) throw new Refusal('not-found')
  if (about.state !== 'issued') throw new Refusal('about-not-issued')
  const name = `《${about.title}》${about.number ? `（${about.number}）` : ''}`
  return {
    'served.name': name,
    'list.about': name,
    ...(about.servedTo && { 'served.to': about.servedTo }),
    ...(about.servedOn && { 'served.on': dayInWords(about.servedOn) }),
    ...(about.servedManner && { 'served.manner': mannerWords[about.servedManner][0] }),
  }
}

/** What a matter's files hold, in the order of the article, as far as the reader may see it. */
export async function archiveOf(ctx: Ctx, proceedingId: string) {
  const proceedingIds = await store.mattersFiledWith(ctx, proceedingId)
  const documents = await store.documentsOf(ctx, proceedingIds)
  const copies = await copiesOf(ctx, { proceedingIds })
  const filed = new Map(copies.filter(({ purpose }) => purpose === 'file').map((copy) => [copy.documentId, copy]))
  const issued = documents.filter(({ state }) => state === 'issued').map(archived)
  const places = archiveOrder([
    ...issued,
    ...issued
      .filter(({ confidential, id }) => confidential && !filed.has(id))
      .map((one) => ({ ...one, as: 'pointer' as const })),
    ...[...filed.values()].map(({ documentId, form, issuedOn }) => ({
      ...{ id: documentId, as: 'copy' as const, form, issuedOn, confidential: true, aboutId: null },
    })),
  ])
  return { documents, copies, filed, places }
}

/** What cover, table and notes of a volume (54–56) say of it. */
export async function factsOfVolume(ctx: Ctx, proceedingId: string, volume: Volume): Promise<FormFacts> {
  const { documents, filed, places } = await archiveOf(ctx, proceedingId)
  const entries = places
    .filter((one) => one.volume === volume)
    .map(({ id, as, section }) => {
      const original = documents.find((one) => one.id === id)
      const copy = filed.get(id)
      return {
        number: original?.number ?? copy?.paper.number ?? '',
        day: dayInWords(original?.issuedOn ?? copy?.issuedOn ?? ''),
        title: `${original?.title ?? copy?.paper.title ?? ''}${standsFor[as]}`,
        pages: '',
        note: archiveSections[volume][section] ?? '',
      }
    })
  return {
    'archive.volume': volumeNames[volume],
    'archive.entries': entries,
    'archive.pages': String(entries.length),
    'archive.on': dayInWords(ctx.today.toString()),
  }
}

const standsFor = { original: '', copy: '（脱敏件）', pointer: '（指引页：原件存涉密附卷）' } as const

const archived = (row: store.DocumentRow): ArchivedForm => ({
  id: row.id,
  as: 'original',
  form: row.form,
  issuedOn: row.issuedOn ?? '',
  confidential: row.confidential,
  aboutId: row.aboutId,
})
