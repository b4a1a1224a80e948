import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { textOf, utf8 } from '../../evidence/bytes.ts'
import { folderLogFiles, s3LogFiles } from './log-files.ts'

/** A stranger's object store, as far as the log asks anything of it: a bucket by path, signed requests, PUT and GET. */
const kept = new Map<string, Buffer>()
const authorizations: string[] = []
const store = createServer(async (request, response) => {
  authorizations.push(request.headers.authorization ?? '')
  if (request.url?.endsWith('/forbidden')) return response.writeHead(403).end()
  if (request.method === 'PUT') {
    kept.set(request.url ?? '', Buffer.concat(await request.toArray()))
    return response.end()
  }
  const found = kept.get(request.url ?? '')
  return found ? response.end(found) : response.writeHead(404).end()
})
await new Promise<void>((ready) => store.listen(0, '127.0.0.1', ready))
const folder = mkdtempSync(join(tmpdir(), 'shoumi-files-'))
afterAll(() => {
  store.close()
  rmSync(folder, { recursive: true, force: true })
})
const { port } = store.address() as AddressInfo
const bucket = s3LogFiles({
  url: `http://127.0.0.1:${port}/evidence`,
  region: 'cn-test-1',
  accessKeyId: 'AKEXAMPLE',
  secretAccessKey: 'fictitious',
})

describe.each([
  ['a folder', folderLogFiles(folder)],
  ['a bucket', bucket],
])('the public files in %s', (_where, files) => {
  it('are given back as they were written, and none where nothing was written', async () => {
    await files.put('2026/tile/0/x001/000.p/7', utf8('seven'))
    await files.put('2026/checkpoint', utf8('old'))
    await files.put('2026/checkpoint', utf8('new'))
    expect(textOf((await files.get('2026/tile/0/x001/000.p/7')) ?? utf8(''))).toBe('seven')
    expect(textOf((await files.get('2026/checkpoint')) ?? utf8(''))).toBe('new')
    expect(await files.get('2026/tile/0/000')).toBeNull()
  })
})

describe('a bucket', () => {
  it('is asked with signed requests, below its own name', () => {
    expect([...kept.keys()]).toContain('/evidence/2026/tile/0/x001/000.p/7')
    for (const one of authorizations)
      expect(one).toMatch(
        /^AWS4-HMAC-SHA256 Credential=AKEXAMPLE\/\d{8}\/cn-test-1\/s3\/aws4_request, .*Signature=[0-9a-f]{64}$/,
      )
  })

  it('that refuses is told as a failure, never as a missing file', async () => {
    await expect(bucket.get('forbidden')).rejects.toThrow('403')
    await expect(bucket.put('forbidden', utf8('x'))).rejects.toThrow('403')
  })
})

describe('a folder', () => {
  it('gives nothing outside itself', async () => {
    const files = folderLogFiles(join(folder, 'inner'))
    await expect(files.get('../2026/checkpoint')).rejects.toThrow('outside')
  })
})
