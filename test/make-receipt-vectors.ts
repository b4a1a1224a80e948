import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { utf8 } from '../evidence/bytes.ts'
import { discloseFile } from '../evidence/opening-file.ts'
import { encodeProofPackage } from '../evidence/proof-package.ts'
import { encodeReceipt } from '../evidence/receipt.ts'
import { encodeTrust } from '../evidence/trust.ts'
import { aReceipt } from './receipt-maker.ts'

// Run once for each released version, and never again for it: `node test/make-receipt-vectors.ts v0.1`.
const [, , version = ''] = process.argv
const folder = join(import.meta.dirname, '../evidence/vectors/receipts', version)
mkdirSync(folder)
const { receipt, trust, opening, openingBytes } = aReceipt()
writeFileSync(join(folder, 'a.tsreceipt.json'), encodeReceipt(receipt))
writeFileSync(join(folder, 'a.tsopening'), openingBytes)
writeFileSync(join(folder, 'a.tsproof'), encodeProofPackage({ ...discloseFile(opening, utf8('说明.md')), receipt }))
writeFileSync(join(folder, 'trust.json'), `${JSON.stringify(encodeTrust(trust), null, 2)}\n`)
