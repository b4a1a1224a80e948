import type { RoomRefusal } from './room.ts'

/** The room refuses: one of the closed list, as code and as message. Never carries anything of what was to be opened. */
export class RoomError extends Error {
  override readonly name = 'RoomError'
  readonly code: RoomRefusal
  /** Of a printed key: the line that was misread, counted from 1. */
  readonly line: number | null
  constructor(code: RoomRefusal, line: number | null = null) {
    super(code)
    this.code = code
    this.line = line
  }
}

/** Bytes that somebody else made are read: whatever their reading throws means this refusal. */
export async function orRefuse<T>(code: RoomRefusal, work: () => T | Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (thrown) {
    throw thrown instanceof RoomError ? thrown : new RoomError(code)
  }
}
