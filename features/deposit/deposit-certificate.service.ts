import { join } from 'node:path'
import { say } from '../../core/words.ts'
import { readCheckpointText } from '../../evidence/checkpoint.ts'
import { decodeEntry } from '../../evidence/entry.ts'
import { readNote, signingsOf } from '../../evidence/note.ts'
import { readPolicy } from '../../evidence/policy.ts'
import { readTlogProof } from '../../evidence/tlog-proof.ts'
import { trustFrom } from '../../evidence/trust.ts'
import { type Verification, verifyReceipt } from '../../evidence/verify.ts'
import type { Ctx } from '../../platform/context.ts'
import type { FinalReceipt } from '../../platform/log/log.ts'
import { publicWords } from '../../platform/ui/public.words.ts'
import { presentProgramme } from '../programme/programme-version.service.ts'
import { renderCertificate } from './certificate/deposit-certificate.ts'
import type {
  CertificateContent,
  CertificateStatus,
  CertificateTimestamp,
  CertificateWitness,
} from './certificate/deposit-certificate-content.ts'
import type { Deposit } from './deposit.schema.ts'
import { depositorOf, findDeposit } from './deposit.store.ts'

/** The certificate states what a verification of the receipt finds today; nothing is taken from the record that the receipt does not carry. */
export async function certificateOf(
  ctx: Ctx,
  deposit: Deposit,
  final: FinalReceipt,
  language: 'zh' | 'en',
): Promise<Uint8Array> {
  const { world, now } = ctx
  const { receipt, origin, index } = final
  const proof = readTlogProof(receipt.tlogProof)
  const entry = decodeEntry(receipt.entry)
  const trust = trustFrom(await world.log.trust())
  const verification = verifyReceipt({ receipt, trust, now: now.epochMilliseconds })
  const { district } = (await presentProgramme(ctx)).instrument
  const locale = language === 'zh' ? 'zh-CN' : 'en'
  const depositor = await depositorOf(ctx)
  const content: CertificateContent = {
    language,
    demo: world.demo || depositor.fictitious,
    number: `${origin.slice(origin.lastIndexOf('/') + 1)}-${String(index).padStart(8, '0')}`,
    status: await statusOf(ctx, deposit),
    issuer: say(publicWords.name, locale, { district: language === 'zh' ? district.fullName : district.nameEn }),
    issuedAt: now,
    depositor: { name: depositor.name, creditCode: depositor.creditCode },
    label: deposit.label,
    fileCount: deposit.fileCount,
    commitment: entry.commitment,
    withSm3: entry.withSm3,
    requestId: entry.requestId,
    log: {
      ...readCheckpointText(readNote(proof.checkpoint).text),
      index,
      checkpoint: proof.checkpoint,
      keys: receipt.logKeys,
    },
    timestamps: timestampsOf(
      verification,
      final,
      trust.timestampRoots.some(({ licensed }) => licensed),
    ),
    witnesses: witnessesOf(proof.checkpoint, await world.log.policy(), world.settings.publicUrl),
    verificationAddress: `${world.settings.publicUrl}/verify/${deposit.requestId}`,
  }
  return renderCertificate(content, { fontFolder: join(world.settings.dataDir, 'fonts') })
}

async function statusOf(ctx: Ctx, deposit: Deposit): Promise<CertificateStatus> {
  if (deposit.withdrawnAt)
    return {
      kind: 'revoked',
      at: Temporal.Instant.from(deposit.withdrawnAt),
      because: deposit.withdrawnBecause ?? '',
    }
  if (!deposit.supersededBy) return { kind: 'final' }
  const { requestId } = await findDeposit(ctx, deposit.supersededBy)
  return { kind: 'superseded', by: requestId }
}

/** Tokens that do not hold are not printed as times; the verification lists them as failed. */
function timestampsOf(
  verification: Verification,
  { receipt }: FinalReceipt,
  licensed: boolean,
): CertificateTimestamp[] {
  const reports = verification.checks.flatMap(({ timestamp }) => (timestamp ? [timestamp] : []))
  return reports.flatMap((report, at) => {
    const stamp = receipt.timestamps[at]
    if (!stamp || report.level === 'invalid' || report.genTimeMs === null) return []
    return [
      {
        authority: report.signer ?? '—',
        licensed,
        at: Temporal.Instant.fromEpochMilliseconds(report.genTimeMs),
        accuracySeconds: report.accuracyMs === null ? null : report.accuracyMs / 1000,
        policy: report.policy ?? '—',
        serial: report.serial ?? '—',
        algorithm: stamp.algorithm,
        level: report.level,
        hasChain: stamp.chain.length > 0,
      },
    ]
  })
}

function witnessesOf(note: string, policyText: string, publicUrl: string): CertificateWitness[] {
  const policy = readPolicy(policyText)
  const signings = signingsOf(
    readNote(note),
    policy.witnesses.map(({ key }) => key),
  )
  const own = new URL(publicUrl).hostname
  return policy.witnesses.flatMap(({ name, key, url }) => {
    const signing = signings.find((one) => one.key === key)
    if (!signing?.timeSeconds) return []
    const host = url && URL.canParse(url) ? new URL(url).hostname : ''
    return [
      {
        name,
        at: Temporal.Instant.fromEpochMilliseconds(signing.timeSeconds * 1000),
        // On the platform's own machine it is run by who runs the log, whatever it is called.
        independent: host !== '' && host !== own && host !== 'localhost' && host !== '127.0.0.1',
      },
    ]
  })
}
