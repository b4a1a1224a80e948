import { sayBoth } from '../../core/words.ts'
import { ApiError } from '../../platform/ui/client.ts'
import { RoomError } from '../../vault/room-error.ts'
import { roomRefusalWords } from './room.words.ts'

type Code = keyof typeof roomRefusalWords
const isCode = (code: unknown): code is Code => typeof code === 'string' && code in roomRefusalWords

/** What the room refused, in the shape in which pages show what a door refused. Anything else is a defect and thrown on. */
export function roomError(thrown: unknown): ApiError {
  if (thrown instanceof ApiError) return thrown
  const code = thrown instanceof Error ? thrown.message : thrown
  if (!isCode(code)) throw thrown
  const line = thrown instanceof RoomError ? thrown.line : null
  return new ApiError({ code, message: sayBoth(roomRefusalWords[code], { line }), requestId: '—' }, 0)
}
