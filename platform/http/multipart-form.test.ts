import { request as send } from 'node:http'
import Fastify from 'fastify'
import { afterAll, expect, test } from 'vitest'
import { Refusal } from '../../core/refusal.ts'
import { readMultipart } from './multipart-form.ts'

const limits = { fileBytes: 1000, files: 2, totalBytes: 4000 }
const server = Fastify()
server.addContentTypeParser('*', (_request, _payload, done) => done(null))
server.post('/', async (request, reply) => {
  try {
    const { fields, files } = await readMultipart(request, limits)
    return { fields, files: files.map(({ field, name, bytes }) => ({ field, name, text: bytes.toString('utf8') })) }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return reply.code(400).send({ code: error.code })
  }
})
const address = await server.listen({ port: 0, host: '127.0.0.1' })
afterAll(() => server.close())

const post = async (form: FormData) => {
  const answer = await fetch(address, { method: 'POST', body: form })
  return { status: answer.status, body: (await answer.json()) as unknown }
}
const file = (text: string, name: string) => [new Blob([text]), name] as const

test('fields and files come as they were sent, in any script', async () => {
  const form = new FormData()
  form.append('text', '虚构内容 㐂')
  form.append('text', 'second')
  form.append('file', ...file('图纸', '图纸（终稿）.pdf'))
  expect(await post(form)).toEqual({
    status: 200,
    body: { fields: { text: '虚构内容 㐂' }, files: [{ field: 'file', name: '图纸（终稿）.pdf', text: '图纸' }] },
  })
})

test('a name that leads to another folder loses the folder', async () => {
  const form = new FormData()
  form.append('file', ...file('a', '../../etc/passwd'))
  form.append('file', ...file('b', 'C:\\Windows\\b.txt'))
  expect((await post(form)).body).toMatchObject({ files: [{ name: 'passwd' }, { name: 'b.txt' }] })
})

test('a file field in which nothing was chosen is no file', async () => {
  const form = new FormData()
  form.append('file', ...file('', ''))
  expect((await post(form)).body).toEqual({ fields: {}, files: [] })
})

test.each([
  ['a file beyond the limit', [['file', 'x'.repeat(1001)]]],
  [
    'more files than the limit',
    [
      ['file', 'a'],
      ['file', 'b'],
      ['file', 'c'],
    ],
  ],
  [
    'more of everything than the limit',
    [
      ['file', 'x'.repeat(900)],
      ['file', 'x'.repeat(900)],
      ['text', 'x'.repeat(3000)],
    ],
  ],
] as const)('%s is refused', async (_name, parts) => {
  const form = new FormData()
  for (const [field, text] of parts)
    if (field === 'file') form.append(field, ...file(text, 'a.txt'))
    else form.append(field, text)
  expect(await post(form)).toEqual({ status: 400, body: { code: 'too-large' } })
})

test('a body far beyond the limit without a length is heard out, so that its sender reads why', async () => {
  const answer = await new Promise<{ status: number; body: string }>((resolve, reject) => {
    const call = send(
      address,
      {
        method: 'POST',
        headers: { 'content-type': 'multipart/form-data; boundary=x', 'transfer-encoding': 'chunked' },
      },
      async (reply) => {
        let body = ''
        for await (const chunk of reply) body += chunk
        resolve({ status: reply.statusCode ?? 0, body })
      },
    )
    call.on('error', reject)
    call.write('--x\r\ncontent-disposition: form-data; name="file"; filename="big.bin"\r\n\r\n')
    let left = 64
    const more = (): void => {
      if (left-- === 0) return void call.end('\r\n--x--\r\n')
      call.write(Buffer.alloc(64 * 1024), more)
    }
    more()
  })
  expect(answer).toEqual({ status: 400, body: '{"code":"too-large"}' })
})

test.each([
  ['another kind of body', { 'content-type': 'application/x-www-form-urlencoded' }, 'a=b'],
  ['no boundary', { 'content-type': 'multipart/form-data; charset=utf-8' }, 'a'],
  [
    'an end that is missing',
    { 'content-type': 'multipart/form-data; boundary=x' },
    '--x\r\ncontent-disposition: form-data; name="a"\r\n\r\nhalf',
  ],
])('%s is refused as no form', async (_name, headers, body) => {
  const answer = await fetch(address, { method: 'POST', headers, body })
  expect({ status: answer.status, body: await answer.json() }).toEqual({ status: 400, body: { code: 'invalid-input' } })
})
