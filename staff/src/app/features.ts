import * as work from '../features/work/routes.tsx'

/** Routes of every feature, for the router. A new feature is a line here and one in `menu`. */
export const routes = [...work.routes]

/** Entries of the left menu, in their order. */
export const menu = [...work.menu]
