import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { csvRow } from './csv.ts'

describe('csvRow', () => {
  it.each([
    ['Nguyễn Thị Hoà', 'Nguyễn Thị Hoà'],
    ['a, b', '"a, b"'],
    ['nói "có"', '"nói ""có"""'],
    ['hai\r\ndòng', '"hai\r\ndòng"'],
    ['=1+1', "'=1+1"],
    ['+84900000001', "'+84900000001"],
    ['-1', "'-1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1', '"\'\t=1"'],
    ['\r=1', '"\'\r=1"'],
    ['=HYPERLINK("x","y")', '"\'=HYPERLINK(""x"",""y"")"'],
    [-5000, '-5000'],
    [null, ''],
  ])('%j', (cell, expected) => expect(csvRow([cell])).toBe(`${expected}\r\n`))

  it('gives back every cell to a reader of the format, and no cell begins a formula', () => {
    const text = fc.string({ unit: fc.constantFrom(...'ab=+-@"\',;\t\r\n đ') })
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 5 }), (cells) => {
        const read = readRow(csvRow(cells))
        expect(read).toHaveLength(cells.length)
        for (const [n, cell] of read.entries()) {
          expect(cell).not.toMatch(/^[=+\-@\t\r\n]/)
          expect([cells[n], `'${cells[n]}`]).toContain(cell)
        }
      }),
    )
  })
})

/** A reader of one row, letter by letter. */
function readRow(row: string): string[] {
  const cells = ['']
  let quoted = false
  for (let i = 0; i < row.length - 2; i++) {
    const letter = row[i]!
    if (quoted && letter === '"' && row[i + 1] === '"') {
      cells[cells.length - 1] += '"'
      i++
    } else if (letter === '"') quoted = !quoted
    else if (letter === ',' && !quoted) cells.push('')
    else cells[cells.length - 1] += letter
  }
  return cells
}
