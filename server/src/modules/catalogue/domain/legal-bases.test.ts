import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseLegalBases } from './legal-bases.ts'

const HEADER = 'Tên văn bản pháp lýMã văn bản'
const pairs = (cell: string) => parseLegalBases(HEADER + cell).legalBases.map((b) => [b.number, b.name])

describe('parseLegalBases', () => {
  it.each<[string, string, string[][]]>([
    [
      'names and numbers glued together',
      'Luật Hộ tịch60/2014/QH13Nghị định quy định chi tiết123/2015/NĐ-CP',
      [
        ['60/2014/QH13', 'Luật Hộ tịch'],
        ['123/2015/NĐ-CP', 'Nghị định quy định chi tiết'],
      ],
    ],
    [
      'a number that ends the name too',
      'Luật Nhà ở số 27/2023/QH1527/2023/QH15Nghị định98/2024/NĐ-CP',
      [
        ['27/2023/QH15', 'Luật Nhà ở số 27/2023/QH15'],
        ['98/2024/NĐ-CP', 'Nghị định'],
      ],
    ],
    [
      'a number inside the name',
      'sửa đổi Thông tư 27/2011/TT-BGTVT quy định về tàu biển03/2024/TT-BGTVT',
      [['03/2024/TT-BGTVT', 'sửa đổi Thông tư 27/2011/TT-BGTVT quy định về tàu biển']],
    ],
    ['a year before the number', 'Luật Cư trú 202068/2020/QH14', [['68/2020/QH14', 'Luật Cư trú 2020']]],
    [
      'a next name in small letters',
      'Quy định mức thu93/2025/TT-BTChướng dẫn thi hành96/2015/NĐ-CP',
      [
        ['93/2025/TT-BTC', 'Quy định mức thu'],
        ['96/2015/NĐ-CP', 'hướng dẫn thi hành'],
      ],
    ],
    [
      'the kind repeated in the cell of the number',
      'lĩnh vực bảo vệ thực vậtNghị định số 33/2026/NĐ-CP',
      [['33/2026/NĐ-CP', 'lĩnh vực bảo vệ thực vật']],
    ],
    ['a joint circular', 'Hướng dẫn05/2014/TTLT-BTP-BCA', [['05/2014/TTLT-BTP-BCA', 'Hướng dẫn']]],
    ['a decision of the Prime Minister', 'Quy định52/2025/QĐ-TTg', [['52/2025/QĐ-TTg', 'Quy định']]],
  ])('reads %s', (_, cell, expected) => expect(pairs(cell)).toEqual(expected))

  it('tells the date only when it is the document’s own, and the issuer from the number', () => {
    const name = 'Nghị định số 123/2015/NĐ-CP ngày 15 tháng 11 năm 2015 của Chính phủ'
    expect(parseLegalBases(`${name}123/2015/NĐ-CP`).legalBases[0]).toMatchObject({
      date: '2015-11-15',
      issuer: 'Chính phủ',
    })
    const amended = 'sửa đổi Thông tư 19/2021/TT-BTC ngày 18/3/2021 của Bộ Tài chính'
    expect(parseLegalBases(`${amended}46/2024/TT-BTC`).legalBases[0]).toMatchObject({
      date: null,
      issuer: 'BTC',
    })
  })

  it('keeps what has no number', () => {
    expect(parseLegalBases(`${HEADER}Luật Thi đua khen thưởng 202206`)).toEqual({
      legalBases: [],
      kept: ['Luật Thi đua khen thưởng 202206'],
    })
    expect(parseLegalBases('Không có thông tin')).toEqual({ legalBases: [], kept: [] })
  })

  it('never throws', () =>
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(fc.constantFrom('12/2020/NĐ-CP', 'Luật', '1/2020/TT-BTC', ' ', 'số '), fc.string()),
        ),
        (parts) => {
          parseLegalBases(parts.join(''))
        },
      ),
    ))
})
