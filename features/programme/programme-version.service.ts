import type { Service } from '../../core/contract.ts'
import { Refusal } from '../../core/refusal.ts'
import { actingPerson, type Ctx } from '../../platform/context.ts'
import type { Tx } from '../../platform/database/database.ts'
import type { versionContract } from './programme.contract.ts'
import { programmeMistakes } from './programme.rules.ts'
import type { Programme } from './programme.schema.ts'
import * as store from './programme.store.ts'
import { changesBetween, checkEdit } from './programme-version.rules.ts'

export const versionService: Service<typeof versionContract, Ctx> = {
  async programme(ctx) {
    const { number, document, madeAt } = await presentVersion(ctx)
    return {
      version: number,
      madeAt,
      district: document.instrument.district,
      measures: document.measures.measures,
      targets: document.targets.targets,
      phases: document.phases.phases,
      document,
    }
  },

  versions: async (ctx) => ({ versions: await store.listVersions(ctx) }),

  async version(ctx, { number }) {
    const version = await store.findVersion(ctx, number)
    const before = number > 1 ? (await store.findVersion(ctx, number - 1)).document : version.document
    return { ...version, changes: changesBetween(before, version.document) }
  },

  async edit(ctx, { base, reason, document }) {
    const present = await presentVersion(ctx)
    if (present.number !== base) throw new Refusal('changed-meanwhile')
    const changes = checkEdit(present.document, document)
    const mistakes = programmeMistakes(document)
    if (mistakes.length > 0)
      throw new Refusal('programme-mistake', {
        mistakes: mistakes.map(({ path, message }) => `${path}: ${message}`).join('; '),
      })
    const number = base + 1
    if (!(await store.addVersion(ctx, { number, document, reason, madeBy: actingPerson(ctx) })))
      throw new Refusal('changed-meanwhile')
    return { number, changes }
  },
}

/** The programme in force. There always is one: the first is loaded before anybody is served. */
export async function presentVersion(ctx: { readonly db: Tx }) {
  const version = await store.newestVersion(ctx)
  if (!version) throw new TypeError('no programme was loaded')
  return version
}

export const presentProgramme = async (ctx: { readonly db: Tx }): Promise<Programme> =>
  (await presentVersion(ctx)).document

/** Version 1 is what the district's files say; done once, and only in an instance that has none. */
export async function seedProgramme(ctx: { readonly db: Tx }, programme: Programme): Promise<void> {
  if (await store.newestVersion(ctx)) return
  await store.addVersion(ctx, {
    number: 1,
    document: programme,
    reason: '装入方案数据 / loaded from the programme files',
    madeBy: null,
  })
}
