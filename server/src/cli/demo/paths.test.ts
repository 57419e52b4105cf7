import { expect, it } from 'vitest'
import { type GoldenCase, importProcess, simulate } from '../../modules/process/index.ts'
import { readPackages } from './packages.ts'

type Vars = NonNullable<GoldenCase['vars']>

const packages = await readPackages()

/** A case in which every step ends with its usual outcome, but for those named. */
function along(
  name: string,
  vars: Vars,
  path: string[],
  outcomes: Readonly<Record<string, string>> = {},
): GoldenCase {
  const script = path.map((step) => ({
    complete: step,
    ...(outcomes[step] ? { outcome: outcomes[step] } : {}),
  }))
  return { name, vars, script, expect: { path } }
}

const CIVIL = ['tiep_nhan', 'tham_tra', 'ky', 'dong_dau']
const LAND = ['cap_nhat', 'ky', 'dong_dau']
const DENIED = ['du_thao_tu_choi', 'ky_tu_choi', 'phat_hanh_tu_choi']
const SCHOOL = ['xac_nhan', 'ky', 'dong_dau']

// The ways of domain.md 9.2, by hand.
it.each([
  ['1.000894', 'trong ngày', { caseKey: 'thongThuong' }, CIVIL],
  [
    '1.000894',
    'xác minh',
    { caseKey: 'canXacMinh' },
    ['tiep_nhan', 'tham_tra', 'xac_minh', 'ky', 'dong_dau'],
  ],
  ['1.004873', 'qua trưởng phòng', {}, ['tiep_nhan', 'tham_tra', 'xem_xet', 'ky', 'dong_dau']],
  ['1.001612', 'qua trưởng phòng', {}, ['tiep_nhan', 'tham_tra', 'xem_xet', 'ky', 'dong_dau']],
  ['1.000656', 'trong ngày', {}, [...CIVIL, 'nhan_ket_qua']],
  ['2.000635', 'trong ngày', {}, CIVIL],
  ['2.000908', 'không còn sổ gốc', {}, ['tiep_nhan', 'tham_tra', ...DENIED], { tham_tra: 'tuchoi' }],
  ['1.012783', 'không đo đạc', { caseKey: 'thongThuong' }, ['tiep_nhan', 'tham_tra', ...LAND]],
  [
    '1.012783',
    'đo đạc lại, có thuế',
    { caseKey: 'doDacLai' },
    ['tiep_nhan', 'tham_tra', 'kiem_tra_thuc_dia', 'cho_thue', ...LAND],
    { tham_tra: 'cothue' },
  ],
  ['1.012783', 'bản đồ mới', { caseKey: 'banDoMoi' }, ['tiep_nhan', 'tham_tra', 'doi_chieu_ban_do', ...LAND]],
  ['1.004222', 'liên thông', { caseKey: 'lienThong' }, ['tiep_nhan', 'kiem_tra_nhanh', 'ky', 'ban_hanh']],
  ['1.001939', 'nộp riêng', { caseKey: 'rieng' }, ['tiep_nhan', 'tham_dinh', 'ky', 'ban_hanh']],
  [
    '2.002481',
    'hai trường trong tỉnh',
    { caseKey: 'trongTinh', truongDi: 'thcssonghinh', truongDen: 'thcstayhoa' },
    ['tiep_nhan', 'tiep_nhan_tay_hoa', 'cho_di_song_hinh', ...SCHOOL],
  ],
  [
    '2.002481',
    'chiều ngược lại',
    { caseKey: 'trongTinh', truongDi: 'thcstayhoa', truongDen: 'thcssonghinh' },
    ['tiep_nhan', 'tiep_nhan_song_hinh', 'cho_di_tay_hoa', ...SCHOOL],
  ],
  [
    '2.002481',
    'từ tỉnh khác: trường đi đã có giấy giới thiệu',
    { caseKey: 'tinhKhac', truongDen: 'thcssonghinh' },
    ['tiep_nhan', 'tiep_nhan_song_hinh', ...SCHOOL],
  ],
  [
    '2.002481',
    'trường đến không nhận',
    { caseKey: 'trongTinh', truongDen: 'thcstayhoa', truongDi: 'thcssonghinh' },
    ['tiep_nhan', 'tiep_nhan_tay_hoa', ...DENIED],
    { tiep_nhan_tay_hoa: 'tuchoi' },
  ],
] as [string, string, Vars, string[], Record<string, string>?][])(
  '%s goes its way: %s',
  async (code, name, vars, path, outcomes) => {
    const { graph } = await importProcess(packages.find((p) => p.code === code)!.process)
    const { problems, cases } = simulate(graph!, [along(name, vars, path, outcomes)])
    expect(problems).toEqual([])
    expect(cases[0]!.path).toEqual(path)
  },
)
