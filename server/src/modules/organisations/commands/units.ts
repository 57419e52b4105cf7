import { addDays, cleanLine, isCivilDate, searchText, vietnamDate } from '@motcua/rules'
import type { Ctx } from '../../../platform/ctx.ts'
import { EXCLUSION_VIOLATION, isPgError, UNIQUE_VIOLATION } from '../../../platform/db.ts'
import { conflict, forbidden, notFound, unprocessable } from '../../../platform/errors.ts'
import { type CodeScheme, checkAgencyCode } from '../domain/agency-code.ts'
import type { Unit, UnitKind } from '../domain/unit-tree.ts'
import { isValidOn } from '../domain/validity.ts'
import { unitAncestors, unitByRef } from '../lookup.ts'
import { mayAdminister } from '../policy.ts'
import { findAdminUnitId } from '../queries/units.ts'
import { endUnit, insertCode, insertName, insertUnit, successorStatement, writeUnit } from '../store/units.ts'
import { forgetTree, unitTree } from '../tree-cache.ts'

export type CreateUnit = {
  name: string
  kind: UnitKind
  key?: string
  /** Id, code or key of the unit above. */
  parent?: string
  codes?: readonly { scheme: CodeScheme; value: string }[]
  /** Code of the administrative unit it serves; that must have been imported. */
  adminUnitCode?: string
  phone?: string
  address?: string
  isReceptionPoint?: boolean
  canDecide?: boolean
  /** First day, `YYYY-MM-DD`; default today. */
  validFrom?: string
  validTo?: string
  legalBasis?: string
}

/**
 * Sets up an organisation with its codes.
 * @throws 409 `unit.key_taken`, `unit.code_taken`; 422 `unit.bad_name`, `unit.bad_key`, `unit.bad_code`,
 *   `unit.bad_date`, `unit.parent_closed`; 404 `unit.not_found`, `area.not_found`
 */
export async function createUnit(ctx: Ctx, input: CreateUnit): Promise<Unit> {
  const validFrom = checkDate(input.validFrom ?? vietnamDate(ctx.now()))
  const validTo = input.validTo === undefined ? null : checkDate(input.validTo)
  if (validTo !== null && validTo < validFrom) {
    throw unprocessable('unit.bad_date', 'Ngày kết thúc hoạt động phải bằng hoặc sau ngày bắt đầu.')
  }
  const parent = input.parent === undefined ? null : await unitByRef(ctx, input.parent)
  await authorise(ctx, parent?.id ?? null)
  if (parent && !isValidOn(parent, validFrom)) {
    throw unprocessable(
      'unit.parent_closed',
      `Đơn vị cấp trên “${parent.name}” không hoạt động vào ngày ${validFrom}; hãy chọn đơn vị cấp trên khác.`,
    )
  }
  const id = ctx.newId()
  const name = checkName(input.name)
  await refused(
    insertUnit(ctx, {
      id,
      key: input.key === undefined ? null : checkKey(input.key),
      kind: input.kind,
      parentId: parent?.id ?? null,
      adminUnitId: await adminUnitId(ctx, input.adminUnitCode, validFrom),
      phone: input.phone ?? null,
      address: input.address ?? null,
      isReceptionPoint: input.isReceptionPoint ?? false,
      canDecide: input.canDecide ?? false,
      validFrom,
      validTo,
      name,
      searchText: searchText(name),
      legalBasis: input.legalBasis ?? null,
      codes: (input.codes ?? []).map((code) => ({ ...checkCode(code), validFrom, validTo })),
    }),
  )
  forgetTree(ctx)
  ctx.about(id)
  ctx.emit({ type: 'unit.created', subject: id, data: { kind: input.kind, parentId: parent?.id ?? null } })
  return unitByRef(ctx, id)
}

/**
 * Gives a new name from a day on; papers of earlier days keep the old one.
 * @throws 422 `unit.bad_name`, `unit.bad_date`
 */
export async function renameUnit(
  ctx: Ctx,
  input: { unit: string; name: string; from: string; legalBasis?: string },
): Promise<Unit> {
  const unit = await openUnit(ctx, input.unit)
  const validFrom = checkDate(input.from)
  const names = (await unitTree(ctx)).byId.get(unit.id)?.names ?? []
  await refuseBeforeLast(unit, validFrom, names, 'Ngày đổi tên')
  const name = checkName(input.name)
  const row = {
    unitId: unit.id,
    name,
    searchText: searchText(name),
    validFrom,
    legalBasis: input.legalBasis ?? null,
  }
  await refused(insertName(ctx, row))
  forgetTree(ctx)
  ctx.about(unit.id)
  ctx.emit({ type: 'unit.renamed', subject: unit.id, data: { from: validFrom } })
  return unitByRef(ctx, unit.id)
}

/**
 * Gives the unit another code of a scheme from a day on; the old one goes on naming it in old documents.
 * @throws 409 `unit.code_taken`; 422 `unit.bad_code`, `unit.bad_date`
 */
export async function giveUnitCode(
  ctx: Ctx,
  input: { unit: string; scheme: CodeScheme; value: string; from: string },
): Promise<Unit> {
  const unit = await openUnit(ctx, input.unit)
  const validFrom = checkDate(input.from)
  const code = checkCode(input)
  const sameScheme = unit.codes.filter((c) => c.scheme === code.scheme)
  await refuseBeforeLast(unit, validFrom, sameScheme, 'Ngày cấp mã')
  await refused(insertCode(ctx, unit.id, { ...code, validFrom, validTo: null }))
  forgetTree(ctx)
  ctx.about(unit.id)
  ctx.emit({ type: 'unit.recoded', subject: unit.id, data: { ...code, from: validFrom } })
  return unitByRef(ctx, unit.id)
}

export type UnitChanges = {
  phone?: string | null
  address?: string | null
  isReceptionPoint?: boolean
  canDecide?: boolean
}

/** Changes what is known of a unit and has no history. @throws 403; 404 `unit.not_found`; 422 `unit.closed` */
export async function updateUnit(ctx: Ctx, ref: string, changes: UnitChanges): Promise<Unit> {
  const unit = await openUnit(ctx, ref)
  const clean = (text: string | null) => (text === null ? null : cleanLine(text) || null)
  const { phone = unit.phone, address = unit.address } = changes
  const { isReceptionPoint = unit.isReceptionPoint, canDecide = unit.canDecide } = changes
  const row = { phone: clean(phone), address: clean(address), isReceptionPoint, canDecide }
  await writeUnit(ctx, unit.id, row)
  forgetTree(ctx)
  ctx.about(unit.id, { isReceptionPoint, canDecide })
  return unitByRef(ctx, unit.id)
}

export type CloseUnit = {
  unit: string
  /** Last day of work, `YYYY-MM-DD`. */
  lastDay: string
  /** Who answers for its archive and open work; `scope` says for which part, in words. */
  successors?: readonly { unit: string; scope: string }[]
  legalBasis?: string
}

/**
 * Closes a unit; it is never deleted. Its positions and appointments end with it.
 * @throws 422 `unit.has_open_children`, `unit.bad_date`
 */
export async function closeUnit(ctx: Ctx, input: CloseUnit): Promise<Unit> {
  const unit = await openUnit(ctx, input.unit)
  const lastDay = checkDate(input.lastDay)
  const tree = await unitTree(ctx)
  const names = tree.byId.get(unit.id)?.names ?? []
  await refuseBeforeLast(unit, lastDay, [...names, ...unit.codes], 'Ngày cuối hoạt động')
  const effective = addDays(lastDay, 1)!
  const openChild = (tree.children.get(unit.id) ?? []).some((id) => {
    const child = tree.byId.get(id)
    return child && (child.validTo === null || child.validTo > lastDay)
  })
  if (openChild) {
    throw unprocessable(
      'unit.has_open_children',
      'Đơn vị còn đơn vị trực thuộc đang hoạt động; hãy đóng hoặc chuyển các đơn vị đó trước.',
    )
  }
  for (const { unit: ref, scope } of input.successors ?? []) {
    const successor = await openUnit(ctx, ref, 'any')
    ctx.later(
      successorStatement({
        unitId: unit.id,
        successorId: successor.id,
        scope: checkName(scope),
        effective,
        legalBasis: input.legalBasis ?? null,
      }),
    )
  }
  await endUnit(ctx, unit.id, lastDay)
  forgetTree(ctx)
  ctx.about(unit.id)
  ctx.emit({ type: 'unit.closed', subject: unit.id, data: { lastDay } })
  return unitByRef(ctx, unit.id)
}

/** An open unit that the actor administers (with `any`: every open unit). */
async function openUnit(ctx: Ctx, ref: string, who: 'own' | 'any' = 'own'): Promise<Unit> {
  const unit = await unitByRef(ctx, ref)
  if (who === 'own') await authorise(ctx, unit.id)
  if (unit.validTo === null) return unit
  throw unprocessable(
    'unit.closed',
    `Đơn vị “${unit.name}” đã có ngày kết thúc hoạt động là ${unit.validTo} nên không thay đổi được nữa.`,
  )
}

async function authorise(ctx: Ctx, unitId: string | null): Promise<void> {
  const scope = unitId === null ? [] : [unitId, ...(await unitAncestors(ctx, unitId))]
  if (!mayAdminister(ctx.actor, scope)) throw forbidden('Bạn không phải là người quản trị của đơn vị này.')
}

async function refuseBeforeLast(
  unit: Unit,
  date: string,
  rows: readonly { validFrom: string | null }[],
  what: string,
): Promise<void> {
  const starts = [unit.validFrom, ...rows.map((row) => row.validFrom)].filter((d) => d !== null)
  const last = starts.sort().at(-1)
  if (last === undefined || date > last) return
  throw unprocessable('unit.bad_date', `${what} phải sau ngày ${last}, là lần thay đổi gần nhất của đơn vị.`)
}

async function adminUnitId(ctx: Ctx, code: string | undefined, date: string): Promise<string | null> {
  if (code === undefined) return null
  const id = await findAdminUnitId(ctx, code, date)
  if (id) return id
  throw notFound(
    'area.not_found',
    `Không có đơn vị hành chính mã “${code.slice(0, 20)}” vào ngày ${date}; hãy nhập danh mục bằng lệnh motcua units import.`,
  )
}

function checkDate(date: string): string {
  if (isCivilDate(date)) return date
  throw unprocessable('unit.bad_date', 'Ngày phải có dạng YYYY-MM-DD và là một ngày có thật.')
}

function checkName(text: string): string {
  const name = cleanLine(text)
  if (name !== '' && name.length <= 300) return name
  throw unprocessable('unit.bad_name', 'Tên đơn vị phải có từ 1 đến 300 ký tự.')
}

function checkKey(key: string): string {
  if (/^[a-z][a-z0-9-]{1,39}$/.test(key)) return key
  throw unprocessable(
    'unit.bad_key',
    'Tên ngắn gồm 2 đến 40 chữ cái thường không dấu, chữ số hoặc dấu gạch nối, bắt đầu bằng chữ cái.',
  )
}

function checkCode(code: { scheme: CodeScheme; value: string }): { scheme: CodeScheme; value: string } {
  const check = checkAgencyCode(code.scheme, code.value)
  if (!check.ok) throw unprocessable('unit.bad_code', check.reason)
  return { scheme: code.scheme, value: check.value }
}

async function refused(write: Promise<void>): Promise<void> {
  try {
    await write
  } catch (error) {
    if (isPgError(error, UNIQUE_VIOLATION, 'unit_key_once')) {
      throw conflict('unit.key_taken', 'Tên ngắn này đã thuộc về một đơn vị khác; hãy chọn tên ngắn khác.')
    }
    if (isPgError(error, EXCLUSION_VIOLATION, 'unit_code_once')) {
      throw conflict('unit.code_taken', 'Mã này đang thuộc về một đơn vị khác trong cùng thời gian.')
    }
    throw error
  }
}
