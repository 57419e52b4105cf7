import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseChannels, statedLimits } from './channels.ts'

const HEADER = 'Hình thức nộpThời gianPhí, lệ phíMô tả'
const only = (cell: string) => parseChannels(HEADER + cell).channels

describe('parseChannels', () => {
  it('reads three ways of filing glued together', () => {
    const cell =
      'Trực tuyến5 Ngày làm việcMiễn phíDịch vụ bưu chính5 Ngày làm việcMiễn phíTrực tiếp5 Ngày làm việcMiễn phí'
    const limit = { value: 5, unit: 'workingDays' }
    const fees = [{ amount: 0, text: 'Miễn phí' }]
    const rest = { limit, limitText: '5 Ngày làm việc', statedLimits: [], fees, note: '' }
    expect(only(cell)).toEqual([
      { channel: 'online', ...rest },
      { channel: 'post', ...rest },
      { channel: 'desk', ...rest },
    ])
  })

  it.each([
    ['calendar days', 'Trực tiếp30 NgàyMiễn phí', { value: 30, unit: 'days' }],
    ['months', 'Trực tiếp6 Tháng100 USD(100 USD/thẻ.)', { value: 6, unit: 'months' }],
    ['hours that do not say whether working', 'Trực tiếp8 GiờMiễn phí', { value: 8, unit: 'hours' }],
    ['half a day', 'Trực tuyến0,5 Ngày làm việcMiễn phí', { value: 0.5, unit: 'workingDays' }],
    ['no unit', 'Trực tuyến1Miễn phí', null],
    ['no information', 'Trực tiếpKhông có thông tinKhông có thông tin', null],
    ['a sentence', 'Trực tuyếnKhông quy địnhMiễn phí', null],
  ])('reads a limit: %s', (_, cell, limit) => expect(only(cell)[0]?.limit).toEqual(limit))

  it.each<[string, string, number | null]>([
    ['đồng in words', 'Trực tiếp3 Ngày2,000,000 Việt Nam Đồng', 2_000_000],
    ['VNĐ', 'Trực tiếp14 Ngày300,000 VNĐ(Phí thẩm định)', 300_000],
    ['a limit without unit glued to it', 'Trực tuyến140,000 Việt Nam Đồng(- Xe ô tô)', 40_000],
    ['lost thousands that the words confirm', 'Trực tiếp5 Ngày làm việc135 VNĐ(135.000 đồng/lần.)', 135_000],
    ['lost thousands that nothing confirms', 'Trực tiếp7 Ngày làm việc50 VNĐ((mức 25.000 đồng))', null],
    ['another currency', 'Trực tiếp5 Ngày làm việc10 USD(10 USD/lần)', null],
    ['free', 'Trực tiếp5 NgàyMiễn phí', 0],
    ['free, said twice', 'Trực tiếp5 NgàyMiễn phí(Không có)', 0],
    ['"free" with another amount in words', 'Trực tuyến12 NgàyMiễn phí(Một loại hình: 8.000.000/lần)', null],
    ['"free" that the province decides', 'Trực tiếp2 NgàyMiễn phí(Mức lệ phí do HĐND quyết định.)', null],
  ])('reads a fee: %s', (_, cell, amount) => expect(only(cell)[0]?.fees[0]?.amount).toBe(amount))

  it('keeps what it cannot read', () => {
    const { kept } = parseChannels(`${HEADER}Trực tuyến1100 VNĐ(Phí công bố)`)
    expect(kept).toEqual({ channels: [], limits: ['1'], fees: ['100 VNĐ (Phí công bố)'] })
    expect(parseChannels('Nộp tại Bộ phận Một cửa').kept.channels).toEqual(['Nộp tại Bộ phận Một cửa'])
  })

  it('does not take a channel named inside a remark for a row', () => {
    const cell =
      'Trực tiếp5 Ngày làm việcMiễn phí+ Trực tiếp: nộp tại Công an xã. + Trực tuyến: qua Cổng. 05 ngày.Trực tuyến5 Ngày làm việcMiễn phí'
    const rows = only(cell)
    expect(rows.map((r) => r.channel)).toEqual(['desk', 'online'])
    expect(rows[0]?.note).toMatch(/^\+ Trực tiếp: .* 05 ngày\.$/)
  })

  it('reads the limit in the remark when the cell has none', () => {
    const [row] = only('Trực tuyếnKhông có thông tinMiễn phí05 ngày làm việc kể từ ngày nhận hồ sơ')
    expect(row?.statedLimits).toEqual([
      { value: 5, unit: 'workingDays', text: '05 ngày làm việc kể từ ngày nhận hồ sơ' },
    ])
  })

  it('never throws', () =>
    fc.assert(
      fc.property(glued, (cell) => {
        const { channels } = parseChannels(cell)
        for (const { limit } of channels) expect(limit === null || limit.value > 0).toBe(true)
      }),
    ))
})

describe('statedLimits', () => {
  it.each([
    ['ngày 30 tháng 6 năm 2025', []],
    ['Thông tư số 47/2024/TT-BTC ngày 10 tháng 7', []],
    ['từ đủ 14 tuổi', []],
    ['06 ngày làm việc và 30 ngày', [6, 30]],
    ['cấp mới 28 ngày làm việc; cấp lại 02 ngày làm việc', [28, 2]],
    ['trong 8 giờ làm việc', [8]],
    ['chậm nhất 03 tháng', [3]],
  ])('%s', (text, values) => expect(statedLimits(text).map((l) => l.value)).toEqual(values))
})

const glued = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        HEADER,
        'Trực tuyến',
        'Trực tiếp',
        'Dịch vụ bưu chính',
        '5 Ngày làm việc',
        '1',
        'Miễn phí',
        'Không có thông tin',
        '50,000 VNĐ',
        '(',
        ')',
      ),
      fc.string({ unit: 'binary', maxLength: 20 }),
    ),
    { maxLength: 30 },
  )
  .map((parts) => parts.join(''))
