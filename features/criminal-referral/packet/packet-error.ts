/** Everything that can be wrong with the outside of a packet; what is wrong with its evidence has the codes of `evidence/`. */
export const packetErrorWords = {
  'archive-malformed': [
    '压缩包的结构与平台制作时不同（{reason}）：可能被改动，也可能被解压后重新打包。重新打包的，请解压后把全部文件一起核验。',
    'The structure of the ZIP is not the one it was made with ({reason}): it was changed, or unpacked and packed again. If it was repacked, unpack it and verify all files together.',
  ],
  'manifest-malformed': [
    '移送清单（manifest.json）有误：{reason}。',
    'The list (manifest.json) is malformed: {reason}.',
  ],
  'too-large': ['内容超出移送包允许的大小。', 'The content is larger than a packet may be.'],
} as const satisfies Record<string, readonly [zh: string, en: string]>
export type PacketCode = keyof typeof packetErrorWords

/** A packet is not what it should be; the code is one of a closed list. */
export class PacketError extends Error {
  override readonly name = 'PacketError'
  readonly code: PacketCode
  readonly reason: string
  constructor(code: PacketCode, reason = '') {
    super(`${code}: ${packetErrorWords[code][1].replace('{reason}', reason)}`)
    this.code = code
    this.reason = reason
  }
}
