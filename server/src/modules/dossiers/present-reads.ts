import type { ReadRow } from '../../platform/audit.ts'
import type { Ctx } from '../../platform/ctx.ts'
import { ROLE_NAMES, unitRef, unitsByIds } from '../organisations/index.ts'
import type { ReadView } from './contract/reads.ts'

const WHAT_NAMES: Record<string, string> = {
  dossier: 'Hồ sơ',
  timeline: 'Quá trình giải quyết',
  process: 'Quy trình và các bước',
  receipts: 'Giấy tiếp nhận',
  reads: 'Danh sách người đã xem',
  access: 'Danh sách người được xem',
  clock: 'Thời hạn giải quyết',
  tasks: 'Các bước xử lý',
  messages: 'Thông báo đã gửi',
  recall: 'Hồ sơ trước đây, khi tiếp nhận tại quầy',
  prefill: 'Dữ liệu để điền sẵn hồ sơ khác',
  file: 'Tệp trong hồ sơ',
}

/** Who read a dossier, by role and unit: the person is the unit's business, not the reader's name. */
export async function presentReads(ctx: Ctx, rows: readonly ReadRow[]): Promise<ReadView[]> {
  const units = await unitsByIds(
    ctx,
    rows.flatMap((r) => r.unitId ?? []),
  )
  const names: Record<string, { vi: string }> = ROLE_NAMES
  return rows.map((r) => {
    const unit = r.unitId === null ? undefined : units.get(r.unitId)
    return {
      at: r.at.toISOString(),
      lastAt: r.lastAt.toISOString(),
      times: r.times,
      what: r.what,
      whatName: WHAT_NAMES[r.what] ?? r.what,
      unit: unit ? unitRef(unit) : null,
      unitName: unit?.name ?? null,
      role: r.role,
      roleName: r.role === null ? null : (names[r.role]?.vi ?? r.role),
    }
  })
}
