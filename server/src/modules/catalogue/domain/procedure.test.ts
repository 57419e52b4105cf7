import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { Value } from 'typebox/value'
import { describe, expect, it } from 'vitest'
import { ProcedurePackage } from '../contract.ts'
import { copyCertification, withTables } from '../testing/packages.ts'
import { configureProcedure } from './configure.ts'
import { describeChanges } from './diff.ts'
import { caseFor, exampleFor, feesFor, papersFor } from './evaluate.ts'
import { parseRow } from './row.ts'
import { contentView } from './view.ts'

const configured = (pkg: ProcedurePackage) => {
  const result = configureProcedure(pkg)
  if (!result.ok) throw new Error(JSON.stringify(result.problems))
  return contentView({ national: null, configured: result.procedure })
}

const view = configured(copyCertification)

describe('feesFor', () => {
  // domain.md 9.2, procedure 6: 2,000 đ for each of the first two pages, then 1,000 đ, at most 200,000 đ a copy.
  const feeByLaw = (pages: number, copies: number) =>
    Math.min(2000 * Math.min(pages, 2) + 1000 * Math.max(pages - 2, 0), 200_000) * copies

  it.each([
    [1, 1, 2000],
    [2, 3, 12_000],
    [5, 1, 7000],
    [500, 2, 400_000],
  ])('%i pages, %i copies: %i đồng', (soTrang, soBan, amount) => {
    expect(feesFor(view, 'giayTo', { soTrang, soBan })).toMatchObject([
      { key: 'phiChungThuc', amount, collectedAt: 'reception' },
    ])
  })

  it('is the fee of the law for every number of pages and copies', () =>
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1000 }), fc.integer({ min: 1, max: 99 }), (soTrang, soBan) => {
        expect(feesFor(view, 'giayTo', { soTrang, soBan })[0]?.amount).toBe(feeByLaw(soTrang, soBan))
      }),
    ))

  it('gives no amount when an answer is missing, and says who decides', () => {
    const [fee] = feesFor(view, 'giayTo', {})
    expect(fee).toMatchObject({ amount: null, reason: expect.stringContaining('cán bộ tiếp nhận') })
  })

  it('leaves out the fees of other cases', () =>
    expect(feesFor(view, 'mienPhi', { soTrang: 1, soBan: 1 })).toEqual([]))
})

describe('papersFor', () => {
  const keys = (caseKey: string | null, answers: Record<string, unknown>) =>
    papersFor(view, caseKey, answers).map((p) => [p.key, p.mandatory])

  it('decides from the answers what is mandatory', () => {
    expect(keys('giayTo', { uyQuyen: true })).toEqual([
      ['banChinh', true],
      ['giayUyQuyen', true],
    ])
    expect(keys('giayTo', {})).toEqual([
      ['banChinh', true],
      ['giayUyQuyen', false],
    ])
  })

  it('keeps to the papers of the case', () => expect(keys('mienPhi', {})).toEqual([['banChinh', true]]))
})

describe('decision tables', () => {
  it('give the amounts of the rule they replace', () => {
    const tables = configured(withTables)
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: 99 }), (soTrang, soBan) => {
        const amount = (v: typeof view) => feesFor(v, 'giayTo', { soTrang, soBan })[0]?.amount
        expect(amount(tables)).toBe(amount(view))
      }),
    )
  })

  it('name the answer that is missing', () =>
    expect(feesFor(configured(withTables), 'giayTo', {})[0]?.reason).toContain('chưa trả lời: Số trang'))

  it('tell gaps and missing English, which hinder nothing unless the procedure is bilingual', () => {
    const [fee] = withTables.fees
    const table = { ...fee!.table!, rows: fee!.table!.rows.slice(1) }
    const pkg = { ...withTables, fees: [{ ...fee!, table }] }
    const { ok, warnings } = configureProcedure(pkg)
    expect(ok).toBe(true)
    expect(warnings.map((w) => w.message)).toContainEqual(expect.stringContaining('Không dòng nào đúng'))
    expect(warnings).toContainEqual({
      pointer: '/papers/0/name',
      message: expect.stringContaining('tiếng Anh'),
    })
    expect(configureProcedure({ ...pkg, bilingual: true }).ok).toBe(false)
  })

  it('refuse overlaps, unknown papers and a paper asked for in two places', () => {
    const [fee] = withTables.fees
    const [first] = fee!.table!.rows
    const table = { ...fee!.table!, rows: [...fee!.table!.rows, { ...first!, when: ['2'] }] }
    const { rows, ...rest } = withTables.paperTable!
    const result = configureProcedure({
      ...withTables,
      papers: copyCertification.papers,
      paperTable: { ...rest, rows: [...rows, { ...rows[0]!, then: ['khongCo'] }] },
      fees: [{ ...fee!, table }],
    })
    expect(result.ok ? [] : result.problems.map((p) => p.pointer).sort()).toEqual([
      '/fees/0/table/rows/2',
      '/paperTable/rows/1/then/0',
      '/papers/1/mandatory',
    ])
  })
})

describe('caseFor', () => {
  it.each<[string | null, Record<string, unknown>, string | null]>([
    ['mienPhi', {}, 'mienPhi'],
    ['khac', {}, null],
    [null, { nguoiCoCong: true }, 'mienPhi'],
    [null, {}, 'giayTo'],
  ])('%s %j: %s', (key, answers, expected) => expect(caseFor(view, key, answers)?.key ?? null).toBe(expected))

  it('does not choose between two cases without a condition', () => {
    const cases = copyCertification.cases.map(({ when: _, ...c }) => c)
    expect(caseFor(configured({ ...copyCertification, cases }), null, {})).toBeNull()
  })
})

describe('exampleFor', () => {
  it('gives the body of the case, or the first one', () => {
    expect(exampleFor(view, 'giayTo')).toMatchObject({ procedureCode: '2.000815' })
    expect(exampleFor(view)).toMatchObject({ procedureCode: '2.000815' })
    expect(exampleFor(view, 'mienPhi')).toBeNull()
  })
})

describe('configureProcedure', () => {
  it('takes the example of the README as it stands', () => {
    const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8')
    const [, example = ''] = /```json\n(.*?)```/s.exec(readme) ?? []
    const pkg = Value.Default(ProcedurePackage, JSON.parse(example) as unknown)
    if (!Value.Check(ProcedurePackage, pkg))
      throw new Error(JSON.stringify(Value.Errors(ProcedurePackage, pkg)))
    expect(configureProcedure(pkg)).toMatchObject({ ok: true })
  })

  it('lists every problem with its place', () => {
    const [paper] = copyCertification.papers
    const result = configureProcedure({
      ...copyCertification,
      cases: [
        {
          key: 'a',
          name: { vi: 'A' },
          limit: { value: 1, unit: 'workingDays' },
          papers: ['khongCo'],
          when: '1 +',
        },
      ],
      papers: [paper!, paper!],
      goldenCases: [{ case: 'b', body: { procedureCode: '1.000001' } }],
    })
    expect(result.ok ? [] : result.problems.map((p) => p.pointer).sort()).toEqual([
      '/cases/0/papers/0',
      '/cases/0/when',
      '/goldenCases/0/body/procedureCode',
      '/goldenCases/0/case',
      '/papers/1/key',
    ])
  })

  it('keeps texts in NFC', () => {
    const name = { vi: 'Chứng thực'.normalize('NFD') }
    expect(configured({ ...copyCertification, name }).name).toBe('Chứng thực')
  })
})

describe('describeChanges', () => {
  const row = (fields: Record<string, string>) =>
    contentView({
      national: parseRow({ ma_thu_tuc: '2.000815', ten_thu_tuc: 'Chứng thực bản sao', ...fields }),
      configured: null,
    })

  it('says nothing of versions that read the same', () => expect(describeChanges(view, view)).toEqual([]))

  it('says in words what became of each field', () => {
    const before = row({
      so_quyet_dinh: '1/QĐ-BTP',
      cach_thuc_thuc_hien: 'Trực tiếp5 Ngày làm việcMiễn phí',
      thanh_phan_ho_so: 'Tên giấy tờMẫu đơn, tờ khaiSố lượngTờ khai1 bản chính',
    })
    const after = row({
      so_quyet_dinh: '2/QĐ-BTP',
      cach_thuc_thuc_hien: 'Trực tiếp3 Ngày làm việcMiễn phí',
      thanh_phan_ho_so: 'Tên giấy tờMẫu đơn, tờ khaiSố lượngTờ khai1 bản chínhẢnh 3x42 bản chính',
    })
    expect(describeChanges(before, after).map((c) => `${c.label}. ${c.text}`)).toEqual([
      'Quyết định công bố. “1/QĐ-BTP” đổi thành “2/QĐ-BTP”',
      'Thời hạn giải quyết. Bỏ: “5 ngày làm việc”. Thêm: “3 ngày làm việc”',
      'Cách thức thực hiện. Bỏ: “trực tiếp, 5 ngày làm việc”. Thêm: “trực tiếp, 3 ngày làm việc”',
      'Thành phần hồ sơ. Thêm: “Ảnh 3x4 (2 bản chính)”',
    ])
  })
})
