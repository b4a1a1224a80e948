import { createContext, type ReactNode, useContext } from 'react'
import type { OrganisationKind, Role } from '../../core/permission.ts'

/** Who is signed in, as every screen may ask. */
export type Session = {
  readonly person: {
    readonly id: string
    readonly name: string
    readonly email: string
    readonly locale: 'zh-CN' | 'en'
    readonly mailMode: 'each' | 'digest' | 'none'
  }
  readonly organisation: { readonly id: string; readonly name: string; readonly kind: OrganisationKind } | null
  readonly organisations: readonly {
    readonly id: string
    readonly name: string
    readonly kind: OrganisationKind
    readonly roles: readonly Role[]
  }[]
  readonly permissions: readonly string[]
  readonly unreadNotices: number
  readonly demo: boolean
}

const SessionContext = createContext<Session | null>(null)
export const SessionProvider = ({ session, children }: { session: Session; children: ReactNode }) => (
  <SessionContext value={session}>{children}</SessionContext>
)

export function useSession(): Session {
  const session = useContext(SessionContext)
  if (!session) throw new Error('this screen is shown to signed-in people only')
  return session
}

export const useMay = () => {
  const { permissions } = useSession()
  return (permission: string) => permissions.includes(permission)
}
