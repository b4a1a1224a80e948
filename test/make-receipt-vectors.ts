import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { utf8 } from '../evidence/bytes.ts'
import { encodeCourse } from '../evidence/course.ts'
import { discloseFile } from '../evidence/opening-file.ts'
import { encodeProofPackage } from '../evidence/proof-package.ts'
import { encodeReceipt } from '../evidence/receipt.ts'
import { encodeTrust, type Trust } from '../evidence/trust.ts'
import { aCourse } from './course-maker.ts'
import { aReceipt } from './receipt-maker.ts'

// Run once for each released version, and never again for it: `node test/make-receipt-vectors.ts v0.1`.
const [, , version = ''] = process.argv
const newFolder = (kind: string): string => {
  const folder = join(import.meta.dirname, '../evidence/vectors', kind, version)
  mkdirSync(folder)
  return folder
}
const trustText = (trust: Trust) => `${JSON.stringify(encodeTrust(trust), null, 2)}\n`

const folder = newFolder('receipts')
const { receipt, trust, opening, openingBytes } = aReceipt()
writeFileSync(join(folder, 'a.tsreceipt.json'), encodeReceipt(receipt))
writeFileSync(join(folder, 'a.tsopening'), openingBytes)
writeFileSync(join(folder, 'a.tsproof'), encodeProofPackage({ ...discloseFile(opening, utf8('说明.md')), receipt }))
writeFileSync(join(folder, 'trust.json'), trustText(trust))

const courses = newFolder('courses')
const made = aCourse(['登记（虚构）', '核查（虚构）', '立案（虚构）'])
const acts = made.course.acts.map((act) => (act.seq === 2 ? { ...act, shown: null } : act))
writeFileSync(join(courses, 'a.tscourse.json'), encodeCourse({ ...made.course, acts }))
writeFileSync(join(courses, 'trust.json'), trustText(made.trust))
