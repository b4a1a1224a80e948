import type { z } from 'zod'
import { type Course, encodeCourse } from '../../evidence/course.ts'
import type { Ctx } from '../../platform/context.ts'
import { factText } from '../../platform/log/log-entry.ts'
import type { proceedingContract } from './proceeding.contract.ts'
import * as store from './proceeding.store.ts'
import { isShown, pastActOf, textOfAct } from './proceeding-record.service.ts'

/**
 * The course of a matter as a file that anybody can check offline. Acts whose numbers are named are withheld: they keep
 * their place and their digest, and say nothing; so are acts that whoever asks does not read.
 */
export async function courseOf(ctx: Ctx, { id, withhold }: z.output<typeof proceedingContract.course.input>) {
  const matter = await store.findMatter(ctx, id)
  const withheld = new Set(withhold)
  const kind = ctx.world.matterKinds.get(matter.kind)
  const hidden = (seq: number, act: string) => withheld.has(seq) || (kind !== undefined && !isShown(ctx, kind, act))
  const facts = new Map((await store.factsOf(ctx, id)).map((row) => [row.seq, row]))
  const acts: Course['acts'][number][] = []
  for (const row of await store.actsOfAll(ctx, [id])) {
    const fact = facts.get(row.seq)
    const found = fact && (await ctx.world.log.receipt(new Uint8Array(fact.requestId)))
    acts.push({
      seq: row.seq,
      digest: new Uint8Array(row.digest),
      shown: hidden(row.seq, row.act)
        ? null
        : { text: textOfAct(id, { ...pastActOf(row), capacity: row.capacity }), salt: new Uint8Array(row.salt) },
      logged:
        fact && found && found !== 'pending'
          ? { fact: factText(fact.fact), blind: new Uint8Array(fact.blind), receipt: found.receipt }
          : null,
    })
  }
  return {
    name: `${matter.number ?? matter.id.slice(0, 8)}.tscourse.json`,
    mediaType: 'application/json',
    content: { bytes: Buffer.from(encodeCourse({ matterId: id, acts })) },
  }
}
