import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { createServer as createHttpServer } from 'node:http'
import { type AddressInfo, connect, createServer, type Server } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aLogHouse, aWorkshop } from '../../test/command-line.ts'
import { computeNaively, readNaively } from '../../test/naive-seal.ts'

const house = await aLogHouse()
/** Its log has the same name and other keys, and publishes only when told to. */
const slow = await aLogHouse({ publishes: false })
const { folder, at, run } = aWorkshop()
const withKey = { env: { SHOUMI_KEY: house.key } }
const made = (start: string) =>
  readdirSync(folder)
    .filter((name) => name.startsWith(start))
    .toSorted()

const contents = {
  '配方/甲号配方.txt': '甲料 12.5%，乙料 87.5%',
  '客户名单.csv': '虚构客户,13800000000\n虚构客户二,13900000000\n',
  'drawings/pump-axle.dwg': 'axle 42.0 mm',
}
beforeAll(() => {
  for (const [name, content] of Object.entries(contents)) {
    mkdirSync(at('tree', name, '..'), { recursive: true })
    writeFileSync(at('tree', name), content)
  }
})

/** Stands between the command and the platform and keeps every byte that goes to the platform. */
async function anEavesdropper() {
  const sent: Buffer[] = []
  const { hostname, port } = new URL(house.address)
  const server: Server = createServer((client) => {
    const platform = connect(Number(port), hostname)
    client.on('data', (bytes: Buffer) => {
      sent.push(bytes)
      platform.write(bytes)
    })
    platform.pipe(client)
    client.on('end', () => platform.end())
    for (const [one, other] of [[client, platform] as const, [platform, client] as const])
      one.on('error', () => other.destroy())
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  afterAll(() => server.close())
  return { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, sent: () => Buffer.concat(sent) }
}

describe('a seal that is deposited', () => {
  it('lets nothing but its commitment leave the machine', async () => {
    const { address, sent } = await anEavesdropper()
    const { code, out, err } = await run(['seal', 'tree', '--out', 'heard', '--server', address, '--json'], withKey)
    expect([code, err]).toEqual([0, ''])
    const heard = sent()
    const text = heard.toString('latin1')
    const requests = [...text.matchAll(/\b(GET|POST|PUT|DELETE|HEAD|OPTIONS|PATCH|CONNECT) (\S+) HTTP/g)].map(
      ([, method, path]) => `${method} ${path}`,
    )
    const { requestId, entry } = JSON.parse(out)
    const expected = ['GET /log/trust.json', 'POST /api/log/deposits', `GET /api/log/receipts/${requestId}`]
    expect([...new Set(requests)].toSorted()).toEqual(expected.toSorted())
    expect(requests.filter((request) => request.startsWith('POST'))).toHaveLength(1)
    const [, body = ''] = /POST [\s\S]*?\r\n\r\n(\{[^\r\n]*\})/.exec(text) ?? []
    expect(JSON.parse(body)).toEqual({ entries: [entry], label: '', source: 'command-line' })

    const opening = readNaively(readFileSync(at('heard.tsopening')))
    const { leaves, nodes, openings, salts } = computeNaively(opening)
    expect(nodes.length).toBeGreaterThan(2)
    const digests = [
      ...Object.values(contents).flatMap((content) =>
        ['sha256', 'sm3', 'sha1', 'md5', 'sha512'].map((name) => createHash(name).update(content).digest()),
      ),
      ...[...salts, ...nodes, ...openings, ...leaves.flatMap(({ sha256, sm3 }) => [sha256, sm3])],
      ...[opening.seed, opening.blind, opening.rootSha256, opening.rootSm3],
    ]
    const names = Object.keys(contents).flatMap((path) => [path, ...path.split('/')])
    const words = [...names, 'tree', 'heard', folder, ...Object.values(contents)].map((word) => Buffer.from(word))
    const spellings = (bytes: Buffer) => [
      bytes,
      ...['hex', 'base64', 'base64url'].map((how) =>
        Buffer.from(bytes.toString(how as BufferEncoding).replace(/=+$/, '')),
      ),
      Buffer.from(bytes.toString('hex').toUpperCase()),
      Buffer.from(encodeURIComponent(bytes.toString('utf8'))),
      Buffer.from(JSON.stringify(bytes.toString('utf8')).slice(1, -1)),
      Buffer.from(
        bytes.toString('utf8').replace(/[^ -~]/g, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`),
      ),
    ]
    // The eavesdropper would know them: the entry itself is found.
    expect(heard.includes(entry)).toBe(true)
    for (const secret of [...digests, ...words])
      for (const spelling of spellings(secret))
        expect([secret.toString(), heard.includes(spelling)]).toEqual([secret.toString(), false])
  })

  it('leaves a private opening and a receipt that holds, and tells where it stands', async () => {
    const args = ['seal', 'tree', '--out', 'kept', '--server', house.address, '--label', '图纸']
    const { code, out } = await run(args, withKey)
    expect(code).toBe(0)
    expect(out).toContain('kept.tsreceipt.json')
    expect(made('kept')).toEqual(['kept.tsopening', 'kept.tsreceipt.json'])
    expect(statSync(at('kept.tsopening')).mode & 0o777).toBe(0o600)
    const verified = await run(['verify', 'kept.tsreceipt.json', 'tree', '--json'])
    expect(verified.code).toBe(0)
    const { verdict, checks } = JSON.parse(verified.out)
    expect(verdict).toBe('proven')
    expect(checks).toContainEqual(expect.objectContaining({ id: 'content', outcome: 'passed' }))
    const { label, fileCount, totalBytes, source } = await house.owner
      .selectFrom('deposit')
      .selectAll()
      .where('label', '=', '图纸')
      .executeTakeFirstOrThrow()
    expect([label, fileCount, totalBytes, source]).toEqual(['图纸', null, null, 'command-line'])
  })

  it('can be deposited later, and again, at one and the same place', async () => {
    expect((await run(['seal', 'tree', '--out', 'later'])).code).toBe(0)
    const args = ['deposit', 'later.tsopening', '--server', house.address, '--json']
    const [first, again] = [await run(args, withKey), await run(args, withKey)]
    expect([first.code, again.code]).toEqual([0, 0])
    expect(JSON.parse(again.out)).toEqual(JSON.parse(first.out))
    expect(JSON.parse(first.out)).toMatchObject({ state: 'receipt', index: expect.any(Number) })
    expect(made('later')).toEqual(['later.tsopening', 'later.tsreceipt.json'])
  })

  it('keeps the promise of the log until there is a receipt, and finishes with it', async () => {
    expect((await run(['seal', 'tree', '--out', 'slow'])).code).toBe(0)
    const args = ['deposit', 'slow.tsopening', '--server', slow.address, '--wait', '0']
    const env = { SHOUMI_KEY: slow.key, XDG_CONFIG_HOME: at('slow-config') }
    const waiting = await run(args, { env })
    const early = await run(['deposit', 'slow.tsopening', '--finish', '--wait', '0'], { env })
    expect([waiting.err, waiting.code, early.code]).toEqual(['', 1, 1])
    expect(waiting.out).toContain('npx shoumi deposit slow.tsopening --finish')
    expect(made('slow.')).toEqual(['slow.tsopening', 'slow.tspromise.json'])
    expect((await run(['inspect', 'slow.tspromise.json'])).out).toContain(slow.address)
    await slow.house.world.log.publish()
    expect((await run(['deposit', 'slow.tsopening', '--finish'], { env })).code).toBe(0)
    expect(made('slow.')).toEqual(['slow.tsopening', 'slow.tsreceipt.json'])
  })

  it('keeps its receipt when it is deposited elsewhere as well', async () => {
    const before = readFileSync(at('slow.tsreceipt.json'))
    const { code, err } = await run(['deposit', 'slow.tsopening', '--server', house.address], withKey)
    expect([code, err]).toEqual([1, expect.stringContaining('不会覆盖')])
    expect(readFileSync(at('slow.tsreceipt.json'))).toEqual(before)
  })
})

describe('when the platform does not answer as it should', () => {
  const failed = (ran: { code: number; err: string }) => {
    expect(ran.code).toBe(1)
    expect(ran.err).not.toMatch(/^ {4}at /m)
  }

  it('a server that is down is told before any work; a wrong key after it, and the opening is kept', async () => {
    const down = await run(['seal', 'tree', '--out', 'down', '--server', 'http://127.0.0.1:9'], withKey)
    failed(down)
    expect(down.err).toContain('连不上 http://127.0.0.1:9')
    expect(made('down')).toEqual([])
    const env = { SHOUMI_KEY: `shoumi_deposit_${'x'.repeat(32)}` }
    const refused = await run(['seal', 'tree', '--out', 'refused', '--server', house.address], { env })
    failed(refused)
    expect(refused.err).toMatch(/存证密钥无效[\s\S]*npx shoumi deposit refused\.tsopening --server/)
    expect(made('refused')).toEqual(['refused.tsopening'])
    expect((await run(['deposit', 'refused.tsopening', '--server', house.address], withKey)).code).toBe(0)
  })

  it('a full disk leaves no half receipt, and the opening and the promise stay', async () => {
    const under = ['sh', '-c', 'ulimit -f 4; exec "$@"', 'sh']
    const full = await run(['seal', 'tree', '--out', 'full', '--server', house.address], { ...withKey, under })
    failed(full)
    expect(full.err).toContain('文件超过系统允许的大小')
    expect(made('full')).toEqual(['full.tsopening', 'full.tspromise.json'])
    expect((await run(['deposit', 'full.tsopening', '--finish'])).code).toBe(0)
  })

  it('another kind of server, and one that says nonsense, are told apart from a refusal', async () => {
    const answers: Record<string, string> = { '/log/trust.json': '<html>' }
    const other = createHttpServer((request, reply) => {
      const answer = answers[request.url ?? '']
      reply.statusCode = answer === undefined ? 404 : 200
      reply.end(answer ?? 'not found')
    })
    await new Promise<void>((ready) => other.listen(0, '127.0.0.1', ready))
    const address = `http://127.0.0.1:${(other.address() as AddressInfo).port}`
    const deposit = () => run(['deposit', 'kept.tsopening', '--server', address], withKey)
    failed(await deposit())
    delete answers['/log/trust.json']
    const missing = await deposit()
    failed(missing)
    expect(missing.err).toContain('404')
    // It knows the right keys, and promises without having signed anything.
    answers['/log/trust.json'] = await (await fetch(`${house.address}/log/trust.json`)).text()
    answers['/api/log/deposits'] = JSON.stringify({ promise: { checkpoint: 'x' }, deposits: [] })
    failed(await deposit())
    other.close()
  })

  it('a log that gives another key than before is not believed', async () => {
    const args = ['seal', 'tree', '--out', 'deceived', '--server', slow.address]
    const { code, err } = await run(args, { env: { SHOUMI_KEY: slow.key } })
    expect(code).toBe(1)
    expect(err).toContain('公钥与以前记下的不同')
    expect(made('deceived')).toEqual([])
  })
})
