import type { CompiledForm } from '@motcua/rules'
import { sql } from 'kysely'
import type { Ctx } from '../../platform/ctx.ts'
import { notFound } from '../../platform/errors.ts'

/**
 * The compiled form of a published version. Versions never change, so each is read once.
 * @throws 404 `form.not_found`
 */
export async function formVersion(ctx: Ctx, versionId: string): Promise<CompiledForm> {
  const known = formsOf(ctx)
  const form = known.get(versionId)
  if (form) return form
  const { rows } = await sql<{ compiled: CompiledForm }>`
    select compiled from forms.form_version where id = ${versionId}`.execute(ctx.db)
  if (!rows[0]) throw notFound('form.not_found', 'Không có phiên bản biểu mẫu này.')
  if (known.size >= MOST_FORMS) known.clear()
  known.set(versionId, rows[0].compiled)
  return rows[0].compiled
}

/** The source of a published version, to be edited into the next. @throws 404 `form.not_found` */
export async function formSource(ctx: Ctx, versionId: string): Promise<unknown> {
  const { rows } = await sql<{ source: unknown }>`
    select source from forms.form_version where id = ${versionId}`.execute(ctx.db)
  if (!rows[0]) throw notFound('form.not_found', 'Không có phiên bản biểu mẫu này.')
  return rows[0].source
}

/** Some 30 kB each. */
const MOST_FORMS = 1000

// Per database, and dropped with it: the file store is what all contexts of a root share.
const forms = new WeakMap<Ctx['files'], Map<string, CompiledForm>>()

function formsOf(ctx: Ctx): Map<string, CompiledForm> {
  const known = forms.get(ctx.files) ?? new Map<string, CompiledForm>()
  forms.set(ctx.files, known)
  return known
}
