import type { Service } from '../../core/contract.ts'
import { done } from '../../core/contract.ts'
import type { FormFacts } from '../../core/form-facts.ts'
import type { IssuedForm } from '../../core/proceeding.ts'
import { Refusal } from '../../core/refusal.ts'
import { actingPerson, type Ctx } from '../../platform/context.ts'
import { journal } from '../../platform/journal.ts'
import type { documentContract } from './document.contract.ts'
import type { FactValues, ServiceFacts, Template, Volume } from './document.schema.ts'
import * as store from './document.store.ts'
import { archiveSections } from './document-archive.rules.ts'
import { compose } from './document-compose.rules.ts'
import { copiesOf, copyOf } from './document-copy.store.ts'
import { archiveOf, dayInWords, factsAbout, factsOfVolume, withOwnFacts } from './document-facts.service.ts'
import { fileOf, keepFile } from './document-file.service.ts'
import { fillFrom, printable, unmetOf } from './document-fill.rules.ts'
import { nextNumber } from './document-number.service.ts'
import { templateOf } from './document-template.service.ts'

export { nextNumber } from './document-number.service.ts'

/** What a matter gives to its forms; the house wires it, so that forms need to know no procedure. */
export type FactsOfMatter = (ctx: Ctx, proceedingId: string) => Promise<FormFacts>

export type NewForm = {
  readonly proceedingId: string
  readonly form: number
  readonly facts: FormFacts
  readonly aboutId?: string | undefined
  readonly replacesId?: string | undefined
  readonly volume?: Volume | undefined
  readonly confidential?: boolean | undefined
}
export type Issued = { readonly id: string; readonly number: string | null; readonly digest: string }

/**
 * A form of a matter, filled from the record and open to be changed until it is issued.
 * @throws Refusal `not-found`, `about-not-issued`
 */
export async function draftForm(ctx: Ctx, given: NewForm): Promise<{ id: string }> {
  const template = await templateOf(ctx, given.form)
  return store.addDraft(ctx, await newDocument(ctx, template, given))
}

/**
 * Issues a form: it gets its number, becomes a file, and the file is kept byte for byte under its digest.
 *
 * Given facts, it is what an act of a procedure issues, in the act's own transaction and by the act's authority. Given an id,
 * it is a draft that the caller signs; who may do so is checked by the door.
 *
 * @throws Refusal `grounds-unmet` with every statutory content that is missing, each with its article
 */
export async function issueForm(ctx: Ctx, given: NewForm | { readonly id: string }): Promise<Issued> {
  if ('id' in given) {
    const row = await store.lockDocument(ctx, given.id)
    if (row.state !== 'draft') throw new Refusal('not-a-draft')
    const facts = await withOwnFacts(ctx, row.proceedingId, {})
    const issuing = await freeze(ctx, await templateOf(ctx, row.form), { ...facts, ...row.filled, ...row.changed }, row)
    await store.issueDraft(ctx, row.id, issuing)
    return told(ctx, { ...issuing, id: row.id, form: row.form, proceedingId: row.proceedingId })
  }
  const template = await templateOf(ctx, given.form)
  const values = await newDocument(ctx, template, given)
  const facts = await withOwnFacts(ctx, given.proceedingId, given.facts)
  const issuing = await freeze(ctx, template, { ...facts, ...values.filled }, values)
  const { id } = await store.addIssued(ctx, values, issuing)
  return told(ctx, { ...issuing, id, form: given.form, proceedingId: given.proceedingId })
}

/** What was issued in a matter and still stands, in the order of issue. */
export async function formsOf(ctx: Ctx, proceedingId: string): Promise<IssuedForm[]> {
  const issued = await store.issuedOf(ctx, proceedingId)
  return issued.map(({ form, number, issuedOn, servedOn }) => ({ form, number, issuedOn: issuedOn ?? '', servedOn }))
}

/** @throws Refusal `not-issued`, `served-before-issued`, `served-in-future` */
export async function recordService(ctx: Ctx, id: string, facts: ServiceFacts): Promise<void> {
  const row = await store.lockDocument(ctx, id)
  if (row.state !== 'issued') throw new Refusal('not-issued')
  if (facts.servedOn < (row.issuedOn ?? '')) throw new Refusal('served-before-issued', { issuedOn: row.issuedOn })
  if (facts.servedOn > ctx.today.toString()) throw new Refusal('served-in-future')
  await store.saveService(ctx, id, facts)
}

async function newDocument(ctx: Ctx, template: Template, given: NewForm): Promise<store.NewDocument> {
  const { proceedingId, form, aboutId, replacesId, volume, confidential = false } = given
  const about = aboutId ? await factsAbout(ctx, proceedingId, aboutId) : {}
  const ofVolume = form >= 54 ? await factsOfVolume(ctx, proceedingId, volume ?? 'main') : {}
  const facts = { ...(await withOwnFacts(ctx, proceedingId, given.facts)), ...about, ...ofVolume }
  return {
    proceedingId,
    form,
    title: template.title[0],
    filled: fillFrom(template, facts),
    confidential,
    volume: form >= 54 ? (volume ?? 'main') : null,
    aboutId: aboutId ?? null,
    replacesId: replacesId ?? null,
    draftedBy: ctx.actor.person?.id ?? null,
    draftedAt: ctx.now.toString(),
  }
}

/** Makes the file, once. What is missing and known only now — number, day — is put in; what the law demands must be there. */
async function freeze(
  ctx: Ctx,
  template: Template,
  facts: FormFacts,
  { confidential }: { readonly confidential: boolean },
): Promise<store.Issuing> {
  const unmet = unmetOf(template, facts)
  if (unmet.length > 0) throw new Refusal('grounds-unmet', { count: unmet.length, unmet })
  const number = template.numbered ? await nextNumber(ctx, `form-${template.form}`) : null
  const issuedOn = ctx.today.toString()
  const values = { ...facts, issuedOn: dayInWords(issuedOn), ...(number && { docNo: number }) }
  const paper = compose(template, values, {
    missing: 'blank',
    confidential,
    ...(ctx.world.demo && { warning: '虚构示例' }),
  })
  return {
    number,
    templateVersion: template.version,
    issuedBy: ctx.actor.person?.id ?? null,
    issuedOn,
    issuedAt: ctx.now.toString(),
    digest: await keepFile(ctx, paper),
    paper,
  }
}

/** The digest goes into the journal and so into the public log: what was issued can be proven later. */
async function told(
  ctx: Ctx,
  { id, number, digest, form, proceedingId }: store.Issuing & { id: string; form: number; proceedingId: string },
): Promise<Issued> {
  await journal(ctx, { act: 'document.issued', subject: id, detail: { proceedingId, form, number, digest } })
  return { id, number, digest }
}

/** What a document says that nobody enters: as issued, or as it would be issued today. */
async function givenOf(ctx: Ctx, row: store.DocumentRow): Promise<FactValues> {
  const { agency } = await store.findMatterOf(ctx, row.proceedingId)
  return {
    agency,
    ...(row.number && { docNo: row.number }),
    ...(row.issuedOn && { issuedOn: dayInWords(row.issuedOn) }),
  }
}

/** Their papers lie in the file of the case. */
const measures: readonly string[] = ['preservation', 'seizure']

export const documentService = (factsOf: FactsOfMatter): Service<typeof documentContract, Ctx> => ({
  async list(ctx, { proceedingId }) {
    const { kind } = await store.findMatterOf(ctx, proceedingId)
    const { documents, copies, places } = await archiveOf(ctx, proceedingId)
    return {
      matterKind: kind,
      documents: documents.filter((one) => one.proceedingId === proceedingId).map(store.summaryOf),
      filedWith: documents
        .filter((one) => one.proceedingId !== proceedingId && one.state === 'issued')
        .map(store.summaryOf),
      copies: copies.map(copyOf),
      archive: (measures.includes(kind) ? [] : places).map(({ section, ...place }) => ({
        ...place,
        section: archiveSections[place.volume][section] ?? '',
      })),
    }
  },

  async read(ctx, { id }) {
    const row = await store.findDocument(ctx, id)
    return {
      document: {
        ...store.summaryOf(row),
        proceedingId: row.proceedingId,
        revision: row.revision,
        matterKind: row.matterKind,
        matterLink: ctx.world.matterKinds.get(row.matterKind)?.link(row.proceedingId) ?? null,
        templateVersion: row.templateVersion,
      },
      template: await templateOf(ctx, row.form),
      filled: row.filled,
      changed: row.changed,
      given: await givenOf(ctx, row),
      paper: row.paper,
      copies: (await copiesOf(ctx, { documentId: id })).map(copyOf),
    }
  },

  async file(ctx, { id }) {
    const row = await store.findDocument(ctx, id)
    if (!row.digest || !row.paper) throw new Refusal('not-issued')
    return fileOf(ctx, { paper: row.paper, digest: row.digest })
  },

  async draft(ctx, { proceedingId, ...form }) {
    await store.findMatterOf(ctx, proceedingId)
    return draftForm(ctx, { ...form, proceedingId, facts: byHand(await factsOf(ctx, proceedingId)) })
  },

  async edit(ctx, { id, base, changed, confidential, refill }) {
    const row = await store.lockDocument(ctx, id)
    if (row.state !== 'draft') throw new Refusal('not-a-draft')
    const template = await templateOf(ctx, row.form)
    const known = new Set(template.fields.map(({ key }) => key))
    const kept = Object.fromEntries(
      Object.entries(changed).flatMap(([key, value]) => (known.has(key) ? [[key, printable(value)]] : [])),
    )
    const facts = refill
      ? await newDocument(ctx, template, {
          proceedingId: row.proceedingId,
          form: row.form,
          facts: byHand(await factsOf(ctx, row.proceedingId)),
          aboutId: row.aboutId ?? undefined,
          volume: row.volume ?? undefined,
        })
      : null
    const saved = await store.saveDraft(ctx, id, base, {
      changed: kept,
      confidential,
      ...(facts && { filled: facts.filled }),
    })
    if (!saved) throw new Refusal('changed-meanwhile')
    return { revision: base + 1 }
  },

  async issue(ctx, { id, base }) {
    const row = await store.lockDocument(ctx, id)
    if (row.state !== 'draft') throw new Refusal('not-a-draft')
    if (row.revision !== base) throw new Refusal('changed-meanwhile')
    const { issuedBy } = await templateOf(ctx, row.form)
    if (issuedBy === 'head') await requireHead(ctx, row.proceedingId)
    return issueForm(ctx, { id })
  },

  async serve(ctx, { id, ...facts }) {
    await recordService(ctx, id, facts)
    return done
  },

  async void(ctx, { id, reason }) {
    const row = await store.lockDocument(ctx, id)
    if (row.state === 'voided') throw new Refusal('already-voided')
    if (row.state === 'issued' && !ctx.actor.permissions.has('case.approve')) throw new Refusal('head-voids')
    await store.voidDocument(ctx, id, {
      voidedBy: actingPerson(ctx),
      voidedAt: ctx.now.toString(),
      voidReason: reason,
    })
    return done
  },
})

/** `act.…` is what the act that issues a form said; of a form drawn up by hand the latest act says nothing. */
const byHand = (facts: FormFacts): FormFacts =>
  Object.fromEntries(Object.entries(facts).filter(([key]) => !key.startsWith('act.')))

/** Nobody signs as head what they handle. @source 《市场监督管理行政处罚程序规定》第四十九条 */
async function requireHead(ctx: Ctx, proceedingId: string): Promise<void> {
  if (!ctx.actor.permissions.has('case.approve')) throw new Refusal('head-issues')
  if (await store.tookPart(ctx, proceedingId, actingPerson(ctx), 'handler')) throw new Refusal('approver-is-handler')
}
