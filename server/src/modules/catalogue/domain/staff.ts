/** A step as the staffing looks at it. */
type Step = { id: string; name: string | null; step: { unit: string; roles: readonly string[] } }

type Place = { id: string; name: string }

/** Which units may stand behind a unit name of the process, and which roles somebody holds where. */
export type Staff = {
  /** Units by the name the process uses: `competent`, `receiving`, `return`, or the key of a unit. */
  places: Readonly<Record<string, readonly Place[]>>
  /** Roles held, by unit id. */
  held: ReadonlyMap<string, ReadonlySet<string>>
}

/** A step that nobody can do in a unit. */
export type Gap = { unitId: string; unit: string; step: string; roles: string[]; message: string }

const SYMBOLIC = ['competent', 'receiving', 'return']

/**
 * Compares the steps of a process with the people. Nobody in a unit that the process names, or in none of the units
 * that may stand behind `competent`, `receiving` or `return`, refuses the publication; a competent unit in which a
 * step has nobody is left out of it until it has; a desk without staff is only told.
 */
export function staffGaps(
  steps: readonly Step[],
  staff: Staff,
): { refused: string[]; gaps: Gap[]; unstaffed: string[] } {
  const withRoles = steps.filter(({ step }) => step.roles.length > 0)
  const gaps = withRoles.flatMap((step) =>
    (staff.places[step.step.unit] ?? []).flatMap((place) => gapAt(step, place, staff)),
  )
  const refused = [...new Set(withRoles.map(({ step }) => step.unit))].flatMap((name) => {
    const places = staff.places[name] ?? []
    const own = withRoles.filter(({ step }) => step.unit === name)
    const lacking = places.flatMap((place) => own.flatMap((step) => gapAt(step, place, staff)))
    if (!SYMBOLIC.includes(name)) return lacking.map((gap) => gap.message)
    const able = places.some((place) => lacking.every((gap) => gap.unitId !== place.id))
    if (able) return []
    return lacking.length > 0 ? lacking.map((gap) => gap.message) : [`không có đơn vị nào là “${name}”.`]
  })
  const competent = new Set(staff.places['competent']?.map(({ id }) => id))
  const unstaffed = gaps
    .filter((gap) => withRoles.some(({ id, step }) => id === gap.step && step.unit === 'competent'))
    .map((gap) => gap.unitId)
    .filter((id) => competent.has(id))
  return { refused, gaps, unstaffed: [...new Set(unstaffed)].sort() }
}

function gapAt({ id, name, step }: Step, place: Place, { held }: Staff): Gap[] {
  const roles = [...step.roles]
  if (roles.some((role) => held.get(place.id)?.has(role))) return []
  const message = `bước “${name ?? id}” (${id}): ở ${place.name} chưa ai giữ vai trò ${roles.join(', ')}.`
  return [{ unitId: place.id, unit: place.name, step: id, roles, message }]
}
