import type { ListCompared, RecheckResult } from '../../features/trade-secret/recheck.schema.ts'
import { stateWords } from './check.ts'
import type { Compared } from './compare-originals.ts'
import { printable } from './shown-name.ts'

/** One list and what became of it, as the screen shows it. */
export type Rechecked = {
  readonly file: string
  readonly list: ListCompared
  readonly other: readonly Compared[]
  readonly problem: string | null
}

const receiptWords = {
  belongs: '凭证属于这份清单 / its receipt belongs to it',
  other: '✗ 旁边的凭证不属于这份清单 / the receipt beside it belongs to another list',
  none: '旁边没有凭证 / no receipt beside it',
} as const satisfies Record<ListCompared['receipt'], string>
const shownNames = 100

/** The answer first, then list by list what does not match. */
export function recheckLines({ at, checked, different, failed }: RecheckResult, all: readonly Rechecked[]): string[] {
  return [
    different === 0
      ? `${failed === 0 ? '✓' : '!'} ${checked} 份全部一致 / all ${checked} match`
      : `✗ ${checked} 份中有 ${different} 份已不一致 / ${different} of ${checked} no longer match`,
    ...(failed > 0 ? [`✗ ${failed} 份清单没能复核 / ${failed} lists could not be compared`] : []),
    `  ${at}`,
    ...all.flatMap(listLines),
  ]
}

function listLines({ file, list, other, problem }: Rechecked): string[] {
  if (list.state === 'without-list')
    return [
      `✗ ${printable(file)}：有凭证，没有同名清单（.tsopening），无法复核 / a receipt without its opening: nothing to compare with`,
    ]
  if (list.state === 'unreadable') return [`✗ ${printable(problem ?? file)}`]
  return [
    `${list.different === 0 ? '✓' : '✗'} ${printable(file)}：${list.checked} 份，${list.different} 份不一致 / ${list.different} of ${list.checked} differ · ${receiptWords[list.receipt]}`,
    ...other.slice(0, shownNames).map(({ path, state }) => `    ${stateWords[state].join(' / ')}：${printable(path)}`),
    ...(other.length > shownNames ? [`    … ${other.length - shownNames}`] : []),
  ]
}
