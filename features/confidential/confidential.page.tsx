import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { commonWords } from '../../platform/ui/common.words.ts'
import { Button, CheckField } from '../../platform/ui/controls.tsx'
import { EmptyState, ErrorNotice, Loading, Notice } from '../../platform/ui/feedback.tsx'
import { formatMoment } from '../../platform/ui/format.ts'
import { Badge, PageHeader, Panel } from '../../platform/ui/layout.tsx'
import { useLocale, useSay, useWords } from '../../platform/ui/locale.tsx'
import { useAct, useDoor } from '../../platform/ui/query.ts'
import { confidentialContract } from './confidential.contract.ts'
import { type ConfidentialItem, itemKindWords } from './confidential.schema.ts'
import { confidentialWords } from './confidential.words.ts'
import { Grants, LookList } from './confidential-grant.tsx'
import { AddItem, LockItem, LookAt } from './confidential-item.tsx'
import { Matrix } from './confidential-matrix.tsx'

export default function Confidential() {
  const { id = '' } = useParams({ strict: false })
  const w = useWords(confidentialWords)
  const { data, error, refetch } = useDoor(confidentialContract.read, { id })
  const [adding, setAdding] = useState(false)
  if (error) return <ErrorNotice error={error} onRetry={() => refetch()} />
  if (!data) return <Loading />
  const { cleared, pledged, items } = data
  return (
    <>
      <PageHeader
        back={{ to: `/cases/${id}`, text: w('back') }}
        title={`${w('dossier')} · ${data.title}`}
        lead={w('lead')}
      >
        {cleared && (
          <Button kind="primary" onPress={() => setAdding(true)}>
            {w('add')}
          </Button>
        )}
      </PageHeader>
      {!cleared && <Pledge id={id} pledged={pledged} />}
      {cleared && (
        <>
          <Panel title={w('items')}>
            <p className="small soft">{w('sealedNote')}</p>
            {items.length === 0 && <EmptyState title={w('noItems')} text={w('labelHint')} />}
            <ul className="list">
              {items.map((item) => (
                <li key={item.id}>
                  <ItemRow item={item} />
                </li>
              ))}
            </ul>
          </Panel>
          <Matrix id={id} items={items} cells={data.cells} />
        </>
      )}
      <Grants id={id} grants={data.grants} pledges={data.pledges} owners={data.owners} />
      <Panel title={w('looks')}>
        {data.looks.length === 0 ? <p className="soft">{w('noLooks')}</p> : <LookList looks={data.looks} />}
      </Panel>
      {adding && <AddItem id={id} items={items} onClose={() => setAdding(false)} />}
    </>
  )
}

function Pledge({ id, pledged }: { id: string; pledged: boolean }) {
  const w = useWords(confidentialWords)
  const common = useWords(commonWords)
  const [agreed, setAgreed] = useState(false)
  const pledge = useAct(confidentialContract.pledge)
  return (
    <Panel title={w('notCleared')}>
      {pledged ? (
        <Notice>{w('pledged')}</Notice>
      ) : (
        <>
          <CheckField label={w('pledgeText')} value={agreed} onChange={setAgreed} />
          <ErrorNotice error={pledge.error} />
          <div className="actions">
            <Button
              kind="primary"
              isDisabled={!agreed || pledge.isPending}
              onPress={() => pledge.mutate({ id, promised: true })}
            >
              {w('pledge')}
            </Button>
            <span className="small soft">{common('required')}</span>
          </div>
        </>
      )}
    </Panel>
  )
}

function ItemRow({ item }: { item: ConfidentialItem }) {
  const w = useWords(confidentialWords)
  const say = useSay()
  const locale = useLocale()
  const [open, setOpen] = useState<'look' | 'lock' | null>(null)
  return (
    <>
      <div className="row">
        <span>
          <strong>{item.label}</strong> <span className="small soft">{say(itemKindWords[item.kind])}</span>{' '}
          <span className="small soft">
            {w('version', { version: item.version })} · {item.madeBy} · {formatMoment(item.madeAt, locale)}
          </span>{' '}
          {item.lockedAt && <Badge tone="good">{w('locked')}</Badge>}
          {item.replaced && <Badge>{w('replaced')}</Badge>}
        </span>
        <span>
          <Button onPress={() => setOpen('look')} aria-label={`${w('look')} ${item.label}`}>
            {w('look')}
          </Button>
          {item.kind === 'secret-point' && !item.lockedAt && !item.replaced && (
            <Button kind="quiet" onPress={() => setOpen('lock')} aria-label={`${w('lock')} ${item.label}`}>
              {w('lock')}
            </Button>
          )}
        </span>
      </div>
      {open === 'look' && <LookAt item={item} onClose={() => setOpen(null)} />}
      {open === 'lock' && <LockItem item={item} onClose={() => setOpen(null)} />}
    </>
  )
}
