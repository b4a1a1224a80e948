import { randomBytes } from 'node:crypto'
import { writeSync } from 'node:fs'
import { join } from 'node:path'
import { toHex } from '../evidence/bytes.ts'
import { encodeEntry } from '../evidence/entry.ts'
import { openLog } from '../platform/log/log.ts'
import { folderLogFiles } from '../platform/log/log-files.ts'
import { logStore } from '../platform/log/log-store.ts'

/** A process that writes the log under load until it is killed, and says of each entry that it was acknowledged. */
const [, , databaseUrl = '', dataDir = ''] = process.argv
await new Promise((go) => process.stdin.once('data', go))
const log = await openLog({
  store: logStore(databaseUrl),
  files: folderLogFiles(join(dataDir, 'public')),
  dataDir,
  host: 'crash.example',
  clock: () => Temporal.Instant.from('2026-11-24T02:00:00Z'),
  witnessPolicy: 'quorum none',
})
log.start(20)
async function client() {
  for (;;) {
    const requestId = new Uint8Array(randomBytes(16))
    const commitment = { sha256: new Uint8Array(randomBytes(32)), sm3: new Uint8Array(randomBytes(32)) }
    const entry = encodeEntry({ type: 'manifest', withSm3: true, commitment, requestId, signatures: [] })
    const { index, checkpoint } = await log.append(entry)
    const [, size, root] = checkpoint.split('\n')
    writeSync(1, `${index} ${toHex(entry)} ${size} ${root}\n`)
  }
}
await Promise.all(Array.from({ length: 64 }, client))
