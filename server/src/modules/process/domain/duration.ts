/** An ISO 8601 duration: whole months, and milliseconds of calendar (not working) time. */
export type Duration = { months: number; milliseconds: number }

const SECOND = 1000
const HOUR = 3600 * SECOND
const DAY = 24 * HOUR
const PATTERN =
  /^P(?=.)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?=.)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/
/** Vietnam has no daylight saving: civil time is UTC+7 all year. */
const CIVIL_OFFSET = 7 * HOUR
const LONGEST = 100 * 366 * DAY

/** Reads `PT48H`, `P2D`, `P1M`…; null when the text is not such a duration or is longer than a century. */
export function parseDuration(text: string): Duration | null {
  const match = PATTERN.exec(text.trim())
  if (!match) return null
  const [years, months, weeks, days, hours, minutes, seconds] = match
    .slice(1)
    .map((part) => Number(part ?? 0))
  const duration = {
    months: years! * 12 + months!,
    milliseconds: Math.round(
      (weeks! * 7 + days!) * DAY + hours! * HOUR + minutes! * 60 * SECOND + seconds! * SECOND,
    ),
  }
  return duration.months > 1200 || duration.milliseconds > LONGEST ? null : duration
}

/** The moment a duration after `from`; months end on the last day when the target month is shorter. */
export function addDuration(from: Date, duration: Duration): Date {
  const civil = new Date(from.getTime() + CIVIL_OFFSET)
  const day = civil.getUTCDate()
  if (duration.months) {
    civil.setUTCDate(1)
    civil.setUTCMonth(civil.getUTCMonth() + duration.months)
    civil.setUTCDate(Math.min(day, daysInMonth(civil)))
  }
  return new Date(civil.getTime() - CIVIL_OFFSET + duration.milliseconds)
}

function daysInMonth(civil: Date): number {
  return new Date(Date.UTC(civil.getUTCFullYear(), civil.getUTCMonth() + 1, 0)).getUTCDate()
}
