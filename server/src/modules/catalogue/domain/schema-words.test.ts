import { Value } from 'typebox/value'
import { describe, expect, it } from 'vitest'
import { ProcedurePackage } from '../contract.ts'
import { copyCertification } from '../testing/packages.ts'
import { sayFindings } from './schema-words.ts'

const say = (changes: object) => {
  const pkg = JSON.parse(JSON.stringify({ ...copyCertification, ...changes }))
  return sayFindings([...Value.Errors(ProcedurePackage, pkg)])
}

describe('sayFindings', () => {
  it.each([
    [{ results: [] }, [['/results', 'Kết quả phải có ít nhất 1 mục.']]],
    [{ code: 'x' }, [['/code', 'Mã phải như 1.001193: một chữ số, dấu chấm, sáu chữ số.']]],
    [{ sector: undefined }, [['/sector', 'Thiếu lĩnh vực.']]],
    [{ ngay: 1 }, [['/ngay', 'Không có trường nào tên “/ngay”; hãy bỏ đi.']]],
    [{ online: 'mot-nua' }, [['/online', 'Mức độ trực tuyến không phải một trong các giá trị cho phép.']]],
    [{ validFrom: '' }, [['/validFrom', 'Ngày có hiệu lực phải là một ngày có thật.']]],
    [
      { papers: [{ key: 'don', name: { vi: '' } }] },
      [
        ['/papers/0/originals', 'Thiếu giấy tờ 1, số bản chính.'],
        ['/papers/0/copies', 'Thiếu giấy tờ 1, số bản sao.'],
        ['/papers/0/name/vi', 'Giấy tờ 1, tên không được để trống.'],
      ],
    ],
    [
      { cases: [{ key: 'Mot', name: { vi: 'Một' }, limit: { value: 0, unit: 'days' } }] },
      [
        [
          '/cases/0/key',
          'Trường hợp 1, khoá gồm chữ không dấu, chữ số, gạch dưới và bắt đầu bằng chữ thường.',
        ],
        ['/cases/0/limit/value', 'Trường hợp 1, thời hạn, giá trị phải từ 1.'],
      ],
    ],
  ])('says %j', (changes, expected) =>
    expect(
      say(changes)
        .map(({ pointer, message }) => [pointer, message])
        .sort(),
    ).toEqual([...expected].sort()),
  )
})
