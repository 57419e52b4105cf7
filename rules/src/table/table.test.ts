import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compileTable } from '../compile/table.ts'
import type { TableSource } from './definition.ts'
import { decide } from './run.ts'

const why = (vi: string) => ({ vi })

const permit: TableSource = {
  hit: 'UNIQUE',
  inputs: [
    {
      feel: 'khuVuc',
      label: { vi: 'Khu vực' },
      values: [
        { value: 'phuong', label: { vi: 'Phường' } },
        { value: 'xa', label: { vi: 'Xã' } },
      ],
    },
    { feel: 'soTang', label: { vi: 'Số tầng' }, type: 'integer', min: 1 },
  ],
  rows: [
    { when: ['"phuong"', '-'], then: '75000', reason: why('Ở phường.') },
    { when: ['"xa"', '<= 3'], then: '50000', reason: why('Ở xã, thấp tầng.') },
    { when: ['"xa"', '>= 4'], then: '20000 * soTang', reason: why('Ở xã, cao tầng.') },
  ],
}

const problemsOf = (source: TableSource) => compileTable(source).problems
const withRows = (...rows: TableSource['rows']): TableSource => ({ ...permit, rows })

describe('decide', () => {
  const { table, problems } = compileTable(permit)

  it('has nothing to complain about', () => expect(problems).toEqual([]))

  it('says which row fits and why', () => {
    expect(decide(table, { khuVuc: 'xa', soTang: 5 })).toEqual({
      matched: [
        {
          row: 3,
          reason: why('Ở xã, cao tầng.'),
          because: ['Khu vực: Xã', 'Số tầng: 5'],
          output: 100_000,
        },
      ],
      missing: [],
    })
  })

  it('names the answers that are missing', () => {
    expect(decide(table, { khuVuc: 'xa' })).toEqual({ matched: [], missing: ['Số tầng'] })
    expect(decide(table, { khuVuc: 'phuong' }).matched).toHaveLength(1)
  })

  it('takes the first of FIRST and all of COLLECT', () => {
    const rows: TableSource['rows'] = [
      { when: ['"xa", "phuong"', '-'], then: '1', reason: why('a') },
      { when: ['not("phuong")', '[2..4]'], then: '2', reason: why('b') },
    ]
    const outputs = (hit: 'FIRST' | 'COLLECT') =>
      decide(compileTable({ ...permit, hit, rows }).table, { khuVuc: 'xa', soTang: 2 }).matched.map(
        (m) => m.output,
      )
    expect(outputs('FIRST')).toEqual([1])
    expect(outputs('COLLECT')).toEqual([1, 2])
  })
})

describe('what publication says', () => {
  it.each<[string, TableSource, string, string]>([
    [
      'an overlap',
      withRows(...permit.rows, { when: ['-', '4'], then: '1', reason: why('x') }),
      'overlap',
      'Dòng 1 và dòng 4 cùng đúng khi Khu vực là Phường, Số tầng là 4',
    ],
    ['a gap', withRows(...permit.rows.slice(0, 2)), 'gap', 'Khu vực là Xã, Số tầng là 4'],
    [
      'a row that is never used',
      { ...withRows({ when: ['-', '-'], then: '1', reason: why('') }, ...permit.rows), hit: 'FIRST' },
      'unused_row',
      'Dòng 2 không bao giờ được dùng: các dòng trên đã lấy hết',
    ],
    [
      'an empty range',
      { ...withRows({ when: ['-', '[5..2]'], then: '1', reason: why('') }), hit: 'COLLECT' },
      'unused_row',
      'không giá trị nào',
    ],
    [
      'a number among texts',
      withRows({ when: ['5', '-'], then: '1', reason: why('') }, ...permit.rows),
      'bad_type',
      'không hợp với cột “Khu vực”',
    ],
    [
      'a cell that computes',
      withRows({ when: ['-', 'soTang + 1'], then: '1', reason: why('') }),
      'bad_expression',
      'viết thẳng',
    ],
    [
      'a cell that breaks out',
      withRows({ when: ['-', '1) or (true'], then: '1', reason: why('') }),
      'bad_expression',
      '',
    ],
    ['a missing cell', withRows({ when: ['-'], then: '1', reason: why('') }), 'shape', '1 ô điều kiện'],
  ])('%s', (_, source, code, words) => {
    const found = problemsOf(source).find((p) => p.code === code)
    expect(found?.message).toContain(words)
  })

  it('refuses a value the form does not offer', () => {
    const inputs = [{ feel: 'khuVuc', label: { vi: 'Khu vực' } }, permit.inputs[1]!]
    const rows = [{ when: ['"thanhPho"', '-'], then: '1', reason: why('') }]
    const facts = { type: 'text' as const, values: permit.inputs[0]!.values! }
    const { problems } = compileTable({ hit: 'UNIQUE', inputs, rows }, (path) =>
      path === 'khuVuc' ? facts : undefined,
    )
    expect(problems[0]).toMatchObject({ pointer: '/rows/0/when/0', code: 'bad_type' })
  })
})

// A slow oracle: every combination of small values is tried.
describe('overlaps, gaps and unused rows', () => {
  const cell = fc.oneof(
    fc.constant('-'),
    fc.integer({ min: 0, max: 5 }).map(String),
    fc.integer({ min: 0, max: 5 }).map((n) => `<= ${n}`),
    fc.integer({ min: 0, max: 5 }).map((n) => `> ${n}`),
    fc.tuple(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 5 })).map(([a, b]) => `[${a}..${b})`),
    fc.integer({ min: 0, max: 5 }).map((n) => `not(${n})`),
  )
  const inputs = ['a', 'b'].map((feel) => ({
    feel,
    label: { vi: feel },
    type: 'integer' as const,
    min: 0,
    max: 6,
  }))
  const rowsOf = fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 5 })

  it('agree with trying everything', () => {
    fc.assert(
      fc.property(rowsOf, fc.constantFrom('UNIQUE' as const, 'FIRST' as const), (cells, hit) => {
        const rows = cells.map((when) => ({ when, then: '1', reason: why('') }))
        const { table, problems } = compileTable({ hit, inputs, rows })
        const all = compileTable({ hit: 'COLLECT', inputs, rows }).table
        let [gap, overlap] = [false, false]
        const used = new Set<number>()
        for (let a = 0; a <= 6; a++) {
          for (let b = 0; b <= 6; b++) {
            const matched = decide(all, { a, b }).matched.map((m) => m.row)
            gap ||= matched.length === 0
            overlap ||= matched.length > 1
            for (const row of hit === 'FIRST' ? matched.slice(0, 1) : matched) used.add(row)
            expect(decide(table, { a, b }).matched.map((m) => m.row)).toEqual(matched.slice(0, 1))
          }
        }
        const codes = problems.map((p) => p.code)
        expect(codes.includes('gap')).toBe(gap)
        expect(codes.includes('overlap')).toBe(hit === 'UNIQUE' && overlap)
        expect(codes.filter((c) => c === 'unused_row')).toHaveLength(rows.length - used.size)
      }),
    )
  })
})
