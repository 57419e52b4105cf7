import type { Ctx } from '../../../platform/ctx.ts'
import { EXCLUSION_VIOLATION, isPgError } from '../../../platform/db.ts'
import { conflict } from '../../../platform/errors.ts'
import { forgetAddresses } from '../addresses.ts'
import type { AreaHistory } from '../domain/areas/history.ts'
import { upsertChange, upsertVersions, type Written } from '../store/areas.ts'

/** What an import did to the versions of units and to the table of what became of them. */
export type AreasWritten = { units: Written; parts: Written }

/**
 * Brings the administrative units up to date; the same history again changes nothing, nothing is deleted.
 * @throws 409 `area.overlap` when a code would mean two units on one day, as after a file with gaps
 */
export async function importAreas(ctx: Ctx, history: AreaHistory): Promise<AreasWritten> {
  const { written: units, ids } = await upsertVersions(ctx, history.versions).catch((error: unknown) => {
    if (!isPgError(error, EXCLUSION_VIOLATION, 'admin_unit_code_once')) throw error
    throw conflict(
      'area.overlap',
      'Dữ liệu này làm một mã đơn vị hành chính trỏ tới hai đơn vị trong cùng một ngày; hãy nhập lại từ bộ tệp đầy đủ.',
    )
  })
  const parts: Written = { inserted: 0, changed: 0, unchanged: 0 }
  for (const change of history.changes) {
    const written = await upsertChange(ctx, change, ids)
    parts.inserted += written.inserted
    parts.changed += written.changed
    parts.unchanged += written.unchanged
  }
  forgetAddresses(ctx)
  ctx.about('admin-units', { units, parts })
  return { units, parts }
}
