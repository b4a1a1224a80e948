import { Link as RouterLink } from '@tanstack/react-router'
import type { ReactNode } from 'react'

export const PageHeader = ({
  title,
  lead,
  children,
  back,
}: {
  title: ReactNode
  lead?: ReactNode
  children?: ReactNode
  back?: { to: string; text: string }
}) => (
  <div className="page-header">
    <div>
      {back && (
        <A to={back.to} className="back">
          ‹ {back.text}
        </A>
      )}
      <h1 tabIndex={-1}>{title}</h1>
      {lead && <p className="lead">{lead}</p>}
    </div>
    {children && <div className="actions">{children}</div>}
  </div>
)

export const Panel = ({
  title,
  children,
  actions,
  id,
}: {
  title?: ReactNode
  children: ReactNode
  actions?: ReactNode
  id?: string
}) => (
  <section className="panel" id={id}>
    {title && (
      <header>
        <h2>{title}</h2>
        {actions && <div className="actions">{actions}</div>}
      </header>
    )}
    {children}
  </section>
)

/** A link inside the application; `to` is an address below the origin. */
export const A = ({ to, children, className }: { to: string; children: ReactNode; className?: string }) => (
  <RouterLink to={to} className={className ?? ''}>
    {children}
  </RouterLink>
)

export const KeyValues = ({ pairs }: { pairs: readonly (readonly [string, ReactNode])[] }) => (
  <dl className="key-values">
    {pairs.map(([key, value]) => (
      <div key={key}>
        <dt>{key}</dt>
        <dd>{value}</dd>
      </div>
    ))}
  </dl>
)

export const Badge = ({
  tone = 'plain',
  children,
  title,
}: {
  tone?: 'plain' | 'good' | 'warn' | 'bad' | 'info'
  children: ReactNode
  title?: string
}) => (
  <span className={`badge ${tone}`} title={title}>
    {children}
  </span>
)
