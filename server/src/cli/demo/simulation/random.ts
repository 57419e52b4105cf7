/** Numbers that look random and are the same for the same seed, on every machine. */
export type Random = {
  /** From 0 to below 1. */
  next: () => number
  chance: (probability: number) => boolean
  /** A whole number from 0 to below `n`. */
  below: (n: number) => number
  pick: <T>(list: readonly T[]) => T
  /** One of the things, as often as its weight says. */
  weighted: <T>(weights: readonly (readonly [T, number])[]) => T
  /** A positive number, half of them below the median; with spread 0.5 two thirds lie between 0.6 and 1.65 times it. */
  around: (median: number, spread: number) => number
}

/** @param seed any text; texts that differ give streams that have nothing to do with each other */
export function openRandom(seed: string): Random {
  let state = hashOf(seed)
  // Mulberry32 (Tommy Ettinger, public domain): 32 bits of state are plenty for the choices of one dossier.
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
  const below = (n: number): number => Math.floor(next() * n)
  return {
    next,
    below,
    chance: (probability) => next() < probability,
    pick: (list) => list[below(list.length)]!,
    weighted(weights) {
      let left = next() * weights.reduce((sum, [, weight]) => sum + weight, 0)
      for (const [thing, weight] of weights) {
        left -= weight
        if (left < 0 && weight > 0) return thing
      }
      return weights.findLast(([, weight]) => weight > 0)![0]
    },
    around: (median, spread) => median * Math.exp(spread * normal(next)),
  }
}

/** FNV-1a over the code units. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return hash
}

/** The sum of twelve even numbers is as good as normal here, and needs no logarithm that machines round differently. */
function normal(next: () => number): number {
  let sum = -6
  for (let i = 0; i < 12; i++) sum += next()
  return sum
}
