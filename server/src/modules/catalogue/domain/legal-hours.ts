/** Working hours of a limit: a working day has eight (domain.md 1.4.1); of calendar days five in seven are worked. */
export function legalHours(limit: { value: number; unit: string }): number {
  switch (limit.unit) {
    case 'workingHours':
      return limit.value
    case 'days':
      return Math.floor((limit.value * 5) / 7) * 8
    case 'months':
      return Math.floor((limit.value * 30 * 5) / 7) * 8
    default:
      return limit.value * 8
  }
}
