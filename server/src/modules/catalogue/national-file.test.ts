import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SYSTEM } from '../../platform/actor.ts'
import { inTx, readCtx } from '../../platform/ctx.ts'
import { type TestRoot, testRoot } from '../../platform/testing/test-root.ts'
import { catalogue, type ImportReport, type ImportRow, importProcedures, searchProcedures } from './index.ts'

const FILE = join(
  fileURLToPath(new URL('../../../../../shared/data/procedures', import.meta.url)),
  'dvcqg_procedures_2026-07.jsonl.gz',
)

describe.skipIf(!existsSync(FILE))('the national catalogue of July 2026', () => {
  let root: TestRoot
  let rows: ImportRow[]
  let report: ImportReport
  const importAll = () => inTx(root, SYSTEM, 'catalogue.import', (ctx) => importProcedures(ctx, rows))
  beforeAll(async () => {
    root = await testRoot([catalogue])
    const lines = gunzipSync(readFileSync(FILE)).toString('utf8').trimEnd().split('\n')
    rows = lines.map((text, i) => ({ line: i + 1, row: JSON.parse(text) as unknown }))
    report = await importAll()
  })
  afterAll(() => root?.drop())

  it('is read whole, with the counts asked for', () => {
    expect(report).toMatchObject({ read: 2642, new: 2642, changed: 0, problems: [], duplicates: [] })
    expect(report.parsed.channels).toBeGreaterThanOrEqual(2600)
    // 2,206 state a limit: 2,159 in its cell, 47 in the remark.
    expect(report.parsed.limits).toBe(2206)
    expect(report.parsed.papers).toBeGreaterThanOrEqual(2550)
    expect(report.parsed.legalBases).toBeGreaterThanOrEqual(2500)
    expect(report.parsed.results).toBeGreaterThanOrEqual(2600)
    expect(report.demo).toContain('3.000360')
  })

  it('changes nothing the second time', async () => {
    expect(await importAll()).toMatchObject({ read: 2642, new: 0, changed: 0, unchanged: 2642 })
  })

  it.each([
    ['1.001193', '1.001193'],
    ['2.00081', '2.000815'],
    ['Đăng ký khai sinh', '1.001193'],
    ['khai sinh', '1.001193'],
    ['KHAI SINH', '1.001193'],
    ['con mới sinh', '1.001193'],
    ['con moi sinh', '2.000986'],
    ['mất giấy khai sinh', '2.000635'],
    ['giấy khai sinh bị mất', '2.000635'],
    ['kết hôn', '1.000894'],
    ['cưới', '1.000894'],
    ['giay doc than', '1.004873'],
    ['tinh trang hon nhan', '1.004873'],
    ['ly hôn', '2.000554'],
    ['người chết', '1.000656'],
    ['đám ma', '1.000656'],
    ['nhà có người mất', '1.000656'],
    ['mới đẻ', '1.001193'],
    ['cất nhà', '1.013225'],
    ['đổi tên', '1.004859'],
    ['sao y', '2.000815'],
    ['chứng thực chữ ký', '2.000884'],
    ['di chúc', '2.001019'],
    ['nhập hộ khẩu', '1.004222'],
    ['thuong tru', '1.004222'],
    ['tạm trú', '1.004194'],
    ['khai báo tạm vắng', '1.003677'],
    ['cccd', '1.014063'],
    ['lam can cuoc', '1.014061'],
    ['vneid', '3.000228'],
    ['hộ chiếu', '1.001456'],
    ['lltp', '3.000333'],
    ['gplx', '3.000348'],
    ['cấp lại GPLX bị mất', '3.000348'],
    ['giấy phép lái xe quốc tế', '3.000353'],
    ['sang tên xe', '1.013076'],
    ['phu hieu xe', '2.002288'],
    ['gpxd', '1.013225'],
    ['xây nhà', '1.013225'],
    ['hkd', '1.001612'],
    ['xin giấy phép kinh doanh', '1.001612'],
    ['mo cong ty co phan', '2.002043'],
    ['so do', '1.013978'],
    ['sang tên sổ đỏ', '1.013831'],
    ['tách thửa', '1.012784'],
    ['hoà giải tranh chấp đất', '1.012812'],
    ['bhxh', '1.001613'],
    ['thẻ bhyt', '1.001939'],
    ['thai sản', '2.000693'],
    ['hộ nghèo', '1.011606'],
    // Words of daily life.
    ['công chứng bằng đại học', '2.000815'],
    ['công chứng căn cước', '2.000815'],
    ['thừa kế đất', '1.013831'],
    ['sổ hồng bị mất', '1.013978'],
    ['photo công chứng', '2.000815'],
    ['mở quán cà phê', '1.001612'],
    ['mở tiệm tạp hoá', '1.001612'],
    ['mua bán đất', '1.013831'],
    ['cho con đất', '1.013831'],
    ['trích lục khai sinh', '2.000635'],
    ['làm thẻ bảo hiểm y tế cho con', '1.001939'],
    ['chuyển hộ khẩu', '1.004222'],
    ['giấy độc thân', '1.004873'],
    ['báo tử', '1.000656'],
    ['xin chữ ký xã', '2.000884'],
    // Typing mistakes.
    ['dang ky khai sing', '1.001193'],
    ['kai sinh', '1.001193'],
    ['ket hom', '1.000894'],
    ['dang ki tam chu', '1.004194'],
    ['chung thuc chu ki', '2.000884'],
    ['ly lich tu fap', '3.000333'],
  ])('“%s” finds %s among the first three', async (q, code) => {
    const { items } = await searchProcedures(readCtx(root, SYSTEM), { q, limit: 3 })
    expect(items.map((item) => item.code)).toContain(code)
  })

  it('pages through everything once, everyday procedures first', async () => {
    const ctx = readCtx(root, SYSTEM)
    const codes: string[] = []
    let after: string | undefined
    do {
      const page = await searchProcedures(ctx, { limit: 200, after })
      codes.push(...page.items.map((item) => item.code))
      after = page.next ?? undefined
    } while (after)
    expect(new Set(codes).size).toBe(2642)
    expect(codes.length).toBe(2642)
    expect(codes.slice(0, 60)).toContain('1.001193')
  })
})
