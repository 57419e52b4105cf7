/** What is to happen, in order of time; what was planned first comes first of two at one moment. */
export type Agenda<T> = {
  plan: (at: Date, what: T) => void
  /** Takes the first that comes before `until`. */
  next: (until: Date) => { at: Date; what: T } | null
}

export function openAgenda<T>(): Agenda<T> {
  const entries: { at: Date; what: T }[] = []
  return {
    plan(at, what) {
      // Latest first, so that taking the first is cheap; behind what stands there of the same moment.
      let [low, high] = [0, entries.length]
      while (low < high) {
        const middle = (low + high) >> 1
        if (entries[middle]!.at > at) low = middle + 1
        else high = middle
      }
      entries.splice(low, 0, { at, what })
    },
    next: (until) => (entries.length > 0 && entries.at(-1)!.at < until ? entries.pop()! : null),
  }
}
