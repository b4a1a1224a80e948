import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { equalBytes } from '../../evidence/bytes.ts'
import { discloseFile, encodedEntryOf, hasLeaf, type OpeningFile } from '../../evidence/opening-file.ts'
import { encodeProofPackage } from '../../evidence/proof-package.ts'
import type { Receipt } from '../../evidence/receipt.ts'
import { baseOfOpening, soundOpening } from './check.ts'
import { CliError } from './cli-error.ts'
import { noMoreThan } from './positionals.ts'
import { readEvidence } from './read-evidence.ts'
import { nameText, shownName, typedPath } from './shown-name.ts'
import { writeWhole } from './write-whole.ts'

const help = `shoumi prove FILE.tsopening ORIGINAL [--receipt R.tsreceipt.json] [--out F.tsproof] [--json]

  生成单件披露包：只披露一个文件（名称、长度、摘要），其余文件的任何信息都不泄露。
  Makes a package that discloses one file (name, length, digests) and nothing about the others.

  ORIGINAL        清单里的路径，或原件在磁盘上的路径 / its path in the opening, or where it lies on the disk
  --json          机器可读 / machine-readable
  --receipt       凭证，默认取清单旁边同名的 / the receipt; the one beside the opening by default
  --out           默认为 原件名.tsproof；以 / 结尾则是文件夹，没有后缀时补上
                  ORIGINAL.tsproof in this folder by default; a folder when it ends in /; a missing ending is added

  例 / examples
    npx shoumi prove 图纸.tsopening 泵/轴.dwg
    npx shoumi prove 图纸.tsopening ./图纸/泵/轴.dwg --out 轴.tsproof
    npx shoumi verify 轴.tsproof ./图纸/泵/轴.dwg

  退出码：0 已生成，1 未成（清单损坏，或凭证属于另一次封存），2 用法。
  Exit codes: 0 made, 1 failed (a damaged opening, or the receipt of another seal), 2 usage.`

export async function prove(argv: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: argv,
    allowPositionals: true,
    options: {
      receipt: { type: 'string' },
      out: { type: 'string' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  const [file, original] = positionals
  if (values.help || !file || !original) {
    console.log(help)
    return values.help ? 0 : 2
  }
  noMoreThan(2, positionals)
  const opening = soundOpening(file)
  const path = pathIn(opening, original)
  const receipt = receiptFor(file, opening, values.receipt)
  const out = resolve(packageName(path, values.out))
  if (existsSync(out)) throw new CliError(`${out} 已存在，不会覆盖。 / ${out} exists and is never replaced.`, 2)
  writeWhole(out, encodeProofPackage({ ...discloseFile(opening, path), receipt }))
  if (values.json) console.log(JSON.stringify({ out, file: nameText(path), withReceipt: receipt !== null }, null, 2))
  else {
    console.log(`✓ ${typedPath(out)}`)
    console.log(`  披露 / discloses：${shownName(path)}`)
    if (!receipt)
      console.log(
        '  ! 没有凭证：能说明封存了什么，不能说明何时 / without a receipt: it shows what was sealed, not when',
      )
  }
  return 0
}

/** The page that verifies knows evidence by its ending. */
function packageName(path: Uint8Array, out: string | undefined): string {
  const own = `${shownName(path).split('/').at(-1)}.tsproof`
  if (out === undefined) return own
  if (/[/\\]$/.test(out)) return join(out, own)
  return out.endsWith('.tsproof') ? out : `${out}.tsproof`
}

/**
 * By its recorded path, by the end of a path on the disk (the longest record that it ends with), or, for names that
 * cannot be typed, as they are shown.
 */
function pathIn(opening: OpeningFile, original: string): Uint8Array {
  const wanted = new Uint8Array(Buffer.from(original.replace(/^\.\//, '')))
  const absolute = Buffer.from(resolve(original))
  const ends: Uint8Array[] = []
  const shown: Uint8Array[] = []
  for (const { kind, path } of opening.records()) {
    if (!hasLeaf(kind)) continue
    if (equalBytes(path, wanted)) return path
    if (shownName(path) === original || nameText(path) === original) shown.push(path)
    if (absolute.subarray(-path.length - 1).equals(Buffer.concat([Buffer.from('/'), path]))) ends.push(path)
  }
  const [found] = [...ends.toSorted((a, b) => b.length - a.length), ...shown]
  if (found && shown.length < 2) return found
  throw new CliError(`清单里没有这个文件：${original} / the opening has no ${original}`, 2)
}

/** @throws CliError also when it is the receipt of another seal: such a package would prove nothing */
function receiptFor(file: string, opening: OpeningFile, given: string | undefined): Receipt | null {
  const beside = given ?? `${baseOfOpening(file)}.tsreceipt.json`
  if (given === undefined && (beside === file || !existsSync(beside))) return null
  const found = readEvidence(beside)
  if (found.kind !== 'receipt') throw new CliError(`${beside} 不是凭证。 / ${beside} is no receipt.`, 2)
  if (!equalBytes(found.receipt.entry, encodedEntryOf(opening)))
    throw new CliError(`${beside} 是另一次封存的凭证。 / ${beside} is the receipt of another seal.`)
  return found.receipt
}
