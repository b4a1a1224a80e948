import type { z } from 'zod'
import type { Service } from '../../core/contract.ts'
import { Refusal } from '../../core/refusal.ts'
import { toHex, utf8 } from '../../evidence/bytes.ts'
import { sha256, sm3 } from '../../evidence/digest.ts'
import { actingOrganisation, actingPerson, type Ctx } from '../../platform/context.ts'
import { enqueue } from '../../platform/jobs.ts'
import { contentOf, safeName } from '../attachment/attachment.service.ts'
import { evidenceIn } from '../case-evidence/case-evidence.service.ts'
import { recordLook } from '../confidential/confidential.service.ts'
import { doAct } from '../proceeding/proceeding-act.service.ts'
import { currentlyIn, kindOf, lockMatterNamed, matterNamed, recordOf } from '../proceeding/proceeding-record.service.ts'
import type { referralContract } from './criminal-referral.contract.ts'
import { ReferralFacts, type ReferralState } from './criminal-referral.schema.ts'
import * as store from './criminal-referral.store.ts'
import type { PacketManifest } from './packet/packet.schema.ts'
import { decodeManifest } from './packet/packet-manifest.ts'
import { fixPacket, frozenRow, sealJob } from './referral-freeze.service.ts'
import { type PacketSurroundings, packetMissing } from './referral-packet.rules.ts'
import { type Candidate, type FrozenPacket, PacketDraft } from './referral-packet.schema.ts'

type Doors = Omit<typeof referralContract, 'openReverse'>
type Matter = Awaited<ReturnType<typeof matterNamed>>

const kind = 'criminal-referral'

/** What a packet is prepared for at this stage; null while none can be. */
const partAt: Readonly<Partial<Record<ReferralState, PacketSurroundings['part']>>> = {
  approved: 'referral',
  'supplement-asked': 'supplement',
}
const partOf = ({ state }: Matter) => partAt[state as ReferralState] ?? null

export const packetService: Service<Doors, Ctx> = {
  async preparation(ctx, { id }) {
    const matter = await matterNamed(ctx, id, kind)
    const record = await recordOf(ctx, matter)
    const row = (await store.packetsOf(ctx, id)).find(({ state }) => state === 'draft')
    const draft = row ? PacketDraft.parse(row.draft) : await firstDraft(ctx, matter)
    const part = partOf(matter)
    return {
      part,
      revision: row?.revision ?? 0,
      draft,
      missing: part ? packetMissing(draft, await surroundings(ctx, matter, part)) : [],
      candidates: await candidatesOf(ctx, matter),
      seq: record.acts.length,
      title: matter.title,
    }
  },

  async prepare(ctx, { id, revision, draft }) {
    const matter = await lockMatterNamed(ctx, id, kind)
    const part = await requireOpen(ctx, matter)
    const row = await store.lockDraft(ctx, id)
    if ((row?.revision ?? 0) !== revision) throw new Refusal('changed-meanwhile')
    const saved = row
      ? await store.saveDraft(ctx, row.id, revision + 1, draft)
      : await store.addDraft(ctx, { proceedingId: id, part, draft })
    return { id, revision: saved.revision, missing: packetMissing(draft, await surroundings(ctx, matter, part)) }
  },

  async freeze(ctx, { id, revision, seq }) {
    const matter = await lockMatterNamed(ctx, id, kind)
    const part = await requireOpen(ctx, matter)
    const row = await store.lockDraft(ctx, id)
    if (!row || row.revision !== revision || row.part !== part) throw new Refusal('changed-meanwhile')
    const draft = PacketDraft.parse(row.draft)
    const around = await surroundings(ctx, matter, part)
    const unmet = packetMissing(draft, around)
    if (unmet.length > 0) throw new Refusal('packet-incomplete', { count: unmet.length, unmet })
    if ((await ctx.world.log.state()).state === 'halted') throw new Refusal('log-halted')
    const earlier = (await store.packetsOf(ctx, id)).length
    const manifest = await fixPacket(ctx, draft, {
      packetId: row.id,
      referralId: id,
      number: `${matter.number ?? matter.id}-${earlier}`,
      part,
      caseName: around.caseName,
      sender: around.agency,
      crimes: around.crimes,
    })
    await tellRightHolder(ctx, matter, manifest)
    const frozen = frozenRow(ctx, manifest)
    await store.freezePacket(ctx, row.id, frozen)
    const list = utf8(frozen.manifest)
    const done = await doAct(ctx, kind, 'freeze-packet', {
      id,
      seq,
      on: ctx.today.toString(),
      fields: {
        packetId: row.id,
        packetNumber: manifest.number,
        manifestSha256: toHex(sha256(list)),
        manifestSm3: toHex(sm3(list)),
        items: manifest.items.length,
      },
    })
    await enqueue(ctx.db, sealJob, { packetId: row.id }, { key: `${sealJob}:${row.id}` })
    return { ...done, packetId: row.id }
  },

  async packets(ctx, { id }) {
    await matterNamed(ctx, id, kind)
    return { packets: await frozenPackets(ctx, id) }
  },

  async item(ctx, { id, packetId, itemId }) {
    await store.findPacket(ctx, id, packetId)
    const { name, mediaType, sha256: object } = await store.findItem(ctx, packetId, itemId)
    return contentOf(ctx, { name: name.slice(name.lastIndexOf('/') + 1), mediaType, sha256: object })
  },

  async file(ctx, { id, packetId }) {
    const { zipSha256, number } = await store.findPacket(ctx, id, packetId)
    if (!zipSha256) throw new Refusal('packet-being-sealed')
    return contentOf(ctx, {
      name: `${safeName(number ?? packetId)}.zip`,
      mediaType: 'application/zip',
      sha256: zipSha256,
    })
  },

  async received(ctx, page) {
    const rows = await store.deliveriesTo(ctx, actingOrganisation(ctx), page)
    const { machine } = kindOf(ctx, kind)
    return {
      received: rows.map(({ manifest, state, proceedingId, ...row }) => {
        const { number, part, caseName, sender } = decodeManifest(manifest ?? '')
        const stateWords = state === null ? null : (machine.states[state] ?? null)
        return {
          ...row,
          referralId: proceedingId,
          number,
          part,
          caseName,
          sender,
          stateWords: stateWords && [...stateWords],
        }
      }),
      next: rows.length === page.limit ? (rows.at(-1)?.id ?? null) : null,
    }
  },

  async actFile(ctx, { id, seq, attachmentId }) {
    const found = await store.actFile(ctx, id, seq, attachmentId)
    if (!found) throw new Refusal('not-found')
    return contentOf(ctx, found)
  },
}

/** What leaves the sub-dossier for another body is a look like any other: the right holder reads who handed it over, and to whom. */
async function tellRightHolder(ctx: Ctx, matter: Matter, { items, receiver, number }: PacketManifest): Promise<void> {
  const { caseId } = ReferralFacts.parse(matter.facts)
  for (const { title, shownAs } of items)
    if (shownAs === 'confidential')
      await recordLook(ctx, caseId, { itemId: null, itemLabel: title, reason: `随移送包${number}移送${receiver}` })
}

/** Only the special team prepares a packet. @throws Refusal `not-yours-to-do`, `packet-not-open` */
async function requireOpen(ctx: Ctx, matter: Matter): Promise<PacketSurroundings['part']> {
  if (!(await currentlyIn(ctx, matter.id, 'handler')).includes(actingPerson(ctx))) throw new Refusal('not-yours-to-do')
  const part = partOf(matter)
  if (!part) throw new Refusal('packet-not-open')
  return part
}

async function surroundings(ctx: Ctx, matter: Matter, part: PacketSurroundings['part']): Promise<PacketSurroundings> {
  const { acts } = await recordOf(ctx, matter)
  const facts = ReferralFacts.parse(matter.facts)
  const report = acts.findLast(({ act }) => act === 'report')?.fields
  const documents = await store.issuedDocuments(ctx, matter.id)
  return {
    part,
    agency: (await store.bodyNamed(ctx, matter.organisationId))?.name ?? '',
    caseName: facts.caseName,
    partyName: facts.party.name,
    crimes: Array.isArray(report?.crimes) ? report.crimes.map(String) : [],
    basis: String(report?.basis ?? ''),
    letterIssued: documents.some(({ form }) => form === 5),
  }
}

/** Begins with what the report said, so that nobody types it twice. */
async function firstDraft(ctx: Ctx, matter: Matter): Promise<PacketDraft> {
  const { acts } = await recordOf(ctx, matter)
  const report = acts.findLast(({ act }) => act === 'report')?.fields
  return PacketDraft.parse({ report: { facts: String(report?.facts ?? '') } })
}

/** The evidence of the case and the forms issued in this matter, as far as whoever asks may see them. */
async function candidatesOf(ctx: Ctx, matter: Matter): Promise<Candidate[]> {
  const { caseId } = ReferralFacts.parse(matter.facts)
  const evidence = await evidenceIn(ctx, caseId)
  const documents = await store.issuedDocuments(ctx, matter.id)
  return [
    ...evidence.flatMap(({ number, name, confidential, taken, startedAt, files }) =>
      files.map(
        (file): Candidate => ({
          attachmentId: file.id,
          documentId: null,
          name: file.name,
          title: files.length > 1 ? `证据${number}：${name}（${file.name}）` : `证据${number}：${name}`,
          provenance: [taken.provider, taken.device, startedAt?.slice(0, 10)].filter(Boolean).join('；'),
          confidential,
          sizeBytes: file.sizeBytes,
        }),
      ),
    ),
    ...documents
      .filter(({ form }) => form !== 5)
      .map(
        ({ id, title, number, confidential, issuedOn }): Candidate => ({
          attachmentId: null,
          documentId: id,
          name: [title, number].filter(Boolean).join(' '),
          title: [title, number].filter(Boolean).join(' '),
          provenance: `本机关制作并签发，${issuedOn ?? ''}`,
          confidential,
          sizeBytes: null,
        }),
      ),
  ]
}

/** @throws Refusal `packet-being-sealed` while the newest packet has no signature yet */
export async function requireSealed(ctx: Ctx, matterId: string): Promise<void> {
  const packets = await store.packetsOf(ctx, matterId)
  if (packets.some(({ state }) => state === 'frozen')) throw new Refusal('packet-being-sealed')
}

async function frozenPackets(ctx: Ctx, matterId: string): Promise<z.input<typeof FrozenPacket>[]> {
  const rows = (await store.packetsOf(ctx, matterId)).filter(({ state }) => state !== 'draft')
  const items = Map.groupBy(
    await store.itemsOf(
      ctx,
      rows.map(({ id }) => id),
    ),
    ({ packetId }) => packetId,
  )
  const deliveries = Map.groupBy(await store.deliveriesOf(ctx, matterId), ({ packetId }) => packetId)
  return rows.map((row) => {
    const manifest = decodeManifest(row.manifest ?? '')
    const list = utf8(row.manifest ?? '')
    return {
      id: row.id,
      number: manifest.number,
      part: row.part,
      state: row.state === 'sealed' ? 'sealed' : 'frozen',
      frozenAt: manifest.frozenAt,
      manifestSha256: toHex(sha256(list)),
      manifestSm3: toHex(sm3(list)),
      zipBytes: row.zipBytes,
      zipSha256: row.zipSha256,
      withheld: [...manifest.withheld],
      items: (items.get(row.id) ?? []).map(({ packetId: _, position: _at, mediaType: _type, ...item }) => item),
      deliveries: (deliveries.get(row.id) ?? []).map((one) => ({
        id: one.id,
        messageId: one.messageId,
        capacity: one.capacity,
        channel: one.channel,
        receiver: one.receiverName,
        sentAt: one.sentAt,
        deliveredAt: one.deliveredAt,
        acknowledgedAt: one.acknowledgedAt,
        acknowledgedBy: one.acknowledgedBy,
      })),
    }
  })
}
