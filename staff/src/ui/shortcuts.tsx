import { Kbd } from '@mantine/core'
import { createContext, type ReactNode, useContext, useEffect, useState } from 'react'
import { createKeptKey, type KeptKey } from './kept-key.ts'
import { createRegistry, type Registry, useRegistered, useRegistry } from './registry.ts'

export type Shortcut = {
  /** A key as the keyboard names it, with `ctrl+` before when needed: `j`, `F2`, `?`, `ctrl+Enter`. */
  keys: string
  /** What it does, for the list that `?` shows. */
  label: string
  /** Where it works, for the list; default: this screen. */
  group?: string
  run: () => unknown
  /** Also while typing in a field and while a dialog is open. Keys with ctrl and F-keys work in fields anyway. */
  everywhere?: boolean
}

const ShortcutContext = createContext<Registry<Shortcut>>(createRegistry())
const KeptKeyContext = createContext<KeptKey>(createKeptKey())

type ProviderProps = {
  children: ReactNode
  /** Whether another screen is on its way; must stay the same function. */
  isOnTheWay: () => boolean
}

/** Listens to the keyboard for all shortcuts of the screens below. */
export function ShortcutProvider({ children, isOnTheWay }: ProviderProps) {
  const [registry] = useState(() => createRegistry<Shortcut>())
  const [kept] = useState(createKeptKey)
  useEffect(() => {
    const run = (event: KeyboardEvent): boolean => {
      const found = registry.read().findLast((shortcut) => fits(shortcut, event))
      if (!found) return false
      event.preventDefault()
      found.run()
      return true
    }
    const listen = (event: KeyboardEvent) => {
      if (!run(event) && isFree(event.target)) kept.offer(event, isOnTheWay())
    }
    window.addEventListener('keydown', listen)
    const unwatch = registry.watch(() => kept.retry(run))
    return () => {
      window.removeEventListener('keydown', listen)
      unwatch()
    }
  }, [registry, kept, isOnTheWay])
  return (
    <KeptKeyContext value={kept}>
      <ShortcutContext value={registry}>{children}</ShortcutContext>
    </KeptKeyContext>
  )
}

/** While the screen waits for what it needs to know its shortcuts, a key pressed already is kept for them. */
export function useKeptKey(isWaiting: boolean): void {
  const kept = useContext(KeptKeyContext)
  useEffect(() => (isWaiting ? kept.wait() : undefined), [kept, isWaiting])
}

/** Shortcuts that work while the component is shown; the latest component wins a key. */
export function useShortcuts(shortcuts: readonly Shortcut[]): void {
  const signature = shortcuts.map(({ keys, label }) => `${keys} ${label}`).join('\n')
  useRegistered(useContext(ShortcutContext), shortcuts, signature)
}

/** Every shortcut that works now. */
export const useAllShortcuts = (): readonly Shortcut[] => useRegistry(useContext(ShortcutContext))

/** How a shortcut is written on the screen. */
export function Keys({ keys }: { keys: string }) {
  return (
    <Kbd size="xs" className="keys">
      {nameOf(keys)}
    </Kbd>
  )
}

const NAMES: Record<string, string> = {
  ctrl: 'Ctrl',
  enter: 'Enter',
  escape: 'Esc',
  ' ': 'Cách',
  arrowdown: '↓',
  arrowup: '↑',
}

const nameOf = (keys: string): string =>
  keys
    .split('+')
    .map((part) => NAMES[part.toLowerCase()] ?? (part.length === 1 ? part.toUpperCase() : part))
    .join(' + ')

function fits({ keys, everywhere }: Shortcut, event: KeyboardEvent): boolean {
  // The keyboard that writes Vietnamese is in the middle of a letter.
  if (event.isComposing || event.defaultPrevented || event.altKey) return false
  const parts = keys.toLowerCase().split('+')
  const key = parts.at(-1)
  const withCtrl = parts.includes('ctrl')
  if (event.key.toLowerCase() !== key || withCtrl !== (event.ctrlKey || event.metaKey)) return false
  if (everywhere) return true
  const isFunctionKey = /^f\d+$/.test(key)
  return (withCtrl || isFunctionKey || !isTyping(event.target)) && !isDialogOpen(event.target)
}

const isFree = (target: EventTarget | null): boolean => !isTyping(target) && !isDialogOpen(target)

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.matches('input:not([type=checkbox], [type=radio]), textarea, select'))

/** A dialog covers the screen: its keys are its own. */
const isDialogOpen = (target: EventTarget | null): boolean =>
  document.querySelector('[role=dialog][aria-modal=true]') !== null &&
  !(target instanceof HTMLElement && target.closest('[data-shortcuts]') !== null)
