import { useQuery, useQueryClient } from '@tanstack/react-query'
import { createContext, type ReactNode, useContext, useEffect, useState, useSyncExternalStore } from 'react'
import { api } from '../../../lib/api.ts'
import { answerOf, Problem } from '../../../lib/problem.ts'
import { createPartStore, type PartState, type PartStore, type PartView } from './part-store.ts'
import type { PartName, Studio } from './types.ts'

/** An open draft with the stores of its parts, shared by its screens. */
export type DraftDesk = {
  draft: Studio['draft']
  stores: Readonly<Record<PartName, PartStore<unknown>>>
  /** May what stands here be changed. */
  isEditable: boolean
  /** Saves all that waits; false when something could not be saved. */
  flush: () => Promise<boolean>
}

const DeskContext = createContext<DraftDesk | null>(null)

export const useDesk = (): DraftDesk => useContext(DeskContext)!

export const draftKey = (id: string) => ['studio', 'draft', id] as const
export const checkKey = (id: string) => ['studio', 'check', id] as const

export const readDraft = (id: string): Promise<Studio['draft']> =>
  answerOf(api.GET('/api/v1/studio/drafts/{id}', { params: { path: { id } } }))

/** Holds the parts of a draft while any of its screens is open; leaving saves what waits. */
export function DeskProvider({ draft, children }: { draft: Studio['draft']; children: ReactNode }) {
  const queries = useQueryClient()
  const [desk] = useState(() => {
    const checkLater = () => void queries.invalidateQueries({ queryKey: checkKey(draft.id) })
    const stores = Object.fromEntries(
      draft.parts.map((part) => [part.part, createPartStore(part, deskOf(draft.id, part), checkLater)]),
    ) as DraftDesk['stores']
    const flush = async () => {
      const saved = await Promise.all(Object.values(stores).map((store) => store.flush()))
      return saved.every(Boolean)
    }
    return { draft, stores, isEditable: draft.can.includes('save'), flush }
  })
  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => {
      if (Object.values(desk.stores).every((store) => store.read().status === 'saved')) return
      void desk.flush()
      event.preventDefault()
    }
    window.addEventListener('beforeunload', warn)
    return () => {
      window.removeEventListener('beforeunload', warn)
      void desk.flush().then(() => queries.invalidateQueries({ queryKey: ['studio'] }))
    }
  }, [desk, queries])
  return <DeskContext value={desk}>{children}</DeskContext>
}

/** A part of the draft: what it holds now, and how to change it. */
export function usePart<T>(
  name: PartName,
): PartState<T> & { change: (content: T) => void; store: PartStore<T> } {
  const store = useDesk().stores[name] as PartStore<T>
  const state = useSyncExternalStore(store.subscribe, store.read)
  return { ...state, change: store.change, store }
}

/** What stands between the draft and its publication, as the server sees what has been saved. */
export function useCheck() {
  const { draft, isEditable } = useDesk()
  return useQuery({
    queryKey: checkKey(draft.id),
    enabled: isEditable,
    queryFn: (): Promise<Studio['check']> =>
      answerOf(api.POST('/api/v1/studio/drafts/{id}/check', { params: { path: { id: draft.id } } })),
    placeholderData: (before) => before,
  })
}

function deskOf(id: string, { part }: PartView) {
  const params = { path: { id, part } }
  return {
    save: (revision: number, content: unknown) =>
      answerOf(api.PUT('/api/v1/studio/drafts/{id}/parts/{part}', { params, body: { revision, content } })),
    restore: (revision: number, position: number) =>
      answerOf(
        api.POST('/api/v1/studio/drafts/{id}/parts/{part}/restoration', {
          params,
          body: { revision, position },
        }),
      ),
    read: async () => (await readDraft(id)).parts.find((other) => other.part === part)!,
    isStale: (error: unknown) => error instanceof Problem && error.status === 412,
  }
}
