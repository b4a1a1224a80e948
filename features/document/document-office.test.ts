import { describe, expect, test } from 'vitest'
import { aCaseMatter, aMember, type Member } from '../../test/builders.ts'
import { anIssuedNotice, noticeContent } from '../../test/document-maker.ts'
import { aHouse } from '../../test/harness.ts'
import { documentContract } from './document.contract.ts'
import { numberContract } from './document-number.contract.ts'
import { templateContract } from './document-template.contract.ts'

const here = await aHouse()
const head = await aMember(here, 'office', 'head')
const handler = await aMember(here, 'office', 'case-handler', head.organisation)

const read = (form: number, who: Member = head) => who.caller.call(templateContract.read, { form })
async function save(change: (content: Saved) => Saved, form = 37) {
  const { body } = await read(form)
  const { heading, agencyLine, everyPage, fields, blocks } = body.template
  const content = change({ heading, agencyLine, everyPage, fields, blocks })
  return head.caller.call(templateContract.save, { form, base: body.template.version, content, reason: '换用本局格式' })
}
type Saved = Pick<
  Awaited<ReturnType<typeof read>>['body']['template'],
  'heading' | 'agencyLine' | 'everyPage' | 'fields' | 'blocks'
>
const versionsKept = async () =>
  (await here.owner.selectFrom('documentTemplate').select('version').where('form', '=', 37).execute()).length

describe('a template', () => {
  test('of the office is used from then on, and what was issued before stays as it was', async () => {
    const before = await anIssuedNotice(here)
    const saved = await save((content) => ({ ...content, heading: '行政处罚事先告知书' }))
    expect(saved.status).toBe(200)
    const after = await anIssuedNotice(here)
    const paperOf = async ({ id, handler }: typeof before) =>
      (await handler.caller.call(documentContract.read, { id })).body
    expect((await paperOf(before)).paper?.title).toBe('行政处罚告知书')
    expect(await paperOf(after)).toMatchObject({
      paper: { title: '行政处罚事先告知书' },
      document: { templateVersion: saved.body.version, title: '行政处罚告知书' },
    })
    const { body } = await read(37)
    const restored = await head.caller.call(templateContract.save, {
      form: 37,
      base: body.template.version,
      content: body.shipped,
      reason: '恢复随附模板',
    })
    expect(restored.body.version).toBe(saved.body.version + 1)
    expect((await read(37)).body.template.heading).toBe('行政处罚告知书')
    expect((await read(37)).body.versions.map(({ reason }) => reason)).toEqual(['恢复随附模板', '换用本局格式'])
  })

  test('that is wrong is refused with every mistake, and no version is kept', async () => {
    const before = await versionsKept()
    const { status, refusal } = await save((content) => ({
      ...content,
      heading: '{{caseName',
      blocks: content.blocks.filter((block) => !JSON.stringify(block).includes('notice.fine')),
    }))
    expect({ status, code: refusal.code }).toEqual({ status: 409, code: 'template-wrong' })
    expect(refusal.detail?.mistakes).toMatchObject([
      { at: 'heading', words: [expect.stringContaining('花括号不成对'), expect.any(String)] },
      { at: 'blocks', words: [expect.stringContaining('拟处罚款'), expect.any(String)] },
    ])
    expect(refusal.message['zh-CN']).toBe('模板有 2 处需要改正，没有保存。')
    expect(await versionsKept()).toBe(before)
  })

  test('is no file: a DOCX, with or without macros, is not taken for one', async () => {
    const before = await versionsKept()
    for (const type of [
      'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      'application/vnd.ms-word.document.macroEnabled.12',
      'application/json',
    ]) {
      const { status } = await head.caller.fetch('POST', '/api/document-templates/37/versions', {
        headers: { 'content-type': type },
        payload: Buffer.from('PK\u0003\u0004word/vbaProject.bin'),
      })
      expect([400, 415]).toContain(status)
    }
    expect(await versionsKept()).toBe(before)
  })

  test('cannot be saved over somebody’s newer version, nor by who may only draw up forms, nor for a form that is not', async () => {
    const { body } = await read(39)
    const input = { form: 39, base: 0, content: body.shipped, reason: '示例' }
    expect((await head.caller.call(templateContract.save, input)).body.version).toBe(1)
    expect((await head.caller.call(templateContract.save, input)).refusal.code).toBe('changed-meanwhile')
    expect((await handler.caller.call(templateContract.save, input)).status).toBe(403)
    expect((await head.caller.call(templateContract.save, { ...input, form: 44 })).status).toBe(404)
    expect((await head.caller.call(templateContract.save, { ...input, form: 57 })).status).toBe(400)
    const noReason = await head.caller.call(templateContract.save, { ...input, base: 1, reason: ' ' })
    expect(noReason.refusal.issues?.map(({ field }) => field)).toEqual(['reason'])
  })

  test('list says which are the office’s own, and why five official forms have none', async () => {
    const { body } = await handler.caller.call(templateContract.list, { matter: 'seizure' })
    expect(body.templates.map(({ form }) => form)).toEqual(expect.arrayContaining([21, 22, 23, 24]))
    expect(body.templates.find(({ form }) => form === 45)).toBeUndefined()
    expect(body.leftOut.map(({ form }) => form)).toEqual([27, 28, 29, 34, 44])
  })
})

const seriesOf = async (key: string) =>
  (await head.caller.call(numberContract.list, {})).body.series.find((one) => one.key === key)
const gaps = async (key: string) => (await head.caller.call(numberContract.check, { key })).body

describe('numbers', () => {
  test('run on without a gap when ten are drawn at once and some fail', async () => {
    const matters = await Promise.all(
      Array.from({ length: 10 }, async (_, index) => {
        const proceedingId = await aCaseMatter(here, head.organisation.id)
        const { body } = await handler.caller.call(documentContract.draft, { proceedingId, form: 37 })
        const changed = index % 3 === 0 ? {} : noticeContent
        await handler.caller.call(documentContract.edit, { id: body.id, base: 1, changed, confidential: false })
        return body.id
      }),
    )
    const drawn = await Promise.all(matters.map((id) => head.caller.call(documentContract.issue, { id, base: 2 })))
    const numbers = drawn.flatMap(({ status, body }) => (status === 200 ? [body.number] : []))
    expect(numbers).toHaveLength(6)
    expect(new Set(numbers).size).toBe(6)
    const { last, used, voided, gaps: missing } = await gaps('form-37')
    expect({ used, voided, missing }).toEqual({ used: last, voided: 0, missing: [] })
  })

  test('of voided documents are counted and not drawn again; those used on paper are told as missing here', async () => {
    const { id, head: issuer } = await anIssuedNotice(here)
    await issuer.caller.call(documentContract.void, { id, reason: '示例：写错当事人' })
    const { last } = await gaps('form-37')
    const skip = (next: number) =>
      head.caller.call(numberContract.skip, { key: 'form-37', next, reason: '续接纸面编号' })
    expect((await skip(last)).refusal.code).toBe('numbers-only-rise')
    expect((await skip(last + 4)).status).toBe(200)
    const next = await anIssuedNotice(here)
    const { body } = await next.handler.caller.call(documentContract.read, { id: next.id })
    expect(body.document.number).toMatch(new RegExp(`〔2026〕${last + 4}号$`))
    expect(await gaps('form-37')).toMatchObject({ last: last + 4, voided: 1, gaps: [{ from: last + 1, to: last + 3 }] })
  })

  test('follow the office’s own rule from then on, and those given before are still found', async () => {
    const before = await gaps('form-37')
    const change = (pattern: string, kind = '罚告') =>
      head.caller.call(numberContract.change, { key: 'form-37', kind, pattern, reason: '换用本局代字' })
    expect((await change('{agency}{kind}字（{year}）第{n:3}号')).status).toBe(200)
    const { id, handler: drafter } = await anIssuedNotice(here)
    const { body } = await drafter.caller.call(documentContract.read, { id })
    expect(body.document.number).toMatch(/罚告字（2026）第\d{3}号$/)
    expect(await gaps('form-37')).toMatchObject({ last: before.last + 1, used: before.used + 1, gaps: before.gaps })
    for (const [pattern, kind] of [
      ['{agency}{kind}〔{year}〕号', '罚告'],
      ['{agency}{kind}〔{year}〕{n}号', '处罚'],
      ['{agency}{x}{n}', '罚告'],
    ] as const) {
      const refused = await change(pattern, kind)
      expect({ status: refused.status, code: refused.refusal.code }).toEqual({ status: 409, code: 'pattern-wrong' })
      expect(refused.refusal.message['zh-CN']).toMatch(/^编号规则不能使用：.{8,}/)
    }
    expect((await seriesOf('form-37'))?.pattern).toBe('{agency}{kind}字（{year}）第{n:3}号')
    expect((await head.caller.call(numberContract.check, { key: 'no-such-series' })).status).toBe(404)
  })

  test('begin anew with the year', async () => {
    here.clock.set('2027-01-04T02:00:00Z')
    const { id, handler: drafter } = await anIssuedNotice(here)
    const { body } = await drafter.caller.call(documentContract.read, { id })
    expect(body.document.number).toMatch(/（2027）第001号$/)
    expect(await gaps('form-37')).toMatchObject({ year: 2027, last: 1, used: 1, gaps: [] })
    here.clock.set('2026-11-24T02:00:00Z')
  })

  test('begin with what the authority says of itself, which its forms say too', async () => {
    const described = await head.caller.call(numberContract.describe, {
      ...{ shortName: '示例市监', reviewBody: '示例区人民政府', court: '示例区人民法院' },
      ...{ address: '示例路1号', contactName: '虚构·李四', contactPhone: '000-00000000', reason: '启用' },
    })
    expect(described.status).toBe(200)
    expect((await seriesOf('form-45'))?.sample).toBe('示例市监处罚〔2026〕1号')
    const proceedingId = await aCaseMatter(here, head.organisation.id)
    const { body } = await handler.caller.call(documentContract.draft, { proceedingId, form: 21 })
    expect((await handler.caller.call(documentContract.read, { id: body.id })).body.filled).toMatchObject({
      'remedy.reviewBody': '示例区人民政府',
      'remedy.court': '示例区人民法院',
    })
    const wrong = await head.caller.call(numberContract.describe, {
      ...{ shortName: ' ', reviewBody: '示例区人民政府', court: '示例区人民法院' },
      ...{ address: '', contactName: '', contactPhone: '', reason: '启用' },
    })
    expect(wrong.refusal.issues?.map(({ field }) => field)).toEqual(['shortName'])
  })
})
