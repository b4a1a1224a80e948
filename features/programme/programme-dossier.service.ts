import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { Service } from '../../core/contract.ts'
import { Refusal } from '../../core/refusal.ts'
import { type Ctx, todayAt } from '../../platform/context.ts'
import { asSystem } from '../../platform/database/database.ts'
import { type ArchiveEntry, writeArchive } from '../../platform/documents/archive.ts'
import { officialDocument } from '../../platform/documents/official-document.ts'
import { writeWorkbook } from '../../platform/documents/workbook.ts'
import { defineJob, enqueue, type JobCtx } from '../../platform/jobs.ts'
import { tell } from '../../platform/notices.ts'
import type { dossierContract } from './programme.contract.ts'
import { type Collected, collectDossier, dossierIndex, dossierReport } from './programme-dossier.content.ts'
import * as store from './programme-dossier.store.ts'

export const dossierService: Service<typeof dossierContract, Ctx> = {
  async request(ctx) {
    if (await store.dossierUnderWay(ctx)) throw new Refusal('dossier-under-way')
    const { id } = await store.addDossier(ctx)
    await enqueue(ctx.db, makeDossier.name, { id })
    return { id }
  },

  list: async (ctx) => ({ dossiers: await store.listDossiers(ctx) }),

  async download(ctx, { id }) {
    const { state, file, requestedAt } = await store.findDossier(ctx, id)
    if (state !== 'ready' || !file) throw new Refusal('dossier-not-ready')
    return {
      name: `验收档案-${requestedAt.slice(0, 10)}.zip`,
      mediaType: 'application/zip',
      content: { file: join(ctx.world.settings.dataDir, 'dossiers', file) },
    }
  },
}

/**
 * Index, report, every attachment and the manifests, in one ZIP. Progress is written in transactions of its own, so that
 * whoever waits can see it; a run that was interrupted starts again.
 */
export const makeDossier = defineJob({
  name: 'programme:make-dossier',
  payload: z.object({ id: z.uuid() }),
  async run(ctx, { id }) {
    const { state, requestedBy, organisationId } = await store.findDossier(ctx, id)
    if (state === 'ready') return
    const collected = await collectDossier(ctx)
    const note = (values: Parameters<typeof store.saveDossier>[2]) =>
      asSystem(ctx.database, async (db) => {
        await store.saveDossier({ db }, id, values)
      })
    const total = collected.attachments.length + 2
    await note({ state: 'running', done: 0, total })
    const folder = join(ctx.world.settings.dataDir, 'dossiers')
    await mkdir(folder, { recursive: true })
    const file = `${id}.zip`
    const { sizeBytes, sha256 } = await writeArchive(join(folder, file), entriesOf(ctx, collected), {
      at: ctx.now,
      onEntry: (done) => note({ done }),
    })
    await note({ state: 'ready', done: total, file, sizeBytes, sha256, finishedAt: ctx.now.toString() })
    if (requestedBy)
      await tell(ctx, { personId: requestedBy, organisationId, kind: 'dossier.ready', link: '/app/dossier' })
  },
})

async function* entriesOf({ world, now }: JobCtx, collected: Collected): AsyncGenerator<ArchiveEntry> {
  yield { name: '00 目录.xlsx', content: await writeWorkbook(dossierIndex(collected)) }
  yield { name: '01 报告.docx', content: await officialDocument(dossierReport(collected, todayAt(now))) }
  for (const { path, sha256 } of collected.attachments)
    yield { name: path, content: { file: world.objects.pathOf(sha256) } }
}
