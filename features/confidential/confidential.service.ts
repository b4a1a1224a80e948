import { randomUUID } from 'node:crypto'
import type { Service } from '../../core/contract.ts'
import { Refusal } from '../../core/refusal.ts'
import { actingPerson, type Ctx } from '../../platform/context.ts'
import { openWith, sealWith } from '../../platform/identity/instance-key.ts'
import { attachmentsByIds, claimAttachments, contentOf } from '../attachment/attachment.service.ts'
import { matterNamed } from '../proceeding/proceeding-record.service.ts'
import type { confidentialContract } from './confidential.contract.ts'
import * as store from './confidential.store.ts'

type ItemRow = Awaited<ReturnType<typeof store.itemsOf>>[number]

export const confidentialService: Service<typeof confidentialContract, Ctx> = {
  async read(ctx, { id }) {
    const { title } = await matterNamed(ctx, id, 'case')
    const items = await store.itemsOf(ctx, id)
    const pledges = await store.pledgesOf(ctx, id)
    return {
      title,
      cleared: await store.isCleared(ctx, id),
      pledged: pledges.some(({ personId }) => personId === actingPerson(ctx)),
      items: items.map((item) => ({
        ...summaryOf(item),
        replaced: items.some(({ replaces }) => replaces === item.id),
      })),
      cells: (await store.cellsOf(ctx, id)).map(
        ({ pointId, accusedId, outcome, evidenceIds, appraisalIds, makerName, madeAt }) => ({
          ...{ pointId, accusedId, outcome, evidenceIds, appraisalIds, madeBy: makerName, madeAt },
        }),
      ),
      grants: await store.grantsOf(ctx, id),
      pledges,
      owners: await store.ownersOf(ctx, id),
      looks: await store.looksOf(ctx, { proceedingId: id, limit: 200 }),
    }
  },

  async pledge(ctx, { id }) {
    await matterNamed(ctx, id, 'case')
    await store.addPledge(ctx, id)
    return { id }
  },

  async letIn(ctx, { id, personId, reason, expiresOn }) {
    await matterNamed(ctx, id, 'case')
    if (personId === actingPerson(ctx)) throw new Refusal('grant-to-oneself')
    if (expiresOn < ctx.today.toString()) throw new Refusal('day-passed')
    const pledges = await store.pledgesOf(ctx, id)
    if (!pledges.some((one) => one.personId === personId)) throw new Refusal('pledge-missing')
    return store.addGrant(ctx, { proceedingId: id, personId, reason, expiresOn })
  },

  revoke: (ctx, { id }) => store.revokeGrant(ctx, id),

  async nameOwner(ctx, { id, organisationId }) {
    await matterNamed(ctx, id, 'case')
    await nameRightHolder(ctx, id, organisationId)
    return { id }
  },

  async add(ctx, { id, content, replaces, attachmentIds, ...given }) {
    await matterNamed(ctx, id, 'case')
    await requireCleared(ctx, id)
    const before = replaces === null ? null : await replaceable(ctx, id, replaces)
    await claimAttachments(ctx, attachmentIds, id, { confidential: true })
    const itemId = randomUUID()
    await store.addItem(ctx, {
      ...given,
      id: itemId,
      proceedingId: id,
      version: (before?.version ?? 0) + 1,
      replaces,
      attachmentIds,
      content: sealWith(ctx.world.instanceKey, content, itemId),
    })
    return { id: itemId }
  },

  async lock(ctx, { id }) {
    const item = await requireItem(ctx, id)
    await replaceable(ctx, item.proceedingId, id)
    await store.lockItem(ctx, id)
    return { id }
  },

  async look(ctx, { id, reason }) {
    const item = await requireItem(ctx, id)
    const watermark = await recordLook(ctx, item.proceedingId, { itemId: id, itemLabel: item.label, reason })
    const attachments = await attachmentsByIds(ctx, item.attachmentIds)
    return {
      id,
      content: openWith(ctx.world.instanceKey, item.content, item.id),
      attachments: attachments.map(({ id: attachmentId, name, sizeBytes }) => ({ id: attachmentId, name, sizeBytes })),
      watermark,
    }
  },

  async file(ctx, { id, attachmentId, reason }) {
    const item = await requireItem(ctx, id)
    const [attachment] = item.attachmentIds.includes(attachmentId) ? await attachmentsByIds(ctx, [attachmentId]) : []
    if (!attachment) throw new Refusal('not-found')
    await recordLook(ctx, item.proceedingId, { itemId: id, itemLabel: `${item.label} · ${attachment.name}`, reason })
    return contentOf(ctx, attachment)
  },

  async compare(ctx, { id, reasons, ...cell }) {
    await requireCleared(ctx, id)
    const items = await store.itemsOf(ctx, id)
    const isOf = (itemId: string, kind: ItemRow['kind']) => items.some((one) => one.id === itemId && one.kind === kind)
    const comparable =
      isOf(cell.pointId, 'secret-point') &&
      isOf(cell.accusedId, 'accused-information') &&
      cell.appraisalIds.every((one) => isOf(one, 'appraisal'))
    if (!comparable) throw new Refusal('not-comparable')
    const cellId = randomUUID()
    await store.addCell(ctx, {
      ...cell,
      id: cellId,
      proceedingId: id,
      reasons: sealWith(ctx.world.instanceKey, reasons, cellId),
    })
    return { id: cellId }
  },

  async lookAtComparison(ctx, { id, reason }) {
    await requireCleared(ctx, id)
    const watermark = await recordLook(ctx, id, { itemId: null, itemLabel: '比对表 / comparison', reason })
    const cells = await store.cellsOf(ctx, id)
    return {
      id,
      reasons: cells.map(({ id: cellId, pointId, accusedId, reasons }) => ({
        pointId,
        accusedId,
        text: openWith(ctx.world.instanceKey, reasons, cellId),
      })),
      watermark,
    }
  },

  async looks(ctx, page) {
    const looks = await store.looksOf(ctx, page)
    return { looks, next: looks.length === page.limit ? (looks.at(-1)?.id ?? null) : null }
  },
}

/** Whether whoever acts may see the contents of this case's sub-dossier now. */
export const mayEnter = store.isCleared

/** The right holder sees from then on who looks at its secrets. @throws Refusal `no-such-right-holder` */
export async function nameRightHolder(ctx: Ctx, caseId: string, organisationId: string): Promise<void> {
  if (!(await store.isEnterprise(ctx, organisationId))) throw new Refusal('no-such-right-holder')
  await store.addOwner(ctx, caseId, organisationId)
}

async function requireCleared(ctx: Ctx, matterId: string) {
  if (!(await store.isCleared(ctx, matterId))) throw new Refusal('not-cleared')
}

/** Without a grant the row cannot be seen at all: it is not told whether there is such an item. */
async function requireItem(ctx: Ctx, id: string) {
  const item = await store.findItem(ctx, id)
  if (!item) throw new Refusal('not-cleared')
  return item
}

async function replaceable(ctx: Ctx, matterId: string, id: string) {
  const item = await requireItem(ctx, id)
  if (item.proceedingId !== matterId) throw new Refusal('not-cleared')
  if (item.lockedAt !== null) throw new Refusal('item-locked')
  if (await store.isReplaced(ctx, id)) throw new Refusal('item-replaced')
  return item
}

/** First the trace, then the content: both are in one transaction. @returns the watermark */
export async function recordLook(
  ctx: Ctx,
  proceedingId: string,
  look: { itemId: string | null; itemLabel: string; reason: string },
): Promise<string> {
  const { number } = await matterNamed(ctx, proceedingId, 'case')
  await store.addLook(ctx, { proceedingId, matterNumber: number, ...look })
  const at = ctx.now.toZonedDateTimeISO('Asia/Shanghai').toPlainDateTime().toString({ smallestUnit: 'minute' })
  return `${ctx.actor.person?.name ?? ''} ${at.replace('T', ' ')}`
}

const summaryOf = ({ makerName, attachmentIds, ...item }: ItemRow) => ({
  id: item.id,
  kind: item.kind,
  label: item.label,
  version: item.version,
  replaces: item.replaces,
  derivedFromPublic: item.derivedFromPublic,
  attachments: attachmentIds.length,
  madeBy: makerName,
  madeAt: item.madeAt,
  lockedAt: item.lockedAt,
})
