import { useRef, useState } from 'react'
import { call, type Fault, Refusal, Unreachable } from './call.ts'
import { noteFiled, receiptPath } from './filed.ts'
import type { Assessment, WizardProps } from './procedure.ts'
import { submissionOf } from './submission.ts'
import type { Sync } from './sync.ts'

export type SubmissionState =
  | { kind: 'idle' }
  | { kind: 'sending' }
  /** the network died while sending: it is being sent again */
  | { kind: 'unsure' }
  | { kind: 'sentBefore' }
  | { kind: 'refused'; message: string; faults: readonly Fault[] }

/**
 * Files the dossier. The key is that of the draft: whatever happens on the way (double click, lost answer, reload),
 * the same draft is filed once.
 */
export function useSubmission(props: WizardProps, sync: Sync, assessment: Assessment | null) {
  const [state, setState] = useState<SubmissionState>({ kind: 'idle' })
  const isBusy = useRef(false)
  const send = async (body: unknown): Promise<void> => {
    try {
      const { id } = await call<{ id: string }>('POST', '/dossiers', body, { key: `nhap-${props.draft.id}` })
      noteFiled(props.draft.id, id)
      // Not to be come back to: the draft is gone.
      location.replace(receiptPath(id, props.lang))
    } catch (error) {
      if (error instanceof Unreachable) {
        setState({ kind: 'unsure' })
        await untilOnline(3000)
        return send(body)
      }
      isBusy.current = false
      if (!(error instanceof Refusal)) throw error
      if (error.code === 'idempotency.key_reused') return setState({ kind: 'sentBefore' })
      // Signing in again is asked for by the page as a whole.
      if (error.status === 401) {
        setState({ kind: 'idle' })
        return sync.refresh()
      }
      setState({ kind: 'refused', message: error.message, faults: error.faults })
    }
  }
  const submit = async () => {
    if (isBusy.current || !assessment) return
    isBusy.current = true
    setState({ kind: 'sending' })
    await sync.flush()
    const { save, body } = sync.state()
    if (save.kind === 'waiting') setState({ kind: 'unsure' })
    while (sync.state().save.kind === 'waiting') {
      await untilOnline(2000)
      await sync.flush()
    }
    if (sync.state().save.kind !== 'saved') {
      isBusy.current = false
      return setState({ kind: 'idle' })
    }
    return send(submissionOf(props, { id: props.draft.id, body }, assessment))
  }
  return { state, submit }
}

/** Waits for the network to come back, at most some milliseconds. */
const untilOnline = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms)
    window.addEventListener('online', () => resolve(), { once: true })
  })
