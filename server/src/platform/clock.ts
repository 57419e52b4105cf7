/** Where the time comes from. Nothing but this file reads the machine's clock for a decision. */
export type Clock = {
  now: () => Date
  /** Milliseconds added to the moment of every job: jobs of a moved clock wait for `drainJobs`. */
  jobShift: number
}

export const systemClock: Clock = { now: () => new Date(), jobShift: 0 }

/** A clock that stands still until it is moved: for tests and for making the demo province's past. */
export type MovableClock = Clock & { set: (at: Date | string) => void }

const TWO_HUNDRED_YEARS = 200 * 365.25 * 86_400_000

export function movableClock(start: Date | string): MovableClock {
  let current = new Date(start)
  return {
    now: () => new Date(current),
    set: (at) => {
      current = new Date(at)
    },
    jobShift: TWO_HUNDRED_YEARS,
  }
}
