import { createHash, randomBytes } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { request } from 'node:http'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { sessionCookie } from '../../platform/http/mount.ts'
import { aMember } from '../../test/builders.ts'
import { aHouse, signIn } from '../../test/harness.ts'
import { attachmentContract as doors } from './attachment.contract.ts'
import { publishAttachments, safeName } from './attachment.service.ts'

const here = await aHouse()
const firm = await aMember(here, 'enterprise', 'representative')
const upload = (name: string, content: Buffer, mediaType?: string) =>
  firm.caller.call(doors.upload, { name, ...(mediaType && { mediaType }) }, { payload: content })

test('a file is kept under the digest of its bytes, comes back the same, and is never shown as a page', async () => {
  const content = randomBytes(200_000)
  const { body } = await upload('图纸 㐂.bin', content)
  expect(body).toMatchObject({
    name: '图纸 㐂.bin',
    sizeBytes: 200_000,
    sha256: createHash('sha256').update(content).digest('hex'),
  })
  const back = await firm.caller.call(doors.download, { id: body.id })
  expect(back.raw.equals(content)).toBe(true)
  expect(back.headers).toMatchObject({
    'x-content-type-options': 'nosniff',
    'content-disposition': expect.stringMatching(/^attachment; filename\*=UTF-8''/),
  })
  const html = await upload('x.html', Buffer.from('<script>alert(1)</script>'), 'text/html')
  expect((await firm.caller.call(doors.download, { id: html.body.id })).headers['content-security-policy']).toBe(
    "default-src 'none'; sandbox",
  )
})

test('a stranger and the public do not know that it is there, until it is published', async () => {
  const { body } = await upload('a.txt', Buffer.from('a'))
  const other = await aMember(here, 'enterprise', 'representative')
  for (const caller of [other.caller, here.anyone])
    expect((await caller.call(doors.download, { id: body.id })).status).toBe(404)
  await here.owner.updateTable('attachment').set({ published: true }).where('id', '=', body.id).execute()
  expect((await here.anyone.call(doors.download, { id: body.id })).raw.toString()).toBe('a')
  expect(publishAttachments).toBeTypeOf('function')
})

test('an empty file is refused; the same bytes twice are stored once', async () => {
  expect((await upload('empty', Buffer.alloc(0))).refusal.code).toBe('empty-file')
  const [one, two] = [await upload('one', Buffer.from('same')), await upload('two', Buffer.from('same'))]
  expect(one.body.sha256).toBe(two.body.sha256)
  expect(one.body.id).not.toBe(two.body.id)
})

test.each([
  ['../../etc/passwd', 'passwd'],
  ['C:\\Windows\\a.txt', 'a.txt'],
  ['..', 'file'],
  ['a\u0000b\u202egpj.exe', 'abgpj.exe'],
  ['年报 2025.pdf', '年报 2025.pdf'],
])('the name %j is kept as %j', (given, kept) => expect(safeName(given)).toBe(kept))

test('a hundred and sixty megabytes stream through without being held in memory, and an upload that breaks off leaves nothing', async () => {
  await here.house.server.listen({ port: 0, host: '127.0.0.1' })
  const address = here.house.server.server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const session = await signIn(here, firm.person.id, firm.organisation.id)
  const size = 160 * 1024 * 1024
  const chunk = randomBytes(1024 * 1024)
  const send = (chunks: number) =>
    new Promise<{ status: number; heap: number }>((done, failed) => {
      let heap = 0
      const call = request(
        {
          port,
          method: 'POST',
          path: '/api/attachments?name=big',
          headers: {
            cookie: `${sessionCookie}=${session}`,
            'content-type': 'application/octet-stream',
            'content-length': size,
          },
        },
        (reply) => {
          reply.resume()
          reply.on('end', () => done({ status: reply.statusCode ?? 0, heap }))
        },
      )
      call.on('error', failed)
      let sent = 0
      const more = () => {
        heap = Math.max(heap, process.memoryUsage().arrayBuffers)
        if (sent++ === chunks) return chunks * chunk.length < size ? call.destroy(new Error('broken off')) : call.end()
        call.write(chunk, more)
      }
      more()
    })
  const before = process.memoryUsage().arrayBuffers
  const { status, heap } = await send(160)
  expect(status).toBe(200)
  expect(heap - before).toBeLessThan(size / 2)
  const count = async () => (await here.owner.selectFrom('attachment').select('id').execute()).length
  const kept = await count()
  await expect(send(20)).rejects.toThrow('broken off')
  await expect.poll(() => readdir(join(here.dataDir, 'objects/incoming')), { timeout: 5000 }).toEqual([])
  expect(await count()).toBe(kept)
})
