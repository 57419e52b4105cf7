import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseResults } from './results.ts'
import { isDemoDecision, parseRow, rowProblem } from './row.ts'

describe('parseResults', () => {
  it.each([
    ['Giấy khai sinhMã: KQ.G15.000031Từ khóaKhông có thông tin', [['KQ.G15.000031', 'Giấy khai sinh']]],
    [
      'Quyết định AMã: KQ.G12.000582Thông báo BMã: KQ.G12.000581Từ khóa',
      [
        ['KQ.G12.000582', 'Quyết định A'],
        ['KQ.G12.000581', 'Thông báo B'],
      ],
    ],
    ['Văn bản công bốMã: 000.00.00.G04-KQ3331Từ khóa', [['000.00.00.G04-KQ3331', 'Văn bản công bố']]],
    ['Giấy phépMã: Chưa xác địnhTừ khóa', [['', 'Giấy phép']]],
  ])('%s', (cell, expected) =>
    expect(parseResults(cell).results.map((r) => [r.code, r.name])).toEqual(expected),
  )
})

describe('isDemoDecision', () => {
  it.each([
    ['Demo/QĐ-BCA', true],
    ['QĐ/0001-BCA', true],
    ['QD/0001-BCA', true],
    ['163/QĐ-BTP', false],
    ['QĐ2338-BTP', false],
    ['SỐ 64/QĐ-NHNN', false],
  ])('%s: %s', (decision, expected) => expect(isDemoDecision(decision)).toBe(expected))
})

describe('rowProblem', () => {
  it.each([
    [null, /không phải một đối tượng/],
    [[], /không phải một đối tượng/],
    [{ ma_thu_tuc: 5 }, /"ma_thu_tuc" không phải là chuỗi/],
    [{ ma_thu_tuc: '1.1', ten_thu_tuc: 'A' }, /không đúng dạng/],
    [{ ma_thu_tuc: '1.000001', ten_thu_tuc: ' ' }, /không có tên/],
  ])('%j', (row, expected) => expect(rowProblem(row)).toMatch(expected))

  it('lets a good row pass', () =>
    expect(rowProblem({ ma_thu_tuc: '1.000001', ten_thu_tuc: 'Đăng ký' })).toBeNull())
})

describe('parseRow', () => {
  it('reads the plain fields: NFC, lists split, "không có thông tin" empty', () => {
    const procedure = parseRow({
      ma_thu_tuc: '1.001193',
      ten_thu_tuc: 'Đăng ký khai sinh'.normalize('NFD'),
      so_quyet_dinh: '163/QĐ-BTP',
      cap_thuc_hien: 'Cấp tỉnh, Cấp xã',
      doi_tuong_thuc_hien:
        'Công dân Việt Nam, Tổ chức (không bao gồm doanh nghiệp, HTX), Doanh nghiệp Việt Nam',
      co_quan_thuc_hien: 'Không có thông tin',
    })
    expect(procedure).toMatchObject({
      name: 'Đăng ký khai sinh',
      levels: ['province', 'commune'],
      targetGroups: [
        'Công dân Việt Nam',
        'Tổ chức (không bao gồm doanh nghiệp, HTX)',
        'Doanh nghiệp Việt Nam',
      ],
      executingAgency: '',
      demo: false,
      kept: {},
    })
  })

  it('never throws, whatever the fields hold', () =>
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.constantFrom(
            'ma_thu_tuc',
            'cach_thuc_thuc_hien',
            'thanh_phan_ho_so',
            'can_cu_phap_ly',
            'ket_qua_xu_ly',
            'doi_tuong_thuc_hien',
            'cap_thuc_hien',
          ),
          fc.oneof(fc.string({ unit: 'binary' }), fc.integer(), fc.constant(null)),
        ),
        (row) => {
          const procedure = parseRow(row)
          expect(JSON.parse(JSON.stringify(procedure))).toEqual(procedure)
        },
      ),
    ))
})
