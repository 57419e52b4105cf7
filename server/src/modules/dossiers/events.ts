import type { Subscriber } from '../../platform/events.ts'
import { followClocks, type MovedClock } from './store/follow-clock.ts'

/** Reactions to other modules' events. */
export const subscribers: readonly Subscriber[] = [
  {
    name: 'dossiers.follow_clock',
    on: 'deadlines.recomputed',
    react: async (ctx, event) => {
      const { clocks, cause } = event.data as { clocks: MovedClock[]; cause: string }
      followClocks(ctx, clocks, cause)
    },
  },
]
