import { useCallback, useEffect, useRef, useState } from 'react'
import type { z } from 'zod'
import { useAct } from '../../platform/ui/query.ts'
import { referralContract } from './criminal-referral.contract.ts'
import type { PacketDraft } from './referral-packet.schema.ts'

type Prepared = z.output<typeof referralContract.preparation.output>
type Kept = Pick<Prepared, 'draft' | 'revision'>

/**
 * The packet as it is being filled in. It saves itself a second after the last change and whenever a field is left; once
 * somebody else has saved meanwhile it stops, until whoever writes here takes over what they wrote.
 */
export function usePacketDraft(id: string, prepared: Kept) {
  const [value, setValue] = useState(prepared.draft)
  const [kept, setKept] = useState<Kept>({ draft: prepared.draft, revision: prepared.revision })
  // Known at once, not at the next drawing: a field that is left while the timer runs out must not save the same revision twice.
  const now = useRef({ kept, saving: false })
  const { mutateAsync, isPending, error, reset } = useAct(referralContract.prepare)
  const overtaken = error?.reply.code === 'changed-meanwhile'
  const keep = useCallback((next: Kept) => {
    now.current.kept = next
    setKept(next)
  }, [])
  const save = useCallback(async () => {
    const { draft, revision } = now.current.kept
    if (now.current.saving || value === draft || error) return
    now.current.saving = true
    const output = await mutateAsync({ id, revision, draft: value }).catch(() => null)
    if (output) keep({ draft: value, revision: output.revision })
    now.current.saving = false
  }, [error, id, keep, mutateAsync, value])
  // Drawn again once the one before is through: what was typed meanwhile is saved then.
  useEffect(() => {
    if (isPending) return
    const timer = setTimeout(save, 1000)
    return () => clearTimeout(timer)
  }, [isPending, save])
  return {
    value,
    revision: kept.revision,
    /** Given a function it gets what stands here by then: files arrive one after the other. */
    set(change: Partial<PacketDraft> | ((before: PacketDraft) => Partial<PacketDraft>)) {
      if (error && !overtaken) reset()
      setValue((before) => ({ ...before, ...(typeof change === 'function' ? change(before) : change) }))
    },
    dirty: value !== kept.draft,
    saving: isPending,
    error,
    /** Somebody else saved meanwhile. */
    overtaken,
    save,
    /** What others saved takes the place of what was written here. */
    takeOver({ draft, revision }: Kept) {
      reset()
      setValue(draft)
      keep({ draft, revision })
    },
  }
}
export type PacketDraftState = ReturnType<typeof usePacketDraft>
