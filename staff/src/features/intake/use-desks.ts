import { useOfficer } from '../../lib/officer.ts'

/** Units at whose desk the officer receives. */
export function useDesks(): { value: string; label: string }[] {
  const { grants } = useOfficer()
  const desks = grants.filter(({ role }) => role === 'tiepnhan')
  return [...new Map(desks.map(({ unit, unitName }) => [unit, { value: unit, label: unitName }])).values()]
}
