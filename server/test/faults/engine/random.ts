declare module 'vitest' {
  interface ProvidedContext {
    faults: 'full' | undefined
  }
}

/** Numbers from 0 to n - 1, the same for the same seed (mulberry32). */
export function random(seed: number): (n: number) => number {
  let state = seed
  return (n) => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return (((t ^ (t >>> 14)) >>> 0) % n) | 0
  }
}
