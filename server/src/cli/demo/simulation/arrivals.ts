import { addDays } from '@motcua/rules'
import { addWorkingMinutes, STANDARD_CALENDAR } from '../../../modules/deadlines/index.ts'
import type { DemoPackage } from '../packages.ts'
import { isWorkingDay } from '../working-days.ts'
import type { Behaviour } from './behaviour.ts'
import { destinies, drawFate, type Fate } from './fate.ts'
import { openRandom, type Random } from './random.ts'

export type Channel = 'online' | 'desk' | 'post'

/** A dossier that will be filed. Everything about it follows from the seed and its number. */
export type Arrival = {
  index: number
  at: Date
  channel: Channel
  pkg: DemoPackage
  fate: Fate
  random: Random
  /** What its applicant will say of how it went: a stream of its own, so that it changes nothing else. */
  rating: Random
}

/**
 * When which procedure is asked for, in order of time.
 * @param from first civil date; `days` after it the play ends
 */
export function drawArrivals(
  { arrivals, ...behaviour }: Behaviour,
  packages: readonly DemoPackage[],
  { seed, from, days, count }: { seed: string; from: string; days: number; count: number },
): Arrival[] {
  const moments = Array.from({ length: count }, (_, i) => {
    const random = openRandom(`${seed}/arrival/${i}`)
    const channel = random.weighted(Object.entries(arrivals.channels) as [Channel, number][])
    return { channel, at: drawMoment(random, arrivals, channel, from, days), i }
  }).sort((a, b) => a.at.getTime() - b.at.getTime() || a.i - b.i)
  const destined = destinies(behaviour.atLeast, packages)
  return moments.map(({ channel, at }, index) => {
    const random = openRandom(`${seed}/dossier/${index}`)
    const must = destined[index]
    const weights = packages
      .filter((pkg) => (must ? must.fits(pkg) : pkg.procedure.channels.some((c) => c.channel === channel)))
      .map((pkg) => [pkg, arrivals.procedures[pkg.code] ?? arrivals.otherProcedures] as const)
    const pkg = random.weighted(weights)
    const offered = pkg.procedure.channels.map((c) => c.channel)
    const used = offered.includes(channel) ? channel : offered[0]!
    // Who comes to a counter comes while it is open.
    const when = used === 'online' || isOpen(at) ? at : addWorkingMinutes(STANDARD_CALENDAR, at, 15)
    const fate = must?.fate ?? drawFate(random, { arrivals, ...behaviour })
    const rating = openRandom(`${seed}/rating/${index}`)
    return { index, at: when, channel: used, pkg, fate, random, rating }
  })
}

function drawMoment(
  random: Random,
  arrivals: Behaviour['arrivals'],
  channel: Channel,
  from: string,
  days: number,
): Date {
  const weights = Array.from({ length: days }, (_, i): [string, number] => {
    const date = addDays(from, i)!
    const weekday = (new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7
    const closed = channel !== 'online' && !isWorkingDay(STANDARD_CALENDAR, date)
    return [date, closed ? 0 : arrivals.weekdays[channel][weekday]!]
  })
  const date = random.weighted(weights)
  const hour = random.weighted(arrivals.hours[channel].map((weight, h): [number, number] => [h, weight]))
  const minute = random.below(60)
  return new Date(`${date}T${two(hour)}:${two(minute)}:00+07:00`)
}

const isOpen = (at: Date): boolean =>
  addWorkingMinutes(STANDARD_CALENDAR, at, 1).getTime() - at.getTime() === 60_000

const two = (n: number): string => String(n).padStart(2, '0')
