import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { dict } from '@node-rs/jieba/dict.js'
import pg from 'pg'
import { searchPublished } from '../../features/publication/search.service.ts'
import { openDatabase, setScope } from '../../platform/database/database.ts'
import { grantAppLogin, migrate } from '../../platform/database/migrate.ts'
import { startEmbedded } from '../../platform/postgres/embedded.ts'
import { tsvectorLiteral } from '../../platform/search/tokens.ts'
import { random } from './random.ts'

const articles = Number(process.env.BENCH_ARTICLES ?? 100_000)
const charactersEach = 300
const runs = 40
const queries = ['商业秘密', '管理办法', '知识产权保护', '经济 社会', '发展', '企业 管理', '麒麟阁']

/**
 * The public search as the site asks it, on synthetic articles whose words follow the dictionary's frequencies, beside the
 * plain way to search without it: ILIKE with a trigram index where the extension is there, without one where it is not.
 */
export async function run(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'shoumi-bench-'))
  const postgres = await startEmbedded(folder)
  const owner = new pg.Client({ connectionString: postgres.ownerUrl() })
  try {
    await migrate(postgres.ownerUrl())
    const appUrl = await grantAppLogin(postgres.ownerUrl(), 'bench')
    await owner.connect()
    await timed(`${articles} articles of ${charactersEach} characters, cut into words and stored`, () => fill(owner))
    await owner.query('vacuum analyze search_document')
    const indexed = await trigrams(owner)
    const sizes = await owner.query<{ name: string; size: string }>(
      `select indexrelname as name, pg_size_pretty(pg_relation_size(indexrelid)) as size from pg_stat_user_indexes where relname = 'search_document'`,
    )
    for (const { name, size } of sizes.rows) console.log(`index ${name}: ${size}`)
    await measure(appUrl, owner, indexed)
  } finally {
    await owner.end()
    await postgres.stop()
    // As root the database lies elsewhere, where its service user may read it.
    for (const used of [postgres.folder, folder]) await rm(used, { recursive: true, force: true })
  }
}

async function timed<T>(what: string, work: () => Promise<T>): Promise<T> {
  const began = performance.now()
  const result = await work()
  console.log(`${what}: ${((performance.now() - began) / 1000).toFixed(1)} s`)
  return result
}

function vocabulary() {
  const words: string[] = []
  const upTo: number[] = []
  let sum = 0
  for (const line of Buffer.from(dict).toString('utf8').split('\n')) {
    const [word = '', count = '0'] = line.split(' ')
    if (word.length < 2 || Number(count) < 3) continue
    sum += Number(count)
    words.push(word)
    upTo.push(sum)
  }
  return (share: number): string => {
    let [low, high] = [0, upTo.length - 1]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((upTo[middle] ?? 0) < share * sum) low = middle + 1
      else high = middle
    }
    return words[low] ?? ''
  }
}

async function fill(owner: pg.Client) {
  const wordAt = vocabulary()
  // The same articles every time.
  const next = random(20_261_124)
  const text = (characters: number) => {
    let made = ''
    while (made.length < characters) made += wordAt(next()) + (next() < 0.1 ? ',' : '')
    return made
  }
  for (let from = 0; from < articles; from += 1000) {
    const rows = Array.from({ length: Math.min(1000, articles - from) }, (_, index) => {
      const [title, plain] = [text(16), text(charactersEach)]
      return { ref: String(from + index), title, plain, tsv: tsvectorLiteral({ title, body: plain }) }
    })
    await owner.query(
      `insert into search_document (kind, ref, url, title, plain, tsv, published, updated_at)
       select 'publication', ref, '/publications/' || ref, title, plain, tsv::tsvector, true, timestamptz '2024-01-01' + ref::int * interval '10 minutes'
       from unnest($1::text[], $2::text[], $3::text[], $4::text[]) as given(ref, title, plain, tsv)`,
      [
        rows.map(({ ref }) => ref),
        rows.map(({ title }) => title),
        rows.map(({ plain }) => plain),
        rows.map(({ tsv }) => tsv),
      ],
    )
  }
}

async function trigrams(owner: pg.Client): Promise<boolean> {
  try {
    await owner.query('create extension if not exists pg_trgm')
  } catch {
    return false
  }
  await timed('the peer’s trigram index', () =>
    owner.query('create index bench_trigram on search_document using gin (plain gin_trgm_ops)'),
  )
  return true
}

async function measure(appUrl: string, owner: pg.Client, indexed: boolean) {
  const database = openDatabase(appUrl, { connections: 1 })
  const peer = indexed ? 'ILIKE + pg_trgm' : 'ILIKE'
  const ask = (q: string) =>
    database.transaction().execute(async (db) => {
      await setScope(db, 'public')
      return searchPublished({ db }, { q, page: 1 })
    })
  const askPeer = (q: string) =>
    owner.query(
      `select title from search_document where published and ${q
        .split(' ')
        .map((_, index) => `plain ilike $${index + 1}`)
        .join(' and ')} order by updated_at desc limit 20`,
      q.split(' ').map((word) => `%${word}%`),
    )
  console.log(`${'query'.padEnd(14)} found   search p50/p95 ms   ${peer} p50/p95 ms (unranked)`)
  if (indexed)
    console.log(
      'a trigram index of a few kilobytes holds no Chinese: in this locale pg_trgm sees no letters in it, so the peer scans',
    )
  for (const q of queries) {
    const { total, more } = await ask(q)
    const [ours, theirs] = [await times(() => ask(q)), await times(() => askPeer(q))]
    console.log(`${q.padEnd(14)} ${String(total) + (more ? '+' : '')}   ${ours}   ${theirs}`)
  }
  await database.destroy()
}

async function times(work: () => Promise<unknown>): Promise<string> {
  const taken: number[] = []
  for (let i = 0; i < runs; i++) {
    const began = performance.now()
    await work()
    taken.push(performance.now() - began)
  }
  taken.sort((a, b) => a - b)
  const at = (share: number) => (taken[Math.min(taken.length - 1, Math.floor(taken.length * share))] ?? 0).toFixed(1)
  return `${at(0.5)} / ${at(0.95)}`
}
