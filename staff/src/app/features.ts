import * as administration from '../features/administration/routes.tsx'
import * as delegation from '../features/delegation/routes.tsx'
import * as handover from '../features/handover/routes.tsx'
import * as intake from '../features/intake/routes.tsx'
import * as migrations from '../features/migrations/routes.tsx'
import * as registers from '../features/registers/routes.tsx'
import * as search from '../features/search/routes.tsx'
import * as studio from '../features/studio/routes.tsx'
import * as supervision from '../features/supervision/routes.tsx'
import * as work from '../features/work/routes.tsx'

/** Routes of every feature, for the router. A new feature is a line here and one in `menu`. */
export const routes = [
  ...work.routes,
  ...search.routes,
  ...supervision.routes,
  ...delegation.routes,
  ...intake.routes,
  ...handover.routes,
  ...registers.routes,
  ...studio.routes,
  ...administration.routes,
  ...migrations.routes,
]

/** Entries of the left menu, in their order. */
export const menu = [
  ...work.menu,
  ...search.menu,
  ...intake.menu,
  ...handover.menu,
  ...registers.menu,
  ...supervision.menu,
  ...delegation.menu,
  ...studio.menu,
  ...administration.menu,
  ...migrations.menu,
]
