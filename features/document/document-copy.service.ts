import type { Service } from '../../core/contract.ts'
import { Refusal } from '../../core/refusal.ts'
import { actingPerson, type Ctx } from '../../platform/context.ts'
import { journal } from '../../platform/journal.ts'
import * as store from './document.store.ts'
import type { documentCopyContract } from './document-copy.contract.ts'
import * as copies from './document-copy.store.ts'
import { fileOf, keepFile, printOf } from './document-file.service.ts'
import { maskPaper } from './document-mask.rules.ts'

export const documentCopyService: Service<typeof documentCopyContract, Ctx> = {
  async print(ctx, { id }) {
    const { paper, digest, issuedOn } = await store.findDocument(ctx, id)
    if (!paper || !digest || !issuedOn) throw new Refusal('not-issued')
    return printOf(ctx, { paper, digest, issuedOn })
  },

  async mask(ctx, { id, purpose, terms }) {
    const { paper, issuedOn, form, state } = await store.findDocument(ctx, id)
    if (state !== 'issued' || !paper || !issuedOn) throw new Refusal('not-issued')
    const after = maskPaper(paper, terms)
    const digest = await keepFile(ctx, after.paper)
    const copy = await copies.addCopy(ctx, {
      ...{ documentId: id, purpose, form, issuedOn, digest, ...after },
      madeBy: actingPerson(ctx),
      madeAt: ctx.now.toString(),
    })
    await journal(ctx, { act: 'document.masked', subject: id, detail: { copyId: copy.id, purpose, digest } })
    return { id: copy.id, masked: after.masked, digest }
  },

  async file(ctx, { id }) {
    return fileOf(ctx, await copies.findCopy(ctx, id))
  },

  async printCopy(ctx, { id }) {
    return printOf(ctx, await copies.findCopy(ctx, id))
  },
}
