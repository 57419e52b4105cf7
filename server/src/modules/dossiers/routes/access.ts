import { type Ctx, type Root, readCtx } from '../../../platform/ctx.ts'
import { forbidden } from '../../../platform/errors.ts'
import { Closed, Page, PageQuery } from '../../../platform/http/schema.ts'
import { noteAccess } from '../access-log.ts'
import { AccessView } from '../contract/access.ts'
import { decideSight, dossierNotFound, isApplicant, maySee } from '../policy.ts'
import { presentOfficers, presentPeople, withoutNames } from '../present-access.ts'
import { dossierWithPlaces, grantsFor } from '../queries/access.ts'
import { type App, Id } from './app.ts'

/** How many grants are read at once for the applicant, who gets the roles of all. */
const AT_ONCE = 500

export function registerAccess(app: App, root: Root): void {
  app.get(
    '/dossiers/:id/access',
    {
      config: { allow: 'dossiers.oversee' },
      schema: {
        operationId: 'listAccess',
        tags: ['Hồ sơ'],
        summary:
          'Ai được xem hồ sơ này lúc này và vì sao; chủ hồ sơ thấy đơn vị và vai trò, không thấy tên cán bộ',
        params: Id,
        querystring: Closed(PageQuery),
        response: { 200: Page(AccessView) },
      },
    },
    async (req) => {
      const ctx = readCtx(root, req.actor)
      const found = await dossierWithPlaces(ctx, req.params.id)
      if (!found) throw dossierNotFound()
      const { dossier, places } = found
      if (decideSight(ctx.actor, 'oversee', { facts: dossier, ...places }).verdict !== 'allow') {
        if (!maySee(ctx.actor, dossier, places)) throw dossierNotFound()
        throw forbidden(
          'Chỉ chủ hồ sơ, lãnh đạo, người kiểm tra và người quản trị được xem ai xem được hồ sơ.',
        )
      }
      await noteAccess(ctx, dossier, 'access')
      if (isApplicant(ctx.actor, dossier)) return { items: await rolesOf(ctx, found), next: null }
      const { limit = 20, after } = req.query
      const { grants, next } = await grantsFor(ctx, dossier, places, { limit, after })
      const people = after === undefined ? await presentPeople(ctx, dossier) : []
      return { items: [...people, ...(await presentOfficers(ctx, dossier, places, grants))], next }
    },
  )
}

async function rolesOf(
  ctx: Ctx,
  { dossier, places }: NonNullable<Awaited<ReturnType<typeof dossierWithPlaces>>>,
): Promise<AccessView[]> {
  const all = await presentPeople(ctx, dossier)
  let after: string | undefined
  do {
    const { grants, next } = await grantsFor(ctx, dossier, places, { limit: AT_ONCE, after })
    const nameless = grants.map((g) => ({ ...g, fromAccountId: null }))
    all.push(...withoutNames(await presentOfficers(ctx, dossier, places, nameless)))
    after = next ?? undefined
  } while (after !== undefined)
  return withoutNames(all)
}
