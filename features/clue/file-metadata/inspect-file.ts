import type { Inspection } from './finding.rules.ts'
import { cleanOffice } from './office.ts'
import { readPdf } from './pdf.ts'
import { cleanJpeg, cleanPng } from './picture.ts'

/**
 * Says what a file tells beside what it shows, and makes a copy without it where that can be done with certainty. A file is
 * what its first bytes say, whatever it is called.
 *
 * @throws Refusal `file-bomb` for a document that would unpack to more than we are willing to hold
 */
export async function inspectFile(bytes: Buffer): Promise<Inspection> {
  const begins = (...signs: number[]) => signs.every((sign, at) => bytes[at] === sign)
  if (begins(0xff, 0xd8, 0xff)) return picture('jpeg', cleanJpeg(bytes))
  if (begins(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return picture('png', cleanPng(bytes))
  if (begins(0x50, 0x4b, 0x03, 0x04))
    return (await cleanOffice(bytes)) ?? { format: 'other', findings: [], copy: null, apart: 'cannot-be-cleaned' }
  // The old formats of Office, all in one container, may hold macros that cannot be told from outside.
  if (begins(0xd0, 0xcf, 0x11, 0xe0)) return { format: 'other', findings: [], copy: null, apart: 'active-content' }
  // Readers look for the mark within the first kilobyte.
  if (bytes.subarray(0, 1024).includes('%PDF-')) return { format: 'pdf', copy: null, ...readPdf(bytes) }
  if (isText(bytes)) return { format: 'text', findings: [], copy: bytes, apart: null }
  return { format: 'other', findings: [], copy: null, apart: 'cannot-be-cleaned' }
}

const picture = (format: 'jpeg' | 'png', { findings, copy }: ReturnType<typeof cleanPng>): Inspection => ({
  format,
  findings,
  copy,
  apart: copy ? null : 'cannot-be-cleaned',
})

function isText(bytes: Buffer): boolean {
  if (bytes.some(isControl) || bytes.subarray(0, 5).toString('latin1') === '{\\rtf') return false
  return ['utf-8', 'gb18030'].some((encoding) => {
    try {
      new TextDecoder(encoding, { fatal: true }).decode(bytes)
      return true
    } catch {
      return false
    }
  })
}

/** Below the space only tab, line feed, form feed and carriage return stand in texts. */
const isControl = (byte: number) => byte < 32 && byte !== 9 && byte !== 10 && byte !== 12 && byte !== 13
