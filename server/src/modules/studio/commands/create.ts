import { vietnamDate } from '@motcua/rules'
import type { Ctx } from '../../../platform/ctx.ts'
import { isPgError, UNIQUE_VIOLATION } from '../../../platform/db.ts'
import { conflict, notFound, unprocessable } from '../../../platform/errors.ts'
import { type Editable, editableProcedure } from '../../catalogue/index.ts'
import { formSource } from '../../forms/index.ts'
import { type Unit, unitByRef } from '../../organisations/index.ts'
import { processXml } from '../../process/index.ts'
import { authoriseUnit } from '../access.ts'
import type { NewDraft } from '../contract.ts'
import { isObject, type Parts, titleOf } from '../domain/parts.ts'
import { procedureSkeleton, skeletonOf } from '../domain/skeleton.ts'
import { insertDraft } from '../store.ts'

/**
 * Begins a version of a procedure: a new one from the skeleton, the next one from the version in use or from what the
 * national catalogue says, or a copy of another procedure.
 * @returns its id
 * @throws 403; 404 `unit.not_found`, `procedure.not_found`; 409 `draft.exists`, `draft.code_taken`;
 *   422 `draft.bad_code`, `draft.no_name`
 */
export async function createDraft(ctx: Ctx, input: NewDraft): Promise<string> {
  const unit = await unitByRef(ctx, input.unit)
  await authoriseUnit(ctx, unit.id)
  const code = input.code.trim()
  if (!CODE.test(code)) {
    throw unprocessable(
      'draft.bad_code',
      'Mã thủ tục gồm một chữ số, dấu chấm và sáu chữ số, ví dụ 1.001193.',
      [{ pointer: '/code', code: 'pattern', message: 'Mã như 1.001193.' }],
    )
  }
  const there = await existing(ctx, code)
  const from = input.from === undefined ? null : await source(ctx, input.from)
  const isNext = from !== null && from.code === there?.code
  if (there && !isNext) {
    throw conflict(
      'draft.code_taken',
      `Mã ${code} đã thuộc về thủ tục “${there.package.name.vi}”; hãy soạn bản tiếp theo của thủ tục ấy hoặc dùng mã khác.`,
    )
  }
  const name = input.name?.trim() || from?.package.name.vi || ''
  if (name === '') {
    throw unprocessable('draft.no_name', 'Hãy nhập tên của thủ tục mới.', [
      { pointer: '/name', code: 'required', message: 'Hãy nhập tên của thủ tục mới.' },
    ])
  }
  const parts = from
    ? await partsFrom(ctx, from, unit, isNext ? null : { code, name })
    : skeletonOf({ code, name, unitKind: unit.kind, today: vietnamDate(ctx.now()) })
  const id = ctx.newId()
  const title = titleOf(parts.procedure)
  try {
    await insertDraft(
      ctx,
      { id, unitId: unit.id, ...title, baseVersionId: isNext ? from.versionId : null },
      parts,
    )
  } catch (error) {
    throw beingWritten(error, title.code)
  }
  ctx.about(id, { code: title.code })
  return id
}

/** The refusal of a code that is already being written in another draft, or the error itself. */
export function beingWritten(error: unknown, code: string): unknown {
  if (!isPgError(error, UNIQUE_VIOLATION, 'draft_code_once')) return error
  return conflict(
    'draft.exists',
    `Thủ tục ${code} đang được soạn ở một bản khác; mỗi thủ tục chỉ soạn một bản.`,
  )
}

/** The national code, with the suffix of the province where it has one. */
const CODE = /^\d\.\d{6}[0-9A-Z.]{0,40}$/

/** Codes with the province's suffix name the same procedure as without it. */
async function existing(ctx: Ctx, code: string): Promise<Editable | null> {
  return (await editableProcedure(ctx, code)) ?? editableProcedure(ctx, code.slice(0, 8))
}

async function source(ctx: Ctx, code: string): Promise<Editable> {
  const found = await editableProcedure(ctx, code)
  if (found) return found
  throw notFound('procedure.not_found', 'Không có thủ tục này; hãy kiểm tra lại mã thủ tục, ví dụ 1.001193.')
}

/** @param renamed code and name of the copy; null for the next version of the same procedure */
async function partsFrom(
  ctx: Ctx,
  from: Editable,
  unit: Unit,
  renamed: { code: string; name: string } | null,
): Promise<Parts> {
  const { code, name } = renamed ?? { code: from.code, name: from.package.name.vi }
  const blank = { code, name, unitKind: unit.kind, today: vietnamDate(ctx.now()) }
  if (!from.configured) {
    return { ...skeletonOf(blank), procedure: { ...procedureSkeleton(blank), ...from.package, code } }
  }
  const { goldenCases = [], nationalCode: _, ...rest } = from.package
  const procedure = renamed
    ? {
        ...rest,
        code,
        name: { vi: name },
        goldenCases: goldenCases.map((golden) => ({
          ...golden,
          body: isObject(golden.body) ? { ...golden.body, procedureCode: code } : golden.body,
        })),
      }
    : from.package
  return {
    procedure,
    form: from.formVersionId && renameForm(await formSource(ctx, from.formVersionId), renamed?.code),
    process: from.processVersionId && (await processXml(ctx, from.processVersionId)),
    cases: from.cases,
  }
}

/** A form keeps its versions by its key: a copy must have one of its own. */
function renameForm(form: unknown, code: string | undefined): unknown {
  return isObject(form) && code ? { ...form, key: `tt-${code.toLowerCase()}` } : form
}
