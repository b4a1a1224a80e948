/** What can be wrong with the list of a packet; what is wrong with its archive or its evidence has the codes of `evidence/`. */
export const packetErrorWords = {
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
