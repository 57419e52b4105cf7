import type { CardScan } from '@motcua/rules'
import { useCallback, useRef, useState } from 'react'
import type { KnownPerson, Residence } from './fill.ts'
import type { FormSources } from './form-sources.ts'

export type Source = 'card' | 'earlier' | 'typed'
export type PaperCheck = { originals: number; copies: number; fileId?: string; fileName?: string }
export type PayMethod = 'cash' | 'transfer' | 'card' | 'later'

/** All that has been typed, scanned and ticked for the person at the desk. */
export type Draft = {
  /** Also the idempotency key: the same person is not received twice by a second press. */
  id: string
  idNumber: string
  name: string
  phone: string
  address: string
  /** Where each of them comes from. */
  sources: Partial<Record<'idNumber' | 'name' | 'phone' | 'address', Source>>
  /** The dossier from which earlier data were recalled. */
  earlierCode: { code: string; submittedAt: string } | null
  card: Pick<CardScan, 'card' | 'doubts'> | null
  residence: Residence | null
  procedureCode: string | null
  answers: Record<string, unknown>
  /** Where answers come from that nobody typed. */
  formSources: FormSources
  papers: Record<string, PaperCheck>
  pay: PayMethod
  /** Of the receipt written by hand, at a desk without a book of receipts. */
  receiptNumber: string
  deliver: 'counter' | 'post' | 'electronic'
  note: string
}

export const emptyDraft = (): Draft => ({
  id: crypto.randomUUID(),
  idNumber: '',
  name: '',
  phone: '',
  address: '',
  sources: {},
  earlierCode: null,
  card: null,
  residence: null,
  procedureCode: null,
  answers: {},
  formSources: {},
  papers: {},
  pay: 'cash',
  receiptNumber: '',
  deliver: 'counter',
  note: '',
})

export const isEmptyDraft = (draft: Draft): boolean =>
  draft.idNumber === '' && draft.name === '' && draft.phone === '' && draft.procedureCode === null

export const personOf = (draft: Draft): KnownPerson => ({
  name: draft.name || undefined,
  idNumber: draft.idNumber || undefined,
  phone: draft.phone || undefined,
  residence: draft.residence,
  ...(draft.card && { birthDate: draft.card.card.birthDate, sex: draft.card.card.sex }),
})

type Change = (changes: Partial<Draft> | ((before: Draft) => Partial<Draft>)) => void

/**
 * The draft of this window. It outlives a reload and ends with the window: what is of a person does not stay on a
 * machine that others use.
 */
export function useDraft(key: string): {
  draft: Draft
  change: Change
  latest: () => Draft
  restart: () => void
} {
  const [draft, setDraft] = useState<Draft>(() => read(key) ?? emptyDraft())
  const latest = useRef(draft)
  const set = useCallback(
    (next: Draft) => {
      latest.current = next
      write(key, next)
      setDraft(next)
    },
    [key],
  )
  const change = useCallback<Change>(
    (changes) =>
      set({ ...latest.current, ...(typeof changes === 'function' ? changes(latest.current) : changes) }),
    [set],
  )
  const restart = useCallback(() => set(emptyDraft()), [set])
  return { draft, change, latest: useCallback(() => latest.current, []), restart }
}

function read(key: string): Draft | null {
  try {
    const kept = sessionStorage.getItem(key)
    return kept ? { ...emptyDraft(), ...(JSON.parse(kept) as Draft) } : null
  } catch {
    return null
  }
}

function write(key: string, draft: Draft): void {
  try {
    sessionStorage.setItem(key, JSON.stringify(draft))
  } catch {
    // A full or forbidden store: the draft lives as long as the page.
  }
}
