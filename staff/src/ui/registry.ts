import { useEffect, useRef, useSyncExternalStore } from 'react'

/** Things that screens hang up while they are shown and take down when they go. */
export type Registry<T> = {
  /** @returns takes them down again */
  add: (items: readonly T[]) => () => void
  /** All that hang there now, the latest last. */
  read: () => readonly T[]
  watch: (watcher: () => void) => () => void
}

export function createRegistry<T>(): Registry<T> {
  let sets: (readonly T[])[] = []
  let all: readonly T[] = []
  const watchers = new Set<() => void>()
  const change = (next: (readonly T[])[]) => {
    sets = next
    all = sets.flat()
    for (const watcher of watchers) watcher()
  }
  return {
    add(items) {
      change([...sets, items])
      return () => change(sets.filter((set) => set !== items))
    },
    read: () => all,
    watch(watcher) {
      watchers.add(watcher)
      return () => watchers.delete(watcher)
    },
  }
}

/** Hangs items up while the component is shown. They are hung again only when `signature` changes. */
export function useRegistered<T extends { run: () => unknown }>(
  registry: Registry<T>,
  items: readonly T[],
  signature: string,
): void {
  const latest = useRef(items)
  latest.current = items
  // biome-ignore lint/correctness/useExhaustiveDependencies: the signature stands for the items
  useEffect(
    () => registry.add(latest.current.map((item, i) => ({ ...item, run: () => latest.current[i]?.run() }))),
    [registry, signature],
  )
}

/** All items of a registry, drawn anew when they change. */
export function useRegistry<T>(registry: Registry<T>): readonly T[] {
  return useSyncExternalStore(registry.watch, registry.read)
}
