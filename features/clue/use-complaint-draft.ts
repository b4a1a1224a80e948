import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { z } from 'zod'
import { ApiError, callDoor } from '../../platform/ui/client.ts'
import { keyOf } from '../../platform/ui/query.ts'
import { useCloseWarning } from '../../platform/ui/unsaved.tsx'
import { complaintContract } from './complaint.contract.ts'
import type { ComplaintAttachment, ComplaintBody } from './complaint.schema.ts'

export type ReadComplaint = z.output<typeof complaintContract.read.output>
type Typed = { readonly body: ComplaintBody; readonly attachments: readonly ComplaintAttachment[] }

/** `conflict`: a colleague saved another version; nothing is saved until the person has chosen. */
export type Saving = 'saved' | 'pending' | 'saving' | 'conflict' | 'failed'

export type ComplaintDraft = Typed & {
  readonly saving: Saving
  /** Why it could not be saved. */
  readonly error: ApiError | null
  change(change: Partial<ComplaintBody>): void
  attach(attachments: readonly ComplaintAttachment[]): void
  /** Saves what is not saved yet. @returns the revision that is saved, null when it could not be */
  save(): Promise<number | null>
  takeTheirs(): Promise<void>
  keepMine(): Promise<void>
}

/** How long after the last sign it is saved. */
const pauseMs = 1500

/**
 * What a person writes, kept on the server while it is written: nothing of it stays on the device.
 *
 * One save is under way at a time; what was typed meanwhile follows it.
 */
export function useComplaintDraft(id: string, read: ReadComplaint): ComplaintDraft {
  const client = useQueryClient()
  const [typed, setTyped] = useState<Typed>({ body: read.body, attachments: read.attachments })
  const [saving, setSaving] = useState<Saving>('saved')
  const [error, setError] = useState<ApiError | null>(null)
  const now = useRef(typed)
  now.current = typed
  const saved = useRef(typed)
  const revision = useRef(read.revision)
  const underWay = useRef<Promise<number | null> | null>(null)

  const adopt = useCallback((theirs: ReadComplaint) => {
    revision.current = theirs.revision
    setTyped({ body: theirs.body, attachments: theirs.attachments })
    setSaving('saved')
    setError(null)
  }, [])

  const sendOff = useCallback(async (): Promise<number | null> => {
    const sent = now.current
    setSaving('saving')
    try {
      const done = await callDoor(complaintContract.save, {
        id,
        revision: revision.current,
        body: sent.body,
        attachments: sent.attachments.map((one) => ({ part: one.part, id: one.id })),
      })
      revision.current = done.revision
      saved.current = sent
      setError(null)
      // Whoever comes back to this page begins with what was saved.
      client.setQueryData<ReadComplaint>(
        keyOf(complaintContract.read, { id }),
        (before) => before && { ...before, ...sent, attachments: [...sent.attachments], revision: done.revision },
      )
      setSaving(now.current === sent ? 'saved' : 'pending')
      return done.revision
    } catch (thrown) {
      if (!(thrown instanceof ApiError)) throw thrown
      const conflict = thrown.reply.code === 'changed-meanwhile'
      setError(conflict ? null : thrown)
      setSaving(conflict ? 'conflict' : 'failed')
      return null
    }
  }, [id, client])

  const save = useCallback(async (): Promise<number | null> => {
    await underWay.current
    underWay.current = sendOff()
    try {
      return await underWay.current
    } finally {
      underWay.current = null
    }
  }, [sendOff])

  useEffect(() => {
    if (saving !== 'pending' || typed === saved.current) return
    const timer = setTimeout(save, pauseMs)
    return () => clearTimeout(timer)
  }, [saving, save, typed])

  useCloseWarning(saving !== 'saved')

  // A colleague's version that was read anew is shown as long as nothing of one's own is unsaved.
  useEffect(() => {
    if (saving === 'saved' && read.revision > revision.current) adopt(read)
  }, [saving, read, adopt])

  const touch = (change: Partial<Typed>) => {
    setTyped((before) => ({ ...before, ...change }))
    setSaving((before) => (before === 'conflict' ? before : 'pending'))
  }
  return {
    ...typed,
    saving,
    error,
    change: (change) => touch({ body: { ...now.current.body, ...change } }),
    attach: (attachments) => touch({ attachments }),
    save: async () => (saving === 'saved' ? revision.current : save()),
    async takeTheirs() {
      adopt(await callDoor(complaintContract.read, { id }))
    },
    async keepMine() {
      revision.current = (await callDoor(complaintContract.read, { id })).revision
      await save()
    },
  }
}
