import * as handover from '../features/handover/routes.tsx'
import * as intake from '../features/intake/routes.tsx'
import * as work from '../features/work/routes.tsx'

/** Routes of every feature, for the router. A new feature is a line here and one in `menu`. */
export const routes = [...work.routes, ...intake.routes, ...handover.routes]

/** Entries of the left menu, in their order. */
export const menu = [...work.menu, ...intake.menu, ...handover.menu]
