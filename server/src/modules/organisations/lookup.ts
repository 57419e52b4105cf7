import { vietnamDate } from '@motcua/rules'
import type { Grant } from '../../platform/actor.ts'
import type { Ctx } from '../../platform/ctx.ts'
import { notFound, unprocessable } from '../../platform/errors.ts'
import {
  ancestorIds,
  findUnit,
  searchTree,
  subtreeIds,
  type Unit,
  type UnitCursor,
  type UnitKind,
  unitOn,
} from './domain/unit-tree.ts'
import { isValidOn } from './domain/validity.ts'
import { rolesOf } from './queries/staff.ts'
import { unitTree } from './tree-cache.ts'

/**
 * The unit named by an id, an agency code (either system) or a short name, with today's name. Closed units are
 * found too: check `validTo` where only open ones may be named.
 * @throws 404 `unit.not_found`
 */
export async function unitByRef(ctx: Ctx, ref: string): Promise<Unit> {
  const found = await findByRef(ctx, ref)
  if (found) return found
  throw notFound(
    'unit.not_found',
    `Không tìm thấy đơn vị “${ref.slice(0, 60)}”; hãy dùng mã định danh, mã số hoặc tên ngắn của một đơn vị có trong danh sách.`,
  )
}

/** `unitByRef` of each, in the same order. */
export async function unitsByRefs(ctx: Ctx, refs: readonly string[]): Promise<Unit[]> {
  const units: Unit[] = []
  for (const ref of refs) units.push(await unitByRef(ctx, ref))
  return units
}

/** Units by id, for printing many rows at once; unknown ids are left out. */
export async function unitsByIds(ctx: Ctx, ids: Iterable<string>): Promise<Map<string, Unit>> {
  const tree = await unitTree(ctx)
  const today = vietnamDate(ctx.now())
  const records = [...new Set(ids)].flatMap((id) => tree.byId.get(id) ?? [])
  return new Map(records.map((record) => [record.id, unitOn(record, today)]))
}

/** The open units that a test picks, by name of today. */
export async function openUnits(ctx: Ctx, pick: (unit: Unit) => boolean): Promise<Unit[]> {
  const today = vietnamDate(ctx.now())
  return [...(await unitTree(ctx)).byId.values()]
    .filter((record) => isValidOn(record, today))
    .map((record) => unitOn(record, today))
    .filter(pick)
}

/** Ids of the units above, nearest first, without the unit itself. */
export async function unitAncestors(ctx: Ctx, unitId: string): Promise<string[]> {
  return ancestorIds(await treeWith(ctx, unitId), unitId)
}

/** Ids of the unit and of all units below it, closed ones too. */
export async function unitSubtree(ctx: Ctx, unitId: string): Promise<string[]> {
  return subtreeIds(await treeWith(ctx, unitId), unitId)
}

/** Grants that reach the units below are held in each of them, so that nobody who decides needs the tree. */
export async function withReach(ctx: Ctx, held: readonly Grant[]): Promise<Grant[]> {
  const each = held.map(async (grant) => {
    if (grant.reach !== 'subtree') return [grant]
    const below = (await unitSubtree(ctx, grant.unitId)).filter((unitId) => unitId !== grant.unitId)
    const { reach: _, ...here } = grant
    return [grant, ...below.map((unitId) => ({ ...here, unitId, inherited: true }))]
  })
  return (await Promise.all(each)).flat()
}

/** All grants of an account at a moment, in every unit that they reach. */
export const grantsOfAccount = async (ctx: Ctx, accountId: string, at: Date): Promise<Grant[]> =>
  withReach(ctx, await rolesOf(ctx, accountId, at))

/**
 * The identifier (QĐ 20/2020/QĐ-TTg) under which a unit acts: its own of today or that of the nearest unit above
 * that has one, with the id of that owner. Numbers drawn per identifier must be drawn per owner.
 * @throws 422 `unit.no_agency_code`
 */
export async function agencyOf(ctx: Ctx, unitId: string): Promise<{ unitId: string; code: string }> {
  const tree = await treeWith(ctx, unitId)
  const today = vietnamDate(ctx.now())
  for (const id of [unitId, ...ancestorIds(tree, unitId)]) {
    const code = tree.byId.get(id)?.codes.find((c) => c.scheme === 'QD20' && isValidOn(c, today))
    if (code) return { unitId: id, code: code.value }
  }
  throw unprocessable(
    'unit.no_agency_code',
    'Đơn vị và các đơn vị cấp trên chưa có mã định danh theo Quyết định 20/2020/QĐ-TTg; hãy khai mã trước.',
  )
}

export type UnitSearch = { q?: string; at?: string; kind?: UnitKind; limit?: number; after?: UnitCursor }

/** Units that exist on a day (default today), best match first. @param search `at` is `YYYY-MM-DD` */
export async function searchUnits(
  ctx: Ctx,
  search: UnitSearch,
): Promise<{ items: Unit[]; next: UnitCursor | null }> {
  const { at = vietnamDate(ctx.now()), limit = 20, ...rest } = search
  return searchTree(await unitTree(ctx), { ...rest, at, limit })
}

async function findByRef(ctx: Ctx, ref: string): Promise<Unit | null> {
  const today = vietnamDate(ctx.now())
  // A unit made a moment ago may be missing from memory: only then is the database asked again.
  return findUnit(await unitTree(ctx), ref, today) ?? findUnit(await unitTree(ctx, true), ref, today)
}

async function treeWith(ctx: Ctx, unitId: string) {
  const tree = await unitTree(ctx)
  return tree.byId.has(unitId) ? tree : unitTree(ctx, true)
}
