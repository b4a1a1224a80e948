import type { Room, RoomRefusal } from '../../../vault/room.ts'

/** What page and worker say to each other. Keys are in neither: `Room` has no method that takes or gives one unsealed. */

export type RoomCall = {
  [M in keyof Room]: {
    readonly type: 'call'
    readonly id: number
    readonly method: M
    readonly args: Parameters<Room[M]>
  }
}[keyof Room]

export type ToRoom =
  | RoomCall
  /** A person did something in the page. */
  | { readonly type: 'touched' }
  | { readonly type: 'idle-lock'; readonly minutes: number }
  /** The page goes away. */
  | { readonly type: 'leave' }

export type FromRoom =
  | { readonly type: 'answer'; readonly id: number; readonly value: unknown }
  | { readonly type: 'refusal'; readonly id: number; readonly code: RoomRefusal; readonly line: number | null }
  /** Only the name of what went wrong: a message of a library may quote what it was given. */
  | { readonly type: 'defect'; readonly id: number; readonly name: string }
  | { readonly type: 'locked' }
  /** So long until the room locks itself, while it is about to; null when somebody is there again. */
  | { readonly type: 'soon'; readonly leftMs: number | null }
