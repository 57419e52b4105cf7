import { addDays, vietnamDate } from '@motcua/rules'
import { addWorkingMinutes, STANDARD_CALENDAR } from '../../../modules/deadlines/index.ts'
import type { Role } from '../../../modules/organisations/index.ts'
import type { Officer } from '../people.ts'
import { isWorkingDay } from '../working-days.ts'
import type { Behaviour } from './behaviour.ts'
import { openRandom } from './random.ts'

/** Days on which an officer is away, and who holds his roles meanwhile. */
export type Leave = { officer: Officer; from: string; to: string; deputy: Officer | null }

export type Office = {
  leaves: readonly Leave[]
  /** Who of a unit is there on a civil day in this role; null when nobody is. */
  present: (role: Role, unit: string, day: string) => string | null
  /**
   * Finds time for a piece of work.
   * @param wish when it would be done if nothing else were to do; minutes of work it takes
   * @returns user name of who does it, and when
   */
  book: (role: Role, unit: string, wish: Date, minutes: number) => { by: string; at: Date }
}

const calendar = STANDARD_CALENDAR

/** The officers of the province with their leave; each works so many minutes a day and then it is tomorrow's. */
export function openOffice(
  staff: readonly Officer[],
  { officers }: Behaviour,
  { seed, from, days }: { seed: string; from: string; days: number },
): Office {
  const leaves = drawLeaves(staff, officers, { seed, from, days })
  const used = new Map<string, number>()
  const leaveOn = (officer: Officer, day: string) =>
    leaves.find((l) => l.officer === officer && l.from <= day && day <= l.to)
  /** Whoever does the work of an officer on a day; null when nobody does. */
  const present = (officer: Officer, day: string): Officer | null => {
    const leave = leaveOn(officer, day)
    if (!leave) return officer
    return leave.deputy && !leaveOn(leave.deputy, day) ? leave.deputy : null
  }
  const teamOf = (role: Role, unit: string): readonly Officer[] => {
    const holders = staff.filter((o) => o.role === role && (o.unit === unit || o.alsoIn?.includes(unit)))
    if (holders.length === 0) throw new Error(`nobody is ${role} in ${unit}`)
    // Own staff before those posted from elsewhere.
    const owners = holders.filter((o) => o.unit === unit)
    return owners.length > 0 ? owners : holders
  }
  return {
    leaves,
    present: (role, unit, day) =>
      teamOf(role, unit)
        .map((o) => present(o, day))
        .find((o) => o !== null)?.username ?? null,
    book(role, unit, wish, minutes) {
      const team = teamOf(role, unit)
      const first = vietnamDate(wish)
      for (let day = first; ; day = addDays(day, 1)!) {
        if (!isWorkingDay(calendar, day)) continue
        const free = team
          .map((o) => present(o, day))
          .filter((o) => o !== null)
          .map((o) => ({ o, key: `${o.username} ${day}` }))
          .filter(({ key }) => (used.get(key) ?? 0) + minutes <= officers.minutesPerDay || !used.has(key))
          .sort((a, b) => (used.get(a.key) ?? 0) - (used.get(b.key) ?? 0))[0]
        if (!free) continue
        const before = used.get(free.key) ?? 0
        used.set(free.key, before + minutes)
        const opening = new Date(`${day}T00:00:00+07:00`)
        const at = addWorkingMinutes(calendar, opening, Math.max(1, Math.min(470, before + minutes)))
        return { by: free.o.username, at: day === first && wish > at ? inHours(wish) : at }
      }
    },
  }
}

/** The moment itself when offices are open, otherwise the first minute in which they are. */
const inHours = (at: Date): Date => addWorkingMinutes(calendar, new Date(at.getTime() - 60_000), 1)

function drawLeaves(
  staff: readonly Officer[],
  { leaveDaysPerYear, withoutDeputy }: Behaviour['officers'],
  { seed, from, days }: { seed: string; from: string; days: number },
): Leave[] {
  const leaves: Leave[] = []
  for (const officer of staff.filter((o) => (HANDLING as readonly string[]).includes(o.role))) {
    const random = openRandom(`${seed}/leave/${officer.username}`)
    let left = Math.round((leaveDaysPerYear * days) / 365)
    for (let start = random.below(40); left > 0 && start < days; start += 20 + random.below(60)) {
      const length = Math.min(left, 1 + random.below(5))
      const [first, last] = [addDays(from, start)!, addDays(from, start + length - 1)!]
      const deputy = random.chance(withoutDeputy) ? null : deputyOf(officer, staff)
      const busy = leaves.some((l) => l.officer === deputy && l.from <= last && first <= l.to)
      leaves.push({ officer, from: first, to: last, deputy: busy ? null : deputy })
      left -= length
    }
  }
  return leaves
}

const HANDLING = ['tiepnhan', 'chuyenvien', 'truongphong', 'lanhdao', 'vanthu'] as const
/** Who stands in for whom: somebody of the same unit who may do the work. */
const DEPUTIES: Record<string, Role> = {
  ...{ tiepnhan: 'vanthu', vanthu: 'tiepnhan', chuyenvien: 'truongphong' },
  ...{ truongphong: 'lanhdao', lanhdao: 'truongphong' },
}

const deputyOf = (officer: Officer, staff: readonly Officer[]): Officer | null =>
  staff.find((o) => o.unit === officer.unit && o.role === DEPUTIES[officer.role]) ?? null
