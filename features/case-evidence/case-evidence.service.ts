import { createHash, randomBytes } from 'node:crypto'
import type { z } from 'zod'
import type { Service } from '../../core/contract.ts'
import { Refusal } from '../../core/refusal.ts'
import { say } from '../../core/words.ts'
import { toHex } from '../../evidence/bytes.ts'
import { digestOfAct } from '../../evidence/course.ts'
import { decodeEntry } from '../../evidence/entry.ts'
import { EvidenceError } from '../../evidence/evidence-error.ts'
import { openDisclosure } from '../../evidence/manifest.ts'
import { decodeProofPackage } from '../../evidence/proof-package.ts'
import { decodeReceipt } from '../../evidence/receipt.ts'
import { trustFrom } from '../../evidence/trust.ts'
import { verifyReceipt } from '../../evidence/verify.ts'
import { actingPerson, type Ctx } from '../../platform/context.ts'
import { writeWorkbook, xlsxType } from '../../platform/documents/workbook.ts'
import { canonicalJson, journal } from '../../platform/journal.ts'
import { claimAttachments } from '../attachment/attachment.service.ts'
import { mayEnter } from '../confidential/confidential.service.ts'
import { currentlyIn, lockMatterNamed, matterNamed } from '../proceeding/proceeding-record.service.ts'
import type { caseEvidenceContract } from './case-evidence.contract.ts'
import { requireLink } from './case-evidence.rules.ts'
import { custodyWords, type Evidence, methodWords, Taken } from './case-evidence.schema.ts'
import * as store from './case-evidence.store.ts'
import { caseEvidenceWords } from './case-evidence.words.ts'

export const caseEvidenceService: Service<typeof caseEvidenceContract, Ctx> = {
  async list(ctx, { id }) {
    const { title } = await matterNamed(ctx, id, 'case')
    return { title, evidence: await evidenceIn(ctx, id) }
  },

  async add(ctx, { id, attachmentIds, place, startedAt, endedAt, takenBy, confidential, ...given }) {
    await lockMatterNamed(ctx, id, 'case')
    await requireHandlers(ctx, id, takenBy)
    if (confidential && !(await mayEnter(ctx, id))) throw new Refusal('not-cleared')
    if (Temporal.Instant.compare(Temporal.Instant.from(startedAt), ctx.now) > 0) throw new Refusal('lies-ahead')
    if (
      endedAt !== null &&
      Temporal.Instant.compare(Temporal.Instant.from(endedAt), Temporal.Instant.from(startedAt)) < 0
    )
      throw new Refusal('ends-before-it-begins')
    const files = await claimAttachments(ctx, attachmentIds, id, { confidential })
    const { id: evidenceId } = await store.addEvidence(ctx, {
      ...given,
      confidential,
      proceedingId: id,
      number: await store.nextEvidenceNumber(ctx, id),
      takenBy,
      startedAt,
      endedAt,
    })
    const entered = await Promise.all(
      files.map(async ({ id: attachmentId, name, sizeBytes, sha256 }) => ({
        ...{ evidenceId, attachmentId, name, sizeBytes, sha256 },
        sm3: (await digestsOf(ctx, sha256)).sm3,
      })),
    )
    await store.addFiles(ctx, entered)
    await appendLink(ctx, id, evidenceId, {
      event: 'take',
      happenedAt: startedAt,
      fromWhom: given.taken.provider,
      place,
      purpose: say(methodWords[given.taken.method], 'zh-CN'),
      result: entered.map(({ sha256 }) => `SHA-256 ${sha256.slice(0, 16)}…`).join('；'),
    })
    return { id: evidenceId }
  },

  async record(ctx, { id, seq, event, ...given }) {
    const evidence = await store.findEvidence(ctx, id)
    await lockMatterNamed(ctx, evidence.proceedingId, 'case')
    await requireHandlers(ctx, evidence.proceedingId, [actingPerson(ctx)])
    const links = await store.custodyOf(ctx, [id])
    if (links.length !== seq) throw new Refusal('changed-meanwhile')
    requireLink(links, { event, ...given }, ctx.now)
    await appendLink(ctx, evidence.proceedingId, id, { event, ...given })
    return { id }
  },

  async check(ctx, { id }) {
    const evidence = await store.findEvidence(ctx, id)
    await lockMatterNamed(ctx, evidence.proceedingId, 'case')
    const files = await store.filesOf(ctx, [id])
    if (files.length === 0) throw new Refusal('nothing-to-check')
    const differing: string[] = []
    for (const { name, sha256, sm3 } of files) {
      const found = await digestsOf(ctx, sha256).catch(() => null)
      if (found?.sha256 !== sha256 || found.sm3 !== sm3) differing.push(name)
    }
    const words = differing.length === 0 ? caseEvidenceWords.allMatch : caseEvidenceWords.someDiffer
    await appendLink(ctx, evidence.proceedingId, id, {
      event: 'check',
      happenedAt: ctx.now.toString(),
      result: say(words, 'zh-CN', { count: files.length, names: differing.join('、') }),
    })
    return { id, matches: differing.length === 0, differing }
  },

  attachDeposit,

  async exportLedger(ctx, { id }) {
    const { title } = await matterNamed(ctx, id, 'case')
    const evidence = await evidenceIn(ctx, id)
    const t = (key: keyof typeof caseEvidenceWords) => say(caseEvidenceWords[key], ctx.locale)
    const bytes = await writeWorkbook([
      {
        name: t('ledger'),
        columns: ['number', 'name', 'method', 'provider', 'takenBy', 'startedAt', 'files', 'held', 'confidential'].map(
          (key) => ({ title: t(key as keyof typeof caseEvidenceWords), width: 20 }),
        ),
        rows: evidence.map((one) => [
          one.number,
          one.name,
          say(methodWords[one.taken.method], ctx.locale),
          one.taken.provider,
          one.takenBy.join('、'),
          one.startedAt ?? '',
          one.files.map(({ name, sha256, sm3 }) => `${name}\nSHA-256 ${sha256}\nSM3 ${sm3}`).join('\n'),
          one.custody.map(({ event }) => say(custodyWords[event as keyof typeof custodyWords], ctx.locale)).join(' → '),
          one.confidential ? t('yes') : t('no'),
        ]),
      },
    ])
    return { name: `${title}-${t('ledger')}.xlsx`, mediaType: xlsxType, content: { bytes: new Uint8Array(bytes) } }
  },
}

/** The evidence of a case, as the referral packet and the forms need it as well. */
export async function evidenceIn(ctx: Ctx, caseId: string): Promise<Evidence[]> {
  const rows = await store.evidenceOf(ctx, caseId)
  const ids = rows.map(({ id }) => id)
  const files = Map.groupBy(await store.filesOf(ctx, ids), ({ evidenceId }) => evidenceId)
  const custody = Map.groupBy(await store.custodyOf(ctx, ids), ({ evidenceId }) => evidenceId)
  const deposits = Map.groupBy(await store.depositsOf(ctx, ids), ({ evidenceId }) => evidenceId)
  const people = new Map(
    (
      await store.peopleNamed(
        ctx,
        rows.flatMap(({ takenBy }) => takenBy),
      )
    ).map(({ id, name }) => [id, name]),
  )
  return rows.map(({ makerName, proceedingId: _, takenBy, taken, ...row }) => ({
    ...row,
    taken: Taken.parse(taken),
    takenBy: takenBy.map((one) => people.get(one) ?? one),
    madeBy: makerName,
    files: (files.get(row.id) ?? []).map(({ attachmentId, name, sizeBytes, sha256, sm3 }) => ({
      ...{ id: attachmentId, name, sizeBytes, sha256, sm3 },
    })),
    custody: (custody.get(row.id) ?? []).map(
      ({ personName, salt: _salt, evidenceId: _id, personId: _by, digest, ...link }) => ({
        ...link,
        person: personName,
        digest: digest.toString('hex'),
      }),
    ),
    deposits: (deposits.get(row.id) ?? []).map((one) => ({
      id: one.id,
      requestId: one.requestId,
      verdict: one.verdict,
      notLaterThan: one.notLaterThan,
      matchingFiles: one.matchingFiles,
      verifiedBy: one.verifierName,
      verifiedAt: one.verifiedAt,
    })),
  }))
}

/** Evidence is taken by people who handle the case. @source 《市场监督管理行政处罚程序规定》第二十二条 */
async function requireHandlers(ctx: Ctx, caseId: string, personIds: readonly string[]) {
  const handlers = await currentlyIn(ctx, caseId, 'handler')
  if (!personIds.every((one) => handlers.includes(one))) throw new Refusal('not-handlers')
}

/** Both digests of the stored bytes, computed anew. */
async function digestsOf({ world }: Ctx, sha256: string): Promise<{ sha256: string; sm3: string }> {
  const hashes = { sha256: createHash('sha256'), sm3: createHash('sm3') }
  for await (const chunk of world.objects.read(sha256)) {
    hashes.sha256.update(chunk)
    hashes.sm3.update(chunk)
  }
  return { sha256: hashes.sha256.digest('hex'), sm3: hashes.sm3.digest('hex') }
}

type NewLink = { readonly event: keyof typeof custodyWords; readonly happenedAt: string } & Partial<
  Record<'fromWhom' | 'toWhom' | 'place' | 'purpose' | 'result', string>
>

/** Adds a link whose digest covers the link before; the digest goes into the journal and so into the public log. */
async function appendLink(ctx: Ctx, caseId: string, evidenceId: string, given: NewLink) {
  const links = await store.custodyOf(ctx, [evidenceId])
  const link = {
    evidenceId,
    seq: links.length + 1,
    event: given.event,
    happenedAt: new Date(given.happenedAt).toISOString(),
    fromWhom: given.fromWhom ?? '',
    toWhom: given.toWhom ?? '',
    place: given.place ?? '',
    purpose: given.purpose ?? '',
    result: given.result ?? '',
    personId: ctx.actor.person?.id ?? null,
    recordedAt: new Date(ctx.now.epochMilliseconds).toISOString(),
  }
  const salt = randomBytes(32)
  const digest = Buffer.from(digestOfAct(canonicalJson(link), salt, links.at(-1)?.digest ?? null))
  await store.addLink(ctx, { ...link, salt, digest })
  await journal(ctx, {
    act: 'case-evidence.link',
    subject: caseId,
    detail: { evidenceId, seq: link.seq, event: link.event, digest: digest.toString('hex') },
  })
}

/** Verifies with the keys of this platform's own log; of another log it says that its keys are not known here. */
async function attachDeposit(
  ctx: Ctx,
  { id, receipt: text, proof }: z.output<typeof caseEvidenceContract.attachDeposit.input>,
) {
  await store.findEvidence(ctx, id)
  const { receipt, disclosure } = readDeposit(text, proof)
  const trust = trustFrom(await ctx.world.log.trust())
  const report = verifyReceipt({ receipt, trust, now: ctx.now.epochMilliseconds, ...(disclosure && { disclosure }) })
  const shown = disclosure ? toHex(openDisclosure(disclosure).opening.sha256) : null
  const files = await store.filesOf(ctx, [id])
  const row = {
    evidenceId: id,
    requestId: toHex(decodeEntry(receipt.entry).requestId),
    receipt: text,
    verdict: report.verdict,
    notLaterThan: report.notLaterThanMs === null ? null : new Date(report.notLaterThanMs).toISOString(),
    matchingFiles: files.filter(({ sha256 }) => sha256 === shown).length,
  }
  const { id: depositId } = await store.addDeposit(ctx, { ...row, report: report.checks })
  return {
    id: depositId,
    requestId: row.requestId,
    verdict: row.verdict,
    notLaterThan: row.notLaterThan,
    matchingFiles: row.matchingFiles,
    verifiedBy: ctx.actor.person?.name ?? '',
    verifiedAt: new Date(ctx.now.epochMilliseconds).toISOString(),
  }
}

function readDeposit(text: string, proof: string | null) {
  try {
    return { receipt: decodeReceipt(text), disclosure: proof === null ? null : decodeProofPackage(proof) }
  } catch (error) {
    if (error instanceof EvidenceError) throw new Refusal('receipt-unreadable', { reason: error.code })
    throw error
  }
}
