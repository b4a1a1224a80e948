import { randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { archiveMoment, largestArchive } from '../../evidence/archive.ts'
import { toHex, utf8 } from '../../evidence/bytes.ts'
import { sha256 } from '../../evidence/digest.ts'
import type { World } from '../../platform/context.ts'
import { defineJob, enqueue, type Job } from '../../platform/jobs.ts'
import { systemCtx } from '../../platform/system-ctx.ts'
import * as store from './criminal-referral.store.ts'
import { archiveNames, decodeManifest, manifestName, receiptName, signatureName } from './packet/packet-manifest.ts'
import { type PacketSecrets, packetEntry, packetProof } from './packet/packet-seal.ts'
import { type WrittenEntry, writePacket } from './packet/packet-writer.ts'
import { followAct, followJob } from './referral-follow.service.ts'
import { sealJob, signerOf } from './referral-freeze.service.ts'

/**
 * Enters the manifest of a frozen packet in the public log, waits for the receipt, signs both and writes the ZIP. Every step
 * may be done again: the entry has its place by its request id, and the packet is sealed once.
 */
const seal = defineJob({
  name: sealJob,
  payload: z.object({ packetId: z.uuid() }),
  async run(ctx, { packetId }) {
    const packet = await store.lockPacket(ctx, packetId)
    const { manifest, salt, blind, requestId } = packet
    if (packet.state !== 'frozen' || !manifest || !salt || !blind || !requestId) return
    const secrets: PacketSecrets = { salt: bytes(salt), blind: bytes(blind), requestId: bytes(requestId) }
    const list = utf8(manifest)
    await ctx.world.log.append(packetEntry(list, secrets))
    const found = await ctx.world.log.receipt(secrets.requestId)
    if (!found || found === 'pending') {
      const runAt = ctx.now.add({ seconds: 1 })
      return enqueue(ctx.db, sealJob, { packetId }, { key: `${sealJob}:${packetId}`, runAt })
    }
    const receipt = packetProof(list, secrets, found.receipt)
    const signature = signerOf(ctx).sign(packetId, list, receipt)
    const sealed = { manifest, receipt: new TextDecoder().decode(receipt), signature }
    const zip = await writeZip(ctx.world, sealed)
    await store.sealPacket(ctx, packetId, {
      receipt: sealed.receipt,
      signature,
      sealedAt: ctx.now.toString(),
      zipSha256: zip.sha256,
      zipBytes: zip.sizeBytes,
    })
  },
})

const bytes = (buffer: Buffer) => new Uint8Array(buffer)

/** The ZIP follows from what is kept: made again, it has the same bytes. */
export async function writeZip(
  { settings, objects }: World,
  { manifest, receipt, signature }: { manifest: string; receipt: string; signature: string },
): Promise<{ sha256: string; sizeBytes: number }> {
  const list = decodeManifest(manifest)
  const envelope: Readonly<Record<string, Uint8Array>> = {
    [manifestName]: utf8(manifest),
    [signatureName]: utf8(signature),
    [receiptName]: utf8(receipt),
  }
  const files = new Map([...list.pages, ...list.items].map((file) => [file.name, file.sha256]))
  const entries = archiveNames(list).map((name): WrittenEntry => {
    const own = envelope[name]
    return { name, content: own ?? { file: objects.pathOf(files.get(name) ?? toHex(sha256(new Uint8Array()))) } }
  })
  const folder = join(settings.dataDir, 'making')
  await mkdir(folder, { recursive: true })
  const path = join(folder, `${randomUUID()}.zip`)
  try {
    await writePacket(path, entries, archiveMoment(Date.parse(list.frozenAt)))
    return await objects.put(createReadStream(path), largestArchive)
  } finally {
    await rm(path, { force: true })
  }
}

/** What an act of another body brings about on this side, and who is told; the body's own eyes do not reach that far. */
const follow = defineJob({
  name: followJob,
  payload: z.object({ matterId: z.uuid(), seq: z.int().min(1) }),
  run: (ctx, { matterId, seq }) => followAct(systemCtx(ctx), matterId, seq),
})

export const criminalReferralJobs: readonly Job[] = [seal, follow]
