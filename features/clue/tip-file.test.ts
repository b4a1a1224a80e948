import { describe, expect, test } from 'vitest'
import { aHouse } from '../../test/harness.ts'
import { photo } from '../../test/photo-maker.ts'
import { Reporter, writeTip } from '../../test/reporter.ts'
import { aTipOffice } from '../../test/tip-office.ts'
import { clueContract } from './clue.contract.ts'
import { writeZip } from './file-metadata/zip.ts'

const here = await aHouse()
const { owner } = here
const { registrar, head, work, back, channelOf } = await aTipOffice(here)

describe('files', () => {
  const withMacros = () =>
    writeZip([
      { name: '[Content_Types].xml', bytes: Buffer.from('<Types/>') },
      { name: 'word/document.xml', bytes: Buffer.from('<w:document/>') },
      { name: 'word/vbaProject.bin', bytes: Buffer.from('macro') },
    ])

  test('say what they reveal before they are sent; the copy for officers does not, and the original is apart', async () => {
    const reporter = new Reporter(here)
    const code = await writeTip(reporter)
    await reporter.send('files', {}, [
      { name: '../../etc/厂房（示例）.jpg', bytes: photo },
      { name: '附表.docm', bytes: await withMacros() },
      { name: '方案.pdf', bytes: '%PDF-1.7\n/Author (Zhang San)' },
    ])
    expect(reporter.text).toContain('厂房（示例）.jpg')
    expect(reporter.text).not.toContain('etc')
    expect(reporter.text).toContain('拍摄位置： 29.56300, 106.55000')
    expect(reporter.text).toContain('作者： 张三')
    expect(reporter.text).toContain('文件含有宏')
    expect(reporter.text).toContain('不能可靠地清除')
    const rows = await owner
      .selectFrom('tipFile')
      .selectAll()
      .where('channelId', '=', (await channelOf(code)).id)
      .orderBy('id')
      .execute()
    const [picture, macros, pdf] = rows
    // The boxes of files that may act on the reader's device do not exist; naming them changes nothing.
    await reporter.send('send', { [`agree-${pdf?.id}`]: 'yes', [`agree-${macros?.id}`]: 'yes' })
    await work()
    const { clueId } = await channelOf(code)
    const id = clueId ?? ''
    const { body } = await registrar.caller.call(clueContract.intake, { id })
    expect(body.channel?.files).toMatchObject([
      { number: 1, format: 'jpeg', readable: 'copy', found: ['device', 'author', 'place', 'comment'] },
      { number: 2, format: 'word', readable: 'no', apart: 'macros' },
      { number: 3, format: 'pdf', readable: 'original', apart: 'cannot-be-cleaned' },
    ])
    expect(JSON.stringify(body.channel)).not.toContain('厂房')
    const copy = await registrar.caller.call(clueContract.readFile, { id, fileId: picture?.id ?? '' })
    expect(copy.headers['content-disposition']).toContain(encodeURIComponent('附件1.jpg'))
    for (const word of ['张三', 'X-100', '内部']) expect(copy.raw.includes(word), word).toBe(false)
    expect((await registrar.caller.call(clueContract.readFile, { id, fileId: macros?.id ?? '' })).refusal.code).toBe(
      'file-apart',
    )
    expect(
      (await registrar.caller.call(clueContract.readFile, { id, fileId: pdf?.id ?? '' })).raw.toString(),
    ).toContain('Zhang San')

    // The original opens for one person, for a reason, once somebody else has agreed; each look is kept.
    const fileId = picture?.id ?? ''
    expect((await registrar.caller.call(clueContract.lookAtOriginal, { id, fileId })).refusal.code).toBe('not-released')
    const asked = await registrar.caller.call(clueContract.askRelease, { id, fileId, reason: '核对拍摄地点' })
    expect((await registrar.caller.call(clueContract.lookAtOriginal, { id, fileId })).refusal.code).toBe('not-released')
    await head.caller.call(clueContract.decideRelease, { id: asked.body.id, approve: true, opinion: '同意' })
    expect((await registrar.caller.call(clueContract.lookAtOriginal, { id, fileId })).raw.equals(photo)).toBe(true)
    expect((await head.caller.call(clueContract.lookAtOriginal, { id, fileId })).refusal.code).toBe('not-released')
    expect(await owner.selectFrom('tipLook').select('personId').execute()).toEqual([{ personId: registrar.person.id }])
  })

  test('can be taken back until they are sent, and added afterwards', async () => {
    const reporter = new Reporter(here)
    const code = await writeTip(reporter)
    await reporter.send('files', {}, [{ name: 'a.txt', bytes: '一' }])
    const { id } = await owner.selectFrom('tipFile').select('id').orderBy('id', 'desc').executeTakeFirstOrThrow()
    await reporter.post('/tip/return', { code, step: 'send', remove: id })
    expect(reporter.text).toContain('没有添加文件')
    expect((await channelOf(code)).sentAt).toBeNull()
    await reporter.send('send')
    await reporter.send('open')
    await reporter.send('files', {}, [{ name: 'b.txt', bytes: '二' }])
    await reporter.send('send-files')
    expect(reporter.text).toContain('文件已经提交')
    const [kept] = await owner
      .selectFrom('tipFile')
      .select(['id', 'sentAt'])
      .where('channelId', '=', (await channelOf(code)).id)
      .execute()
    expect(kept?.sentAt).not.toBeNull()
    // Sent files belong to the record.
    await reporter.post('/tip/return', { code, step: 'open', remove: kept?.id ?? '' })
    expect(reporter.text).toContain('b.txt')
  })

  const bomb = () =>
    writeZip([
      { name: '[Content_Types].xml', bytes: Buffer.from('<Types/>') },
      { name: 'word/document.xml', bytes: Buffer.alloc(61 * 1024 * 1024) },
    ])
  test.each([
    ['a zip bomb', async () => [{ name: 'a.docx', bytes: await bomb() }], 409, '解压后过大'],
    ['an empty file', async () => [{ name: 'a.txt', bytes: '' }], 409, '有的文件是空的'],
    [
      'a file beyond 20 MB',
      async () => [{ name: 'a.bin', bytes: Buffer.alloc(20 * 1024 * 1024 + 1) }],
      413,
      '文件太大',
    ],
    [
      'six files at once',
      async () => Array.from({ length: 6 }, (_, n) => ({ name: `${n}.txt`, bytes: 'x' })),
      413,
      '文件太大',
    ],
  ])('%s is refused in words, with a way back, and nothing of it is kept', async (_, files, status, words) => {
    const reporter = new Reporter(here)
    const code = await writeTip(reporter)
    const before = await owner.selectFrom('tipFile').select('id').execute()
    await reporter.send('files', {}, [{ name: 'good.txt', bytes: '好' }, ...(await files())].slice(0, 6))
    expect(reporter.last.status).toBe(status)
    expect(reporter.text).toContain(words)
    expect(await owner.selectFrom('tipFile').select('id').execute()).toEqual(before)
    expect((await back(code)).text).toContain('没有添加文件')
  })

  test('an eleventh file is refused', async () => {
    const reporter = new Reporter(here)
    await writeTip(reporter)
    for (let round = 0; round < 2; round++)
      await reporter.send(
        'files',
        {},
        Array.from({ length: 5 }, (_, n) => ({ name: `${n}.txt`, bytes: 'x' })),
      )
    await reporter.send('files', {}, [{ name: 'more.txt', bytes: 'x' }])
    expect(reporter.last.status).toBe(409)
    expect(reporter.text).toContain('总共不超过 10 个')
    await reporter.send('open')
    expect(reporter.heading).toBe('检查并提交')
  })
})
