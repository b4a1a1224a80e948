import type { Service } from '../../core/contract.ts'
import { Refusal } from '../../core/refusal.ts'
import { actingPerson, type Ctx } from '../../platform/context.ts'
import { shippedForms } from './document.data.ts'
import { type Template, TemplateContent } from './document.schema.ts'
import type { templateContract } from './document-template.contract.ts'
import { contentOf, templateMistakes, withStatutory } from './document-template.rules.ts'
import * as store from './document-template.store.ts'

/**
 * A form as the office has it: its own newest version, or else the one shipped.
 * @throws Refusal `not-found` for a number of which no template is shipped
 */
export async function templateOf(ctx: Pick<Ctx, 'db'>, form: number): Promise<Template> {
  const shipped = (await shippedForms()).templates.get(form)
  if (!shipped) throw new Refusal('not-found')
  const own = await store.newestVersion(ctx, form)
  return own ? { ...shipped, ...TemplateContent.parse(own.content), version: own.version } : shipped
}

export const templateService: Service<typeof templateContract, Ctx> = {
  async list(ctx, { matter }) {
    const { templates, note, leftOut } = await shippedForms()
    const own = new Map((await store.versionNumbers(ctx)).map((one) => [one.form, one]))
    return {
      note,
      leftOut: [...leftOut],
      templates: [...templates.values()]
        .filter(({ matters }) => matter === undefined || matters.includes(matter))
        .map(({ form, title, layout, matters, numbered, issuedBy, fields }) => ({
          ...{ form, title, layout, matters, numbered, issuedBy },
          version: own.get(form)?.version ?? 0,
          madeAt: own.get(form)?.madeAt ?? null,
          statutory: fields.filter(({ statutory }) => statutory !== null).length,
          suggested: fields.filter(({ statutory }) => statutory === null).length,
        })),
    }
  },

  async read(ctx, { form }) {
    const template = await templateOf(ctx, form)
    const { templates, dictionary, note } = await shippedForms()
    const shipped = templates.get(form) ?? template
    return {
      template,
      shipped: contentOf(shipped),
      dictionary: [...dictionary],
      note,
      versions: await store.versionsOf(ctx, form),
    }
  },

  async save(ctx, { form, base, content, reason }) {
    const { templates } = await shippedForms()
    const shipped = templates.get(form)
    if (!shipped) throw new Refusal('not-found')
    const version = ((await store.newestVersion(ctx, form))?.version ?? 0) + 1
    if (version !== base + 1) throw new Refusal('changed-meanwhile')
    const kept = withStatutory(content, shipped)
    const mistakes = templateMistakes(kept)
    if (mistakes.length > 0) throw new Refusal('template-wrong', { count: mistakes.length, mistakes })
    const added = await store.addVersion(ctx, {
      form,
      version,
      content: kept,
      reason,
      madeBy: actingPerson(ctx),
      madeAt: ctx.now.toString(),
    })
    if (!added) throw new Refusal('changed-meanwhile')
    return { version }
  },
}
