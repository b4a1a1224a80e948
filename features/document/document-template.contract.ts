import { z } from 'zod'
import { type Contract, endpoint } from '../../core/contract.ts'
import { FieldSpec, FormNumber, Template, TemplateContent } from './document.schema.ts'

export const templateContract = {
  list: endpoint({
    method: 'GET',
    path: '/api/document-templates',
    permission: 'document.draft',
    summary: ['文书模板', 'Templates of forms'],
    input: z.object({ matter: z.string().max(60).optional() }),
    output: z.object({
      note: z.string(),
      /** Of the official list those without a template, each with why. */
      leftOut: z.array(z.object({ form: FormNumber, reason: z.tuple([z.string(), z.string()]) })),
      templates: z.array(
        Template.pick({
          form: true,
          title: true,
          layout: true,
          matters: true,
          numbered: true,
          issuedBy: true,
          version: true,
        }).extend({ statutory: z.int(), suggested: z.int(), madeAt: z.iso.datetime().nullable() }),
      ),
    }),
    refusals: [],
  }),
  read: endpoint({
    method: 'GET',
    path: '/api/document-templates/:form',
    permission: 'document.draft',
    summary: ['一种文书的模板、示例和各版本', 'One template with a sample and its versions'],
    input: z.object({ form: FormNumber }),
    output: z.object({
      template: Template,
      shipped: TemplateContent,
      /** Every field a template of the office may use, beside its own. */
      dictionary: z.array(FieldSpec),
      note: z.string(),
      versions: z.array(
        z.object({
          version: z.int(),
          content: TemplateContent,
          reason: z.string(),
          by: z.string(),
          madeAt: z.iso.datetime(),
        }),
      ),
    }),
    refusals: [],
  }),
  save: endpoint({
    method: 'POST',
    path: '/api/document-templates/:form/versions',
    permission: 'document.edit-templates',
    summary: ['保存模板的新版本', 'Keep a new version of a template'],
    input: z.strictObject({
      form: FormNumber,
      /** The version that was edited; another one by now means that somebody was faster. */
      base: z.int().min(0),
      content: TemplateContent,
      reason: z.string().trim().min(2).max(500),
    }),
    output: z.object({ version: z.int() }),
    refusals: ['template-wrong'],
  }),
} as const satisfies Contract
