import { type Said, say, sayBoth } from '../../core/words.ts'
import { ApiError } from '../../platform/ui/client.ts'
import { RoomError } from '../../vault/room-error.ts'
import { roomRefusalWords } from './room.words.ts'

type Code = keyof typeof roomRefusalWords
const isCode = (code: unknown): code is Code => typeof code === 'string' && code in roomRefusalWords

/** Nobody vouches for the public key that the server gives for these. */
export class NotCompared extends Error {
  readonly names: Said
  constructor(names: Said) {
    super('not-compared' satisfies Code)
    this.names = names
  }
}

/** What the room refused, in the shape in which pages show what a door refused. Anything else is a defect and thrown on. */
export function roomError(thrown: unknown): ApiError {
  if (thrown instanceof ApiError) return thrown
  const code = thrown instanceof Error ? thrown.message : thrown
  if (!isCode(code)) throw thrown
  return new ApiError({ code, message: messageOf(code, thrown), requestId: '—' }, 0)
}

function messageOf(code: Code, thrown: unknown): Said {
  const words = roomRefusalWords[code]
  if (thrown instanceof NotCompared)
    return {
      'zh-CN': say(words, 'zh-CN', { names: thrown.names['zh-CN'] }),
      en: say(words, 'en', { names: thrown.names.en }),
    }
  return sayBoth(words, { line: thrown instanceof RoomError ? thrown.line : null })
}
