import { sql } from 'kysely'
import type { Ctx } from '../../../platform/ctx.ts'
import { badRequest } from '../../../platform/errors.ts'
import { fromCursor, toCursor } from '../../../platform/http/cursor.ts'
import { isId } from '../../../platform/id.ts'
import { grantsOver, type HeldGrant, unitAncestors } from '../../organisations/index.ts'
import { type Places, READERS } from '../policy.ts'
import {
  allPlaces,
  DOSSIER_COLUMNS,
  type DossierRecord,
  type DossierSummary,
  toSummary,
  WITH_REQUEST,
} from '../store/dossier.ts'

/** A dossier with the places that decide who sees it, whoever asks; null when there is none. */
export async function dossierWithPlaces(
  ctx: Ctx,
  id: string,
): Promise<{ dossier: DossierSummary; places: Places } | null> {
  const { rows } = await sql<DossierRecord & Places>`select ${DOSSIER_COLUMNS}, ${allPlaces}
    from dossiers.dossier d ${WITH_REQUEST} where d.id = ${id}`.execute(ctx.db)
  const row = rows[0]
  if (!row) return null
  const { units, steps, ...record } = row
  return { dossier: toSummary(record), places: { units, steps } }
}

/** Grants by which officers may see the dossier, as far as its units, procedure and steps say. */
export async function grantsFor(
  ctx: Ctx,
  { procedureCode }: DossierSummary,
  { units, steps }: Places,
  page: { limit: number; after?: string },
): Promise<{ grants: HeldGrant[]; next: string | null }> {
  const above = (await Promise.all(units.map((unitId) => unitAncestors(ctx, unitId)))).flat()
  const of = {
    units,
    above: [...new Set(above)],
    roles: READERS,
    procedure: procedureCode,
    steps: steps.map((at) => at.slice(at.indexOf('/') + 1)),
  }
  const rows = await grantsOver(ctx, of, { limit: page.limit + 1, after: cursor(page.after) })
  const grants = rows.slice(0, page.limit)
  const last = grants.at(-1)
  const isMore = rows.length > page.limit && last !== undefined
  return { grants, next: isMore ? toCursor([last.unitId, last.role, last.accountId, last.id]) : null }
}

function cursor(text: string | undefined) {
  const values = fromCursor(text, 4)?.map(String)
  if (!values) return null
  const [unitId, role, accountId, id] = values as [string, string, string, string]
  if ([unitId, accountId, id].every(isId)) return { unitId, role, accountId, id }
  throw badRequest('list.bad_cursor', 'Tham số after không đúng; hãy dùng giá trị next của trang trước.')
}
