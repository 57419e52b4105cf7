import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compileExpression, ExpressionError, namesIn } from './compile.ts'
import { type Expr, evaluate, holds } from './expression.ts'

const names = {
  a: 1,
  ten: 'Nguyễn Văn An',
  dung: true,
  sai: false,
  trong: null,
  rong: '',
  me: { hoten: 'Hà', ngaysinh: '1995-02-03', dia_chi: { tinh: '66' } },
  ban_sao: [
    { loai: 'Trích lục', so_luong: 3 },
    { loai: 'Giấy khai sinh', so_luong: 2 },
  ],
  so: [1, 2, 3],
  today: '2026-11-05',
}

describe('evaluate', () => {
  it.each<[string, unknown]>([
    ['1 + 2 * 3', 7],
    ['= 1 + 2', 3],
    ['(1 + 2) * 3', 9],
    ['2 ** 3', 8],
    ['-a - -2', 1],
    ['0.1 + 0.2', 0.3],
    ['1 / 0', null],
    ['a + trong', null],
    ['"a" + "b"', 'ab'],
    ['"a" + 1', null],
    ['ten = "Nguyễn Văn An"', true],
    ['a = "1"', null],
    ['trong = null', true],
    ['khong_co = null', true],
    ['a = null', false],
    ['a != null', true],
    ['khong_co.gi_ca', null],
    ['me.dia_chi.tinh', '66'],
    ['me.hoten.constructor', null],
    ['toString', null],
    ['a < 2 and a >= 1', true],
    ['a < "2"', null],
    ['trong < 2', null],
    ['trong > 1 and sai', false],
    ['trong > 1 or dung', true],
    ['trong > 1 or sai', null],
    ['trong > 1 and dung', null],
    ['not(dung)', false],
    ['not(trong)', null],
    ['if a > 0 then "có" else "không"', 'có'],
    ['if trong > 0 then "có" else "không"', 'không'],
    ['a between 1 and 5', true],
    ['a in [1..5]', true],
    ['a in (1..5]', false],
    ['a in ]1..5[', false],
    ['a in (2, 3, < 2)', true],
    ['a in (2, 3)', false],
    ['a in so', true],
    ['me.hoten in ("Hà", "An")', true],
    ['a in > 0', true],
    ['trong in (1, 2)', false],
    ['trong in (1, < 2)', null],
    ['[1, "x", true]', [1, 'x', true]],
    ['ban_sao.so_luong', [3, 2]],
    ['sum(ban_sao.so_luong) * 8000', 40_000],
    ['sum(ban_sao[so_luong > 2].so_luong)', 3],
    ['count(ban_sao[item.so_luong > a])', 2],
    ['ban_sao[1].loai', 'Trích lục'],
    ['ban_sao[-1].loai', 'Giấy khai sinh'],
    ['ban_sao[9].loai', null],
    ['so[item > 1]', [2, 3]],
    ['khong_co[item > 1]', []],
    ['some b in ban_sao satisfies b.so_luong > 2', true],
    ['every b in ban_sao satisfies b.so_luong > 2', false],
    ['some b in khong_co satisfies b > 2', null],
    ['every b in [] satisfies b > 2', true],
    ['some b in [1, null] satisfies b > 2', null],
    ['some x in so, y in so satisfies x + y = 6', true],
    ['for b in ban_sao return b.so_luong * 2', [6, 4]],
    ['for x in so, y in [10] return x * y', [10, 20, 30]],
    ['sum([])', 0],
    ['sum(1, 2, 3)', 6],
    ['sum([1, null])', null],
    ['sum(khong_co)', null],
    ['count(khong_co)', 0],
    ['mean(so)', 2],
    ['min(so)', 1],
    ['max("2026-01-01", "2025-01-01")', '2026-01-01'],
    ['max([])', null],
    ['list contains(so, 2)', true],
    ['distinct values([1, 1, 2])', [1, 2]],
    ['concatenate(so, [4])', [1, 2, 3, 4]],
    ['contains(ten, "Văn")', true],
    ['starts with(ten, "Nguyễn")', true],
    ['ends with(ten, "An")', true],
    ['upper case("đắk lắk")', 'ĐẮK LẮK'],
    ['lower case("ĐẮK")', 'đắk'],
    ['string length("đắk")', 3],
    ['substring("Nguyễn", 2, 3)', 'guy'],
    ['substring("Nguyễn", -2)', 'ễn'],
    ['trim("  a ")', 'a'],
    ['string(12.5)', '12.5'],
    ['number("12.5")', 12.5],
    ['number("12a")', null],
    ['round(2.5)', 3],
    ['round(-2.5)', -3],
    ['round(1.005, 2)', 1.01],
    ['floor(-1.5)', -2],
    ['ceiling(1.2)', 2],
    ['abs(-3)', 3],
    ['modulo(-1, 3)', 2],
    ['is empty(rong)', true],
    ['is empty(trong)', true],
    ['is empty([])', true],
    ['is empty(0)', false],
    ['is defined(a)', true],
    ['coalesce(trong, 5)', 5],
    ['date("2026-01-05") < today()', true],
    ['date("2026-01-05") = @"2026-01-05"', true],
    ['date(me.ngaysinh)', '1995-02-03'],
    ['date(ten)', null],
    ['age(me.ngaysinh, today())', 31],
    ['days("2026-11-01", today())', 4],
    ['months("2026-01-31", "2026-03-01")', 1],
    ['add days(today(), 30)', '2026-12-05'],
    ['add months("2026-01-31", 1)', '2026-02-28'],
    ['year(today()) * 100 + month(today())', 202_611],
    ['citizen sex("066190000001")', 'female'],
    ['citizen birth year("066190000001")', 1990],
    ['"một \\"hai\\" \\u0041"', 'một "hai" A'],
    ['/* chú thích */ a // cuối', 1],
  ])('%s', (text, expected) => expect(evaluate(compileExpression(text), names)).toEqual(expected))

  it('asks today of the names alone', () => {
    const expr = compileExpression('today()')
    expect(evaluate(expr, {})).toBeNull()
    expect(evaluate(expr, { today: '2026-02-30' })).toBeNull()
    expect(holds(compileExpression('today() > "2026-01-01"'), { today: '2026-02-03' })).toBe(true)
  })

  it('never throws, whatever the names hold', () =>
    fc.assert(
      fc.property(fc.constantFrom(...EVERYTHING), fc.anything(), fc.anything(), (text, a, b) => {
        evaluate(compileExpression(text), { a, b, today: a })
      }),
      { numRuns: 500 },
    ))

  it('survives values nested beyond any form', () => {
    let deep: unknown = 1
    for (let i = 0; i < 100_000; i++) deep = [deep]
    for (const text of EVERYTHING) evaluate(compileExpression(text), { a: deep, b: deep })
  })
})

const EVERYTHING = [
  'a = b',
  'a.b.c < b',
  'a + b * a',
  'a in (b, [1..2])',
  'a[b > item].x',
  'some x in a satisfies x = b',
  'for x in a return b',
  'sum(a)',
  'max(a, b)',
  'count(a) + string length(b)',
  'concatenate(a, b)',
  'distinct values(a)',
  'substring(a, b, b)',
  'age(a, b)',
  'add days(a, b)',
  'round(a, b)',
  'today()',
  'string(a)',
]

describe('compileExpression', () => {
  it.each([
    ['', 'biểu thức trống'],
    ['  = ', 'biểu thức trống'],
    [`$\{a > 1}`, 'không dùng $'],
    ['a ==  1', 'vị trí'],
    ['1 +', 'chưa viết hết'],
    ['(a', 'vị trí'],
    ['if a then b', 'vị trí'],
    ['ho ten = 1', 'không có khoảng trắng'],
    ['not a', 'không có khoảng trắng'],
    ['{a: 1}', 'chưa hỗ trợ đối tượng'],
    ['function(x) x', 'chưa hỗ trợ định nghĩa hàm'],
    ['a instance of string', 'chưa hỗ trợ phép instance of'],
    ['duration("P1D")', 'chưa hỗ trợ giờ'],
    ['date and time("2026-01-01T00:00:00")', 'chưa hỗ trợ giờ'],
    ['for i in 1..3 return i', 'chưa hỗ trợ dãy số'],
    ['date("05/01/2026")', 'ngày phải viết'],
    ['date(1, 2, 3)', 'chưa hỗ trợ'],
    ['eval("x")', 'không có hàm “eval”'],
    ['constructor(1)', 'không có hàm'],
    ['a.b(1)', 'chỉ gọi được hàm'],
    ['substring(string: "a", start position: 1)', 'chưa hỗ trợ tham số gọi theo tên'],
    ['count()', 'cần 1 tham số'],
    ['a[0]', 'đếm từ 1'],
    ['('.repeat(60) + 'a' + ')'.repeat(60), 'lồng nhau quá'],
    ['a + '.repeat(2000) + 'a', 'dài quá'],
    ['> 1', 'chưa hỗ trợ phép thử'],
  ])('refuses %s', (text, words) => {
    expect(() => compileExpression(text)).toThrow(ExpressionError)
    expect(() => compileExpression(text)).toThrow(words)
  })

  it('tells the position', () => {
    try {
      compileExpression('a > 1 and eval(2)')
      expect.unreachable()
    } catch (error) {
      expect((error as ExpressionError).position).toBe(11)
    }
  })

  it('never throws anything else, and gives plain JSON', () =>
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.constantFrom(...'ab1. "()[]<>=+-*/,{}$?@', ' and ', ' in ', 'if ', 'then '),
          maxLength: 30,
        }),
        (text) => {
          let expr: Expr
          try {
            expr = compileExpression(text)
          } catch (error) {
            expect(error).toBeInstanceOf(ExpressionError)
            return
          }
          expect(JSON.parse(JSON.stringify(expr))).toEqual(expr)
          evaluate(expr, names)
        },
      ),
      { numRuns: 1000 },
    ))
})

describe('namesIn', () => {
  it.each([
    ['a + b.c', ['a', 'b.c']],
    ['sum(ban_sao.so_luong) > x', ['ban_sao.so_luong', 'x']],
    ['some r in ban_sao satisfies r.so_luong > a', ['ban_sao', 'ban_sao.so_luong', 'a']],
    ['some r in xs, s in r.ys satisfies s.z = 1', ['xs', 'xs.ys', 'xs.ys.z']],
    ['ban_sao[so_luong > 3].loai', ['ban_sao.loai', 'ban_sao', 'ban_sao.so_luong']],
    ['count(ban_sao[item.so_luong > row.x])', ['ban_sao', 'ban_sao.so_luong', 'ban_sao.row.x']],
    ['for x in [1, 2] return x.y + today()', []],
    ['if a then b else -c', ['a', 'b', 'c']],
    ['a in (b, [c..d])', ['a', 'b', 'c', 'd']],
    ['a between b and c', ['a', 'b', 'c']],
  ])('%s', (text, expected) => expect(namesIn(compileExpression(text))).toEqual(expected))
})
