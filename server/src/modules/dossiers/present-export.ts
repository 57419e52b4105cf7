import type { Ctx } from '../../platform/ctx.ts'
import { type Unit, unitsByIds } from '../organisations/index.ts'
import { csvRow } from './domain/csv.ts'
import { abstractOf, punctuality, STATUS_NAMES } from './domain.ts'
import type { ListedDossier } from './store/dossier.ts'

type Column = (d: ListedDossier, look: { unit: (id: string) => string; now: Date }) => string | number | null

const COLUMNS: Readonly<Record<string, Column>> = {
  'Mã hồ sơ': (d) => d.code,
  'Số nộp': (d) => d.submissionNumber,
  'Mã thủ tục': (d) => d.procedureCode,
  'Tên thủ tục': (d) => d.procedureName,
  'Trích yếu': (d) => abstractOf(d.abstract, d.procedureName, d.applicantName),
  'Chủ hồ sơ': (d) => d.applicantName,
  'Cách nộp': (d) => CHANNELS[d.channel],
  'Nơi tiếp nhận': (d, { unit }) => unit(d.receivingUnitId),
  'Cơ quan giải quyết': (d, { unit }) => unit(d.competentUnitId),
  'Trạng thái': (d) => STATUS_NAMES[d.status].vi,
  'Ngày nộp': (d) => moment(d.submittedAt),
  'Ngày tiếp nhận': (d) => moment(d.receivedAt ?? d.acceptedAt),
  'Ngày hẹn trả đầu tiên': (d) => moment(d.firstDueAt),
  'Ngày hẹn trả': (d) => moment(d.dueAt),
  'Ngày giải quyết xong': (d) => moment(d.finishedAt),
  'Tiến độ': (d, { now }) => PUNCTUALITY[punctuality(d.firstDueAt, d.finishedAt, now) ?? 'none'],
  'Phí, lệ phí (đồng)': (d) => d.fees.reduce((sum, fee) => sum + (fee.amount ?? 0), 0),
}

const CHANNELS = { online: 'Trực tuyến', desk: 'Tại quầy', post: 'Bưu chính' } as const
const PUNCTUALITY = {
  early: 'Trước hạn',
  on_time: 'Đúng hạn',
  late: 'Quá hạn',
  in_time: 'Trong hạn',
  none: '',
} as const

/** The first row of an export: names of its columns. */
export const exportHeader = (): string => csvRow(Object.keys(COLUMNS))

/** Rows of an export as CSV; times as 05/01/2026 08:00 in Việt Nam. */
export async function presentExport(ctx: Ctx, items: readonly ListedDossier[]): Promise<string> {
  const ids = new Set(items.flatMap((d) => [d.receivingUnitId, d.competentUnitId]))
  const units: ReadonlyMap<string, Pick<Unit, 'name'>> = await unitsByIds(ctx, [...ids])
  const look = { unit: (id: string) => units.get(id)?.name ?? '', now: ctx.now() }
  const columns = Object.values(COLUMNS)
  return items.map((d) => csvRow(columns.map((column) => column(d, look)))).join('')
}

function moment(at: Date | null): string | null {
  if (!at) return null
  const [day = '', time = ''] = new Date(at.getTime() + 7 * 3_600_000).toISOString().split('T')
  return `${day.split('-').reverse().join('/')} ${time.slice(0, 5)}`
}
