import type { FunctionComponent } from 'react'
import type { Permission } from '../../core/permission.ts'
import type { Pair } from '../../core/words.ts'

/** One screen of the signed-in application. `path` is below `/app`, with `$name` for parameters. */
export type Screen = {
  readonly path: string
  readonly title: Pair
  /** Who may open it; without one, everybody signed in. `public` screens need no account. */
  readonly permission?: Permission
  readonly load: () => Promise<{ default: FunctionComponent }>
  /** Its place in the navigation; without one it is reached from elsewhere. */
  readonly nav?: {
    readonly group: NavGroup
    readonly order: number
    /** Whoever has this permission finds it on a larger page, and needs no line of their own for it. */
    readonly unless?: Permission
  }
}
export type NavGroup = 'work' | 'secrets' | 'enforcement' | 'programme' | 'publication' | 'people'
export type Screens = readonly Screen[]
