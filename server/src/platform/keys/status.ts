import { statSync } from 'node:fs'
import { sql } from 'kysely'
import type { Database } from '../db.ts'
import type { Finding } from '../examine.ts'
import type { RootKeySource } from './root-key.ts'

export type WrappingKeyStatus = {
  id: number
  madeAt: Date
  retiredAt: Date | null
  /** Data keys under it. */
  dataKeys: number
}

/** The wrapping keys, the oldest first, with how many data keys each wraps. */
export async function wrappingKeys(database: Database): Promise<WrappingKeyStatus[]> {
  const { rows } =
    await sql<WrappingKeyStatus>`select w.id, w.made_at as "madeAt", w.retired_at as "retiredAt",
      (select count(*)::int from platform.data_key k where k.wrapping_key = w.id) as "dataKeys"
    from platform.wrapping_key w order by w.id`.execute(database.kysely)
  return rows
}

/** A wrapping key is renewed every year. */
const LONGEST_DAYS = 400

/** Whether the keys are complete and young enough. */
export async function examineKeys(database: Database, now: Date): Promise<Finding> {
  const name = 'khoá mã hoá'
  const keys = await wrappingKeys(database)
  const { rows } = await sql<{ lost: number }>`select count(*)::int as lost from platform.data_key k
    where not exists (select 1 from platform.wrapping_key w where w.id = k.wrapping_key)`.execute(
    database.kysely,
  )
  const newest = keys.at(-1)!
  const dataKeys = keys.reduce((sum, k) => sum + k.dataKeys, 0)
  const days = Math.floor((now.getTime() - newest.madeAt.getTime()) / 86_400_000)
  const problems = [
    rows[0]!.lost > 0 ? `${rows[0]!.lost} khoá dữ liệu mất khoá bọc` : '',
    days > LONGEST_DAYS ? 'khoá bọc đã quá một năm, hãy chạy motcua keys rotate' : '',
  ].filter(Boolean)
  const detail = [`${dataKeys} khoá dữ liệu`, `khoá bọc số ${newest.id} đã dùng ${days} ngày`, ...problems]
  return { name, ok: problems.length === 0, detail: detail.join(', ') }
}

/** Whether nobody but the owner and its group may read the file of the root key. */
export function examineRootKeyFile(source: RootKeySource): Finding {
  const name = 'khoá gốc'
  if (source.file === null) return { name, ok: true, detail: 'lấy từ MOTCUA_ROOT_KEY' }
  const mode = statSync(source.file).mode & 0o777
  const ok = (mode & 0o007) === 0
  const detail = ok
    ? `${source.file} (không nằm trong bản sao lưu)`
    : `${source.file}: người khác trên máy cũng đọc được, hãy chạy chmod 600`
  return { name, ok, detail }
}
