import type { FileState } from './given-files.ts'
import type { PackVerification } from './pack.ts'
import type { Outcome } from './verify.ts'

type Pair = readonly [zh: string, en: string]

export const packVerdictWords: Readonly<Record<PackVerification['verdict'], Pair>> = {
  proven: ['核验通过：各件、目录与凭证都成立', 'Proven: pieces, index and receipts all hold'],
  agrees: [
    '各件与目录一致；但目录何时形成，或者其中的凭证，未能证明',
    'The pieces are those of the index; when it was made, or a receipt in it, is not proven',
  ],
  differs: ['不成立：有内容被改动、抽走或者添加', 'It does not hold: something was changed, taken out or put in'],
}
export const packVerdictOutcome: Readonly<Record<PackVerification['verdict'], Outcome>> = {
  proven: 'passed',
  agrees: 'unknown',
  differs: 'failed',
}

export const pieceStateWords: Readonly<Record<FileState, Pair>> = {
  matches: ['与目录一致', 'as in the index'],
  differs: ['与目录不一致', 'not as in the index'],
  missing: ['目录中有，没有文件', 'in the index, but not there'],
  added: ['有文件，目录中没有', 'there, but not in the index'],
}
export const pieceStateOutcome: Readonly<Record<FileState, Outcome>> = {
  matches: 'passed',
  differs: 'failed',
  missing: 'failed',
  added: 'failed',
}

export const packWords = {
  title: ['举证包', 'Proof pack'],
  made: ['{organisation} · {subject} · 自述形成于 {at}', '{organisation} · {subject} · made, by its own account, {at}'],
  archive: ['压缩包', 'Archive'],
  index: ['目录', 'Index'],
  indexSha256: ['目录的 SHA-256', 'SHA-256 of the index'],
  indexProof: ['目录的存证凭证', 'Receipt of the index'],
  pieces: ['各件（{n} 件）', 'Pieces ({n})'],
  receipts: ['存证凭证（{n} 份）', 'Receipts ({n})'],
  unreadable: ['读不出，或者不是它所说的内容', 'not readable, or not of what it should be of'],
  indexMissing: ['没有目录（index.json），或者格式有误', 'There is no index (index.json), or it is malformed'],
  proofMissing: ['没有附；目录何时形成，只有制作人自己的说法', 'not enclosed: only its maker says when it was made'],
  proofOther: ['附了，但不是这份目录的凭证', 'enclosed, but of something else'],
  held: ['成立', 'holds'],
  noLaterThan: ['成立，最迟在 {at} 已经登记', 'holds; entered no later than {at}'],
  limits: ['这证明什么，不证明什么', 'What this proves, and what it does not'],
  notHeld: ['未能证明', 'not proven'],
} as const satisfies Record<string, Pair>

export const packArchiveWords: Readonly<Record<PackVerification['archive'], { words: Pair; outcome: Outcome }>> = {
  whole: { words: ['结构与制作时一致', 'as it was made'], outcome: 'passed' },
  loose: { words: ['已解压，逐件核对', 'unpacked; compared piece by piece'], outcome: 'not-applicable' },
  malformed: {
    words: [
      '结构与制作时不同。只是重新打包的，请解压后把全部文件一起核验',
      'not as it was made; if it was only repacked, unpack it and verify all files together',
    ],
    outcome: 'failed',
  },
  'checksum-differs': { words: ['校验和不一致，文件已损坏', 'checksums differ: it is damaged'], outcome: 'failed' },
}

/** Said with every pack that is proven. */
export const packProves: readonly Pair[] = [
  [
    '目录登记到公开日志之时，这些文件逐字逐位就是现在的样子，没有增添，也没有抽走。',
    'When the index was entered in the public log, these files were bit by bit what they are now; nothing was added or taken out.',
  ],
  [
    '其中的存证凭证成立：所登记的承诺值在各自的时间已经存在。',
    'The receipts in it hold: what they commit to was there at the times they tell.',
  ],
]
export const packProvesNot: readonly Pair[] = [
  [
    '不证明文件里所说的属实，也不证明构成商业秘密。',
    'It proves neither that what the files say is true, nor that there is a trade secret.',
  ],
  [
    '不证明文件形成的时间，只证明不晚于登记的时间。',
    'It does not prove when the files were made, only that it was no later than they were entered.',
  ],
  [
    '存证凭证对应哪份原件，要用原件和清单（.tsopening）另行核对。',
    'Which original a receipt is of, is to be checked with the original and its opening (.tsopening).',
  ],
]
