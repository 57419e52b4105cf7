import { defineModule } from '../../platform/module.ts'
import { alarmJobs } from './alarms.ts'
import { seedNationalDays } from './commands.ts'
import { consultationJobs } from './consultations.ts'
import { NATIONAL_DAYS } from './domain/holidays.ts'
import { recomputeJobs } from './recompute.ts'
import { routes } from './routes.ts'

export const deadlines = defineModule({
  name: 'deadlines',
  permissions: { 'calendar.plan': ['role:quantri'] },
  routes,
  jobs: { ...alarmJobs, ...recomputeJobs, ...consultationJobs },
  seed: (ctx) => seedNationalDays(ctx, NATIONAL_DAYS),
})

export { unwatchStep, type WatchedStep, watchStep } from './alarms.ts'
export { calendarYear } from './calendar-year.ts'
export { calendarOf } from './calendars.ts'
export {
  applyClockEvent,
  autoCloseAt,
  removeSpecialDay,
  type SetDay,
  type SetWeek,
  type StartClock,
  setSpecialDay,
  setUnitWeek,
  startClock,
  stepDueAt,
} from './commands.ts'
export {
  answerConsultation,
  type StartConsultation,
  startConsultation,
  withdrawConsultation,
} from './consultations.ts'
export { type CorrectClock, correctClock } from './corrections.ts'
export {
  addWorkingMinutes,
  type DayKind,
  type Shift,
  STANDARD_WEEK,
  type Week,
  type WorkCalendar,
  workingMinutesBetween,
} from './domain/calendar.ts'
export {
  CLOCK_EVENT_KINDS,
  CLOCK_MODES,
  type ClockEvent,
  type ClockEventKind,
  type ClockMode,
  type LedgerEntry,
  type OpenPause,
  type Outcome,
} from './domain/clock-state.ts'
export type { OnSilence } from './domain/consultation.ts'
export { STANDARD_CALENDAR } from './domain/holidays.ts'
export { computeClock } from './domain/ledger.ts'
export { formatLimit, type Limit, type LimitUnit, parseLimit } from './domain/limit.ts'
export { parseMoment, sayMoment, vietnamIso } from './domain/moment.ts'
export {
  type Alert,
  alertsOf,
  type ClockView,
  type Consultation,
  clockAt,
  clockOf,
  clocksOf,
  consultationsOf,
} from './queries.ts'
