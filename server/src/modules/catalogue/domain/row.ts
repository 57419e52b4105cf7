import { cleanLine, cleanText } from '@motcua/rules'
import { parseChannels } from './channels.ts'
import { parseLegalBases } from './legal-bases.ts'
import type { KeptField, Level, NationalProcedure } from './national.ts'
import { isEmptyCell } from './national.ts'
import { parsePapers } from './papers.ts'
import { parseResults } from './results.ts'

/** One line of the national export, as read from JSON. */
export type NationalRow = Record<string, unknown>

/**
 * Parses one row of the national catalogue (dichvucong.gov.vn export, 22 fields). Never throws: what cannot be
 * parsed stands in `kept`. A row without a code of the form `d.dddddd` is the caller's to refuse (`rowProblem`).
 */
export function parseRow(row: NationalRow): NationalProcedure {
  const { channels, kept: keptChannels } = parseChannels(textOf(row, 'cach_thuc_thuc_hien'))
  const { papers, kept: keptPapers } = parsePapers(textOf(row, 'thanh_phan_ho_so'))
  const { legalBases, kept: keptBases } = parseLegalBases(textOf(row, 'can_cu_phap_ly'))
  const { results, kept: keptResults } = parseResults(textOf(row, 'ket_qua_xu_ly'))
  const levels = parseLevels(lineOf(row, 'cap_thuc_hien'))
  const groups = parseTargetGroups(lineOf(row, 'doi_tuong_thuc_hien'))
  const decision = lineOf(row, 'so_quyet_dinh')
  return {
    code: lineOf(row, 'ma_thu_tuc'),
    name: lineOf(row, 'ten_thu_tuc').replace(/^[\s.]+|[\s.]+$/g, ''),
    decision,
    levels: levels.known,
    type: lineOf(row, 'loai_thu_tuc'),
    sector: lineOf(row, 'linh_vuc'),
    targetGroups: groups.known,
    competentAgency: lineOf(row, 'co_quan_co_tham_quyen'),
    executingAgency: lineOf(row, 'co_quan_thuc_hien'),
    authorisedAgency: lineOf(row, 'co_quan_duoc_uy_quyen'),
    coordinatingAgency: lineOf(row, 'co_quan_phoi_hop'),
    receptionAddress: blockOf(row, 'dia_chi_tiep_nhan'),
    related: blockOf(row, 'thu_tuc_lien_quan'),
    steps: blockOf(row, 'trinh_tu_thuc_hien'),
    conditions: blockOf(row, 'yeu_cau_dieu_kien'),
    channels,
    papers,
    legalBases,
    results,
    sourceUrl: lineOf(row, 'detail_url'),
    agencySlug: lineOf(row, 'agency_slug'),
    demo: isDemoDecision(decision),
    kept: onlyFilled({
      ...keptChannels,
      papers: keptPapers,
      legalBases: keptBases,
      results: keptResults,
      levels: levels.unknown,
      targetGroups: groups.unknown,
    }),
  }
}

/** Why a line cannot be imported at all, as one Vietnamese phrase, or null when it can. */
export function rowProblem(row: unknown): string | null {
  if (row === null || typeof row !== 'object' || Array.isArray(row)) return 'không phải một đối tượng JSON'
  const fields = row as NationalRow
  const odd = Object.entries(fields).find(([, value]) => value !== null && typeof value !== 'string')
  if (odd) return `trường "${odd[0]}" không phải là chuỗi ký tự`
  const code = lineOf(fields, 'ma_thu_tuc')
  // TTHC code of the national catalogue: domain.md 10.4.
  if (!/^\d\.\d{6}$/.test(code)) return `mã thủ tục "${code.slice(0, 40)}" không đúng dạng 1.234567`
  if (lineOf(fields, 'ten_thu_tuc') === '') return `thủ tục ${code} không có tên`
  return null
}

/** Placeholders instead of a publishing decision, seen in the source: "Demo/QĐ-BCA", "QĐ/0001-BTP". */
export function isDemoDecision(decision: string): boolean {
  return /demo|test/i.test(decision) || /^Q[ĐD]\/0*1-/i.test(decision)
}

const LEVELS: Record<string, Level> = {
  'Cấp bộ': 'ministry',
  'Cấp tỉnh': 'province',
  'Cấp xã': 'commune',
  'Cơ quan khác': 'other',
}

function parseLevels(text: string): { known: Level[]; unknown: string[] } {
  const parts = text.split(/,\s*/).filter((part) => part !== '')
  const known = parts.map((part) => LEVELS[part]).filter((level) => level !== undefined)
  return { known: [...new Set(known)], unknown: parts.filter((part) => !LEVELS[part]) }
}

// The list is joined by ", ", and some of its names have commas of their own.
const TARGET_GROUPS = [
  'Tổ chức (không bao gồm doanh nghiệp, HTX)',
  'Doanh nghiệp có vốn đầu tư nước ngoài',
  'Doanh nghiệp Việt Nam',
  'Doanh nghiệp',
  'Công dân Việt Nam',
  'Hợp tác xã',
  'Tổ chức nước ngoài',
  'Tổ chức Đảng',
  'Người nước ngoài cư trú tại Việt Nam',
  'Người nước ngoài',
  'Người Việt Nam định cư ở nước ngoài',
  'Cán bộ, công chức, viên chức',
  'Đảng viên',
]

function parseTargetGroups(text: string): { known: string[]; unknown: string[] } {
  const known: string[] = []
  const unknown: string[] = []
  let rest = text.trim()
  while (rest !== '') {
    const group = TARGET_GROUPS.find((g) => rest === g || rest.startsWith(`${g},`))
    const taken = group ?? rest.split(', ')[0] ?? rest
    if (group) known.push(group)
    else if (!isEmptyCell(taken)) unknown.push(taken)
    rest = rest.slice(taken.length).replace(/^[,\s]+/, '')
  }
  return { known: [...new Set(known)], unknown }
}

function textOf(row: NationalRow, field: string): string {
  const value = row[field]
  return typeof value === 'string' ? cleanText(value) : ''
}

/** One line of text; the source's "Không có thông tin" becomes empty. */
function lineOf(row: NationalRow, field: string): string {
  const text = cleanLine(textOf(row, field))
  return isEmptyCell(text) ? '' : text
}

function blockOf(row: NationalRow, field: string): string {
  const text = textOf(row, field)
    .replace(/[ \t]+\n/g, '\n')
    .trim()
  return isEmptyCell(text) ? '' : text
}

function onlyFilled(kept: Record<KeptField, string[]>): NationalProcedure['kept'] {
  return Object.fromEntries(Object.entries(kept).filter(([, texts]) => texts.length > 0))
}
