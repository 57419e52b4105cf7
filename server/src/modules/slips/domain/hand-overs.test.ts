import { describe, expect, it } from 'vitest'
import { handOverRows, type StepFacts } from './hand-overs.ts'

const at = (time: string) => new Date(`2026-01-${time}:00+07:00`)

const step = (
  name: string,
  opened: string,
  completed: string | null,
  due: string | null = null,
): StepFacts => ({
  name,
  unitName: 'UBND xã',
  openedAt: at(opened),
  dueAt: due === null ? null : at(due),
  completedAt: completed === null ? null : at(completed),
  officer: completed === null ? '' : 'An',
  outcome: completed === null ? '' : 'Đạt',
})

const rows = (steps: StepFacts[], rest: Partial<Parameters<typeof handOverRows>[0]> = {}) =>
  handOverRows({
    reception: { unitName: 'Một cửa', officer: 'Bình', at: at('05T08:30') },
    steps,
    parcels: [],
    returnDesk: 'Một cửa',
    handedOver: null,
    ...rest,
  })

describe('handOverRows', () => {
  it('follows the dossier from hand to hand, two steps at once included', () => {
    const steps = [
      step('Thẩm định', '05T08:30', '06T10:00', '06T17:00'),
      step('Ký', '06T10:00', '07T17:00', '07T09:00'),
      step('Lấy ý kiến', '06T10:00', null),
    ]
    const handedOver = { at: at('08T09:00'), officer: 'Bình', receiver: 'Hoà' }
    const parcel = { at: at('06T09:00'), from: 'Một cửa', state: 'sent', officer: 'Bình' } as const
    expect(rows(steps, { handedOver, parcels: [parcel] })).toEqual([
      ['1', 'Một cửa: Bình', 'UBND xã (Thẩm định)', '08:30 05/01/2026', '', 'Tiếp nhận hồ sơ'],
      ['2', 'Một cửa: Bình', '', '09:00 06/01/2026', '', 'Gửi hồ sơ giấy'],
      [
        '3',
        'UBND xã (Thẩm định): An',
        'UBND xã (Ký); UBND xã (Lấy ý kiến)',
        '10:00 06/01/2026',
        'Đúng hạn',
        'Đạt',
      ],
      ['4', 'UBND xã (Ký): An', 'Một cửa', '17:00 07/01/2026', 'Quá hạn', 'Đạt'],
      ['5', 'Một cửa: Bình', 'Hoà', '09:00 08/01/2026', '', 'Trả kết quả'],
    ])
  })

  it.each([
    ['the day before', '06T17:00', '07T08:00', 'Trước hạn'],
    ['the same day', '07T08:00', '07T09:00', 'Đúng hạn'],
    ['at the minute', '07T09:00', '07T09:00', 'Đúng hạn'],
    ['a minute after', '07T09:01', '07T09:00', 'Quá hạn'],
    ['a step without hours', '07T09:01', null, 'Không tính giờ'],
  ])('%s is marked', (_, completed, due, mark) => {
    expect(rows([step('Ký', '05T08:30', completed, due)])[1]![4]).toBe(mark)
  })

  it('gives a dossier without steps to the desk', () => {
    expect(rows([]).map((row) => row[2])).toEqual(['Một cửa'])
  })
})
