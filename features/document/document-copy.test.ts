import { createHash } from 'node:crypto'
import mammoth from 'mammoth'
import { describe, expect, test } from 'vitest'
import { aMember } from '../../test/builders.ts'
import { anIssuedNotice } from '../../test/document-maker.ts'
import { aHouse } from '../../test/harness.ts'
import { pdfText } from '../../test/pdf-text.ts'
import { documentContract } from './document.contract.ts'
import { documentCopyContract } from './document-copy.contract.ts'

const here = await aHouse()
const textOf = async (docx: Buffer) => (await mammoth.extractRawText({ buffer: docx })).value
const plain = (pdf: Buffer) => pdfText(pdf).join('').replace(/\s/g, '')

describe('a masked copy', () => {
  test('hides the given words, is kept byte for byte, says what it is, and the words are kept nowhere', async () => {
    const { id, copyId, handler, head } = await anIssuedNotice(here)
    const made = await head.caller.call(documentCopyContract.mask, {
      ...{ id, purpose: 'publish', read: true },
      terms: ['不正当手段获取'],
    })
    expect(made.body.masked).toBe(1)
    const file = await handler.caller.call(documentCopyContract.file, { id: made.body.id })
    expect(createHash('sha256').update(file.raw).digest('hex')).toBe(made.body.digest)
    const text = await textOf(file.raw)
    expect(text).toMatch(/^脱敏件/)
    expect(text).toContain('当事人以×××权利人的商业秘密')
    const { body } = await handler.caller.call(documentContract.read, { id })
    expect(body.copies.map(({ purpose }) => purpose)).toEqual(['file', 'publish'])
    expect(body.copies[0]?.id).toBe(copyId)
    const journal = await here.owner.selectFrom('journal').selectAll().execute()
    expect(JSON.stringify(journal)).not.toContain('不正当手段获取')
    expect(journal.some(({ act, detail }) => act === 'document.masked' && detail.digest === made.body.digest)).toBe(
      true,
    )
  })

  test('is made of what was issued, by somebody who says that they read it', async () => {
    const { id, handler, proceedingId } = await anIssuedNotice(here)
    const mask = (of: string, read: true) =>
      handler.caller.call(documentCopyContract.mask, { id: of, purpose: 'serve', terms: [], read })
    expect((await mask(id, false as true)).refusal.code).toBe('invalid-input')
    const draft = await handler.caller.call(documentContract.draft, { proceedingId, form: 39 })
    expect((await mask(draft.body.id, true)).refusal.code).toBe('not-issued')
  })

  test('stands in the open volume for a document that few may see, and is all that others see of it', async () => {
    const { id, copyId, proceedingId, handler } = await anIssuedNotice(here, true)
    const seen = await handler.caller.call(documentContract.list, { proceedingId })
    expect(seen.body.archive).toEqual([
      { id, as: 'copy', volume: 'main', section: '其他文书及送达回证', place: 1 },
      { id, as: 'original', volume: 'confidential', section: '涉密材料', place: 1 },
    ])
    const outside = await aMember(here, 'office', 'case-handler', handler.organisation)
    const { body } = await outside.caller.call(documentContract.list, { proceedingId })
    expect(body.documents).toEqual([])
    expect(body.archive).toEqual([{ id, as: 'copy', volume: 'main', section: '其他文书及送达回证', place: 1 }])
    expect((await outside.caller.call(documentCopyContract.file, { id: copyId })).status).toBe(200)
    expect((await outside.caller.call(documentCopyContract.print, { id })).status).toBe(404)
    const table = await outside.caller.call(documentContract.draft, { proceedingId, form: 55, volume: 'main' })
    const { filled } = (await outside.caller.call(documentContract.read, { id: table.body.id })).body
    expect(filled['archive.entries']).toMatchObject([{ title: '行政处罚告知书（脱敏件）', day: '2026年11月24日' }])
    const mask = await outside.caller.call(documentCopyContract.mask, {
      ...{ id, purpose: 'serve', terms: [], read: true },
    })
    expect(mask.status).toBe(404)
  })
})

describe('a printed copy', () => {
  test('says what was issued and names the file it is of, with rare characters as they are', async () => {
    const { id, handler } = await anIssuedNotice(here)
    const { body } = await handler.caller.call(documentContract.read, { id })
    await handler.caller.call(documentContract.serve, {
      ...{ id, servedOn: '2026-11-24', manner: 'direct', servedTo: '虚构', note: '' },
    })
    const print = await handler.caller.call(documentCopyContract.print, { id })
    expect(print.headers['content-type']).toBe('application/pdf')
    const text = plain(print.raw)
    for (const part of [
      '虚构𠮷㐂喆有限公司',
      body.document.number ?? '',
      '罚款：200,000.00元',
      '（印章）',
      body.document.digest ?? '',
    ])
      expect(text).toContain(part.replace(/\s/g, ''))
    expect((await handler.caller.call(documentCopyContract.print, { id })).raw.equals(print.raw)).toBe(true)
  })

  test('of a draft there is none', async () => {
    const { proceedingId, handler } = await anIssuedNotice(here)
    const { body } = await handler.caller.call(documentContract.draft, { proceedingId, form: 37 })
    expect((await handler.caller.call(documentCopyContract.print, { id: body.id })).refusal.code).toBe('not-issued')
  })
})
