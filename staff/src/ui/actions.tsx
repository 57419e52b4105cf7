import { createContext, type ReactNode, useContext, useState } from 'react'
import { createRegistry, type Registry, useRegistered, useRegistry } from './registry.ts'

/** Something that Ctrl-K offers. */
export type Action = {
  id: string
  label: string
  description?: string
  /** Further words under which it is found. */
  keywords?: string
  group?: string
  /** A shortcut that does the same, only to be shown. */
  keys?: string
  icon?: ReactNode
  run: () => unknown
}

const ActionContext = createContext<Registry<Action>>(createRegistry())

export function ActionProvider({ children }: { children: ReactNode }) {
  const [registry] = useState(() => createRegistry<Action>())
  return <ActionContext value={registry}>{children}</ActionContext>
}

/** Actions that Ctrl-K offers while the component is shown. */
export function useActions(actions: readonly Action[]): void {
  const signature = actions.map(({ id, label }) => `${id} ${label}`).join('\n')
  useRegistered(useContext(ActionContext), actions, signature)
}

/** Every action there is now. */
export const useAllActions = (): readonly Action[] => useRegistry(useContext(ActionContext))
