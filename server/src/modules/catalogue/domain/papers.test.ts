import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parsePapers } from './papers.ts'

const TABLE = 'Tên giấy tờMẫu đơn, tờ khaiSố lượng'
const paper = (
  name: string,
  originals: number,
  copies: number,
  formFile: string | null = null,
  group = '',
) => ({
  group,
  name,
  originals,
  copies,
  formFile,
})

describe('parsePapers', () => {
  it.each([
    ['one original', 'Đơn đề nghị1 bản chính', paper('Đơn đề nghị', 1, 0)],
    ['one copy', 'Giấy phép đã cấp0 bản chính,1 bản sao', paper('Giấy phép đã cấp', 0, 1)],
    ['originals and copies', 'Hợp đồng2 bản chính,1 bản sao', paper('Hợp đồng', 2, 1)],
    ['a bullet', '- Ảnh màu 3x4;2 bản chính', paper('Ảnh màu 3x4', 2, 0)],
    [
      'a number inside the name',
      'Giấy ủy quyền: 01 bản chính;1 bản chính',
      paper('Giấy ủy quyền: 01 bản chính', 1, 0),
    ],
    ['a name that ends with a number', 'Đơn theo Mẫu số 011 bản chính', paper('Đơn theo Mẫu số 01', 1, 0)],
    [
      'a name that ends with a year',
      'Luật Hợp tác xã 20230 bản chính,1 bản sao',
      paper('Luật Hợp tác xã 2023', 0, 1),
    ],
    ['ten of them', 'Bản vẽ;10 bản chính', paper('Bản vẽ', 10, 0)],
    ['a form file', 'Đơn theo mẫu;Mẫu số 01.docx1 bản chính', paper('Đơn theo mẫu', 1, 0, 'Mẫu số 01.docx')],
    [
      'a form file behind a bracket',
      'Tờ khai (nếu có)Mau 02.doc1 bản chính',
      paper('Tờ khai (nếu có)', 1, 0, 'Mau 02.doc'),
    ],
  ])('reads %s', (_, cell, expected) =>
    expect(parsePapers(`--${TABLE}${cell}`)).toEqual({ papers: [expected], kept: [] }),
  )

  it('reads groups under their headings', () => {
    const cell = `* Giấy tờ phải xuất trình:${TABLE}Hộ chiếu1 bản chính* Giấy tờ phải nộp:${TABLE}Tờ khai1 bản chínhGiấy chứng sinh1 bản chính`
    expect(parsePapers(cell).papers).toEqual([
      paper('Hộ chiếu', 1, 0, null, '* Giấy tờ phải xuất trình'),
      paper('Tờ khai', 1, 0, null, '* Giấy tờ phải nộp'),
      paper('Giấy chứng sinh', 1, 0, null, '* Giấy tờ phải nộp'),
    ])
  })

  it('keeps text that is no table, and what follows the last quantity', () => {
    expect(parsePapers('); nộp hồ sơ cho cơ quan BHXH.')).toEqual({
      papers: [],
      kept: ['); nộp hồ sơ cho cơ quan BHXH.'],
    })
    expect(parsePapers(`--${TABLE}Đơn1 bản chínhNộp trực tuyến thì khai trên trang`).kept).toEqual([
      'Nộp trực tuyến thì khai trên trang',
    ])
    expect(parsePapers('--')).toEqual({ papers: [], kept: [] })
  })

  it('never throws, and every paper has a name', () =>
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(fc.constantFrom(TABLE, '1 bản chính', ',2 bản sao', '.docx', '--', 'Đơn'), fc.string()),
        ),
        (parts) => {
          for (const p of parsePapers(parts.join('')).papers) expect(p.name).not.toBe('')
        },
      ),
    ))
})
