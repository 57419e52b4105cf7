import { addDays } from '@motcua/rules'
import { createCalendar, type SpecialDay, shiftsOn, type WorkCalendar } from './calendar.ts'

/**
 * National days off and swapped working days 2024-2027: the only place in the product where they stand. Bộ luật
 * Lao động 2019 art. 112: 1/1; Tết 5 days; Giỗ Tổ 10/3 lunar; 30/4; 1/5; 2/9 and the day before or after it; from
 * 1/7/2026 also 24/11 (Nghị quyết 28/2026/QH16). Art. 111.3: a holiday on a weekly day off is made up for on the
 * next working day. Which 5 days are Tết, which is the second day of 2/9, and swaps, are announced every year.
 * Weekend days inside a break are not listed: a unit that works on Saturdays closes them by its own day off.
 *
 * Compared with the two open tables in shared/data/holidays (python-holidays 0.105, date-holidays):
 * - both leave out the swaps of 2025 and 2026 and the new 24/11: taken from the announcements and the resolution;
 * - the first has 2025-02-01, a Saturday inside the break: the announced 5 days are 27-31/1, so it is not listed;
 * - the second has only the eve and the first day of Tết and one day of 2/9: names, not days off.
 */
export const NATIONAL_DAYS: readonly SpecialDay[] = [
  ...newYear('2024-01-01'),
  // Mùng 1 is Saturday 10/2; announced 8-14/2.
  ...tet(2024, ['2024-02-08', '2024-02-09', '2024-02-10', '2024-02-11', '2024-02-12']),
  ...madeUp('Tết Nguyên đán', ['2024-02-13', '2024-02-14']),
  ...hungKings('2024-04-18'),
  ...swap('2024-04-29', '2024-05-04', 'dịp 30/4 và 1/5'),
  ...springDays(2024),
  ...nationalDay('2024-09-02', '2024-09-03'),

  ...newYear('2025-01-01'),
  // Mùng 1 is Wednesday 29/1; announced 27-31/1, with the weekends 25/1-2/2.
  ...tet(2025, ['2025-01-27', '2025-01-28', '2025-01-29', '2025-01-30', '2025-01-31']),
  ...hungKings('2025-04-07'),
  ...springDays(2025),
  ...swap('2025-05-02', '2025-04-26', 'dịp 30/4 và 1/5'),
  ...nationalDay('2025-09-01', '2025-09-02'),

  ...newYear('2026-01-01'),
  ...swap('2026-01-02', '2026-01-10', 'dịp Tết Dương lịch'),
  // Mùng 1 is Tuesday 17/2; announced 16-20/2, with the weekends 14-22/2.
  ...tet(2026, ['2026-02-16', '2026-02-17', '2026-02-18', '2026-02-19', '2026-02-20']),
  ...hungKings('2026-04-26'),
  ...madeUp('Giỗ Tổ Hùng Vương', ['2026-04-27']),
  ...springDays(2026),
  ...swap('2026-08-31', '2026-08-22', 'dịp Quốc khánh'),
  ...nationalDay('2026-09-01', '2026-09-02'),
  ...cultureDay('2026-11-24'),

  ...newYear('2027-01-01'),
  // Mùng 1 is Saturday 6/2. Not announced yet: the days follow 2024, when mùng 1 was a Saturday too.
  ...provisional(tet(2027, ['2027-02-04', '2027-02-05', '2027-02-06', '2027-02-07', '2027-02-08'])),
  ...provisional(madeUp('Tết Nguyên đán', ['2027-02-09', '2027-02-10'])),
  ...hungKings('2027-04-16'),
  ...springDays(2027),
  ...madeUp('Quốc tế Lao động', ['2027-05-03']),
  // Thursday; the second day is not announced yet, Friday makes the longer break.
  ...nationalDay('2027-09-02'),
  ...provisional(nationalDay('2027-09-03')),
  ...cultureDay('2027-11-24'),
]

/** The last year whose national days are known, provisional ones included. */
export const LAST_KNOWN_YEAR = 2027

/** Monday to Friday, 07:30-11:30 and 13:30-17:30, with the national days. */
export const STANDARD_CALENDAR: WorkCalendar = createCalendar([], NATIONAL_DAYS)

/**
 * The days off that holidays on a weekly day off give: for each the next working day that is not taken yet.
 * Source: Bộ luật Lao động 2019 art. 111.3.
 * @param holidays dates of the holidays themselves
 * @param isWeeklyOff whether a date falls on a weekly day off
 */
export function compensationDates(
  holidays: readonly string[],
  isWeeklyOff: (date: string) => boolean,
): string[] {
  const taken = new Set(holidays)
  const given: string[] = []
  for (const holiday of [...holidays].sort()) {
    if (!isWeeklyOff(holiday)) continue
    let date = addDays(holiday, 1)!
    while (taken.has(date) || isWeeklyOff(date)) date = addDays(date, 1)!
    taken.add(date)
    given.push(date)
  }
  return given
}

const WEEK_ONLY = createCalendar([])

/** Saturday and Sunday, the weekly days off of state bodies (QĐ 188/1999/QĐ-TTg). */
export const isWeeklyOff = (date: string): boolean => shiftsOn(WEEK_ONLY, date).length === 0

function newYear(date: string): SpecialDay[] {
  return [holiday(date, 'Tết Dương lịch', 'a')]
}

function tet(year: number, dates: readonly string[]): SpecialDay[] {
  return dates.map((date) => ({
    ...holiday(date, 'Tết Nguyên đán', 'b'),
    legalBasis: `${basis('b')}; lịch nghỉ Tết năm ${year}`,
  }))
}

function hungKings(date: string): SpecialDay[] {
  return [holiday(date, 'Giỗ Tổ Hùng Vương', 'e')]
}

function springDays(year: number): SpecialDay[] {
  return [
    holiday(`${year}-04-30`, 'Ngày Chiến thắng', 'c'),
    holiday(`${year}-05-01`, 'Ngày Quốc tế Lao động', 'd'),
  ]
}

function nationalDay(...dates: string[]): SpecialDay[] {
  return dates.map((date) => holiday(date, 'Quốc khánh', 'đ'))
}

function cultureDay(date: string): SpecialDay[] {
  return [
    {
      date,
      kind: 'HOLIDAY',
      name: 'Ngày Văn hóa Việt Nam',
      legalBasis: 'Nghị quyết 28/2026/QH16, hiệu lực từ 01/7/2026',
    },
  ]
}

function holiday(date: string, name: string, point: string): SpecialDay {
  return { date, kind: 'HOLIDAY', name, legalBasis: basis(point) }
}

// Art. 112.1: a New Year, b Tết, c 30/4, d 1/5, đ National Day, e Hùng Kings.
function basis(point: string): string {
  return `Bộ luật Lao động 2019, Điều 112 khoản 1 điểm ${point}`
}

function madeUp(name: string, dates: readonly string[]): SpecialDay[] {
  return dates.map((date) => ({
    date,
    kind: 'COMPENSATION',
    name: `Ngày nghỉ bù ${name}`,
    legalBasis: 'Bộ luật Lao động 2019, Điều 111 khoản 3',
  }))
}

function swap(off: string, worked: string, occasion: string): SpecialDay[] {
  const legalBasis = `Phương án hoán đổi ngày làm việc năm ${off.slice(0, 4)} đã công bố`
  return [
    {
      date: off,
      kind: 'SWAPPED_OFF',
      name: `Ngày nghỉ hoán đổi ${occasion}`,
      swappedWith: worked,
      legalBasis,
    },
    {
      date: worked,
      kind: 'WORKING_SWAP',
      name: `Ngày làm bù hoán đổi ${occasion}`,
      swappedWith: off,
      legalBasis,
    },
  ]
}

function provisional(days: readonly SpecialDay[]): SpecialDay[] {
  return days.map((day) => ({
    ...day,
    provisional: true,
    legalBasis: `${day.legalBasis} (dự kiến, chưa công bố)`,
  }))
}
