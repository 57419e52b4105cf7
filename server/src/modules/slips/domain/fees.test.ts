import { describe, expect, it } from 'vitest'
import { sampleDossier } from '../testing/sample-dossier.ts'
import { feeParts, feeSentence, refuseFeeReceipt, stopFeeSentence } from './fees.ts'

const at = new Date('2026-01-05T09:05:00+07:00')
const collected = (amount: number, method = 'cash') => ({
  kind: 'feeCollected',
  at,
  actorName: 'H Linh Mlô',
  actorKind: 'officer',
  reason: null,
  data: { amount, method, receiptNumber: null },
})
const withFees = (fees: { name: string; amount: number | null; reason: string }[], ...paid: number[]) =>
  sampleDossier({ fees, acts: paid.map((amount) => collected(amount)) })
const KNOWN = { name: 'Lệ phí', amount: 75_000, reason: 'Mức thu' }
const OPEN = { name: 'Phí thẩm định', amount: null, reason: 'Theo hồ sơ' }

describe('feeParts', () => {
  it('says what was taken, by whom, when and how, with the part that was open, and which receipt it is', () => {
    const receipt = { form: '01BLP2-001', series: 'AA-26T', number: '0000012', taxCode: '6099000014' }
    const act = collected(135_000)
    const { rows, facts } = feeParts(withFees([KNOWN, OPEN]), { ...act, data: { ...act.data, receipt } })
    expect(rows).toEqual([
      ['1', 'Lệ phí', 'Mức thu', '75.000'],
      ['2', 'Phí thẩm định', 'Theo hồ sơ', '60.000'],
    ])
    expect(facts).toEqual({
      receiptForm: '01BLP2-001',
      receiptSeries: 'AA-26T',
      receiptNumber: '0000012',
      taxCode: '6099000014',
      amount: '135.000 đ',
      amountInWords: 'Một trăm ba mươi lăm nghìn đồng',
      payment: 'Tiền mặt',
      paidAt: '09 giờ 05 phút, ngày 05 tháng 01 năm 2026',
      officer: 'H Linh Mlô',
    })
  })

  it('leaves the receipt to be filled in by hand for money taken before there were books', () => {
    const { facts } = feeParts(withFees([KNOWN]), collected(75_000))
    expect(facts).toMatchObject({ receiptForm: '', receiptSeries: '', receiptNumber: '', taxCode: '' })
  })
})

describe('refuseFeeReceipt', () => {
  it('refuses a second receipt beside the one written by hand', () => {
    const act = collected(75_000)
    expect(() => refuseFeeReceipt(act)).not.toThrow()
    expect(() =>
      refuseFeeReceipt({ ...act, data: { ...act.data, receiptNumber: 'AB-25P 0000345' } }),
    ).toThrow('Khoản thu này đã có biên lai giấy số AB-25P 0000345; không in thêm biên lai.')
  })
})

describe('sentences about fees', () => {
  it.each([
    ['no fee', withFees([]), '', ''],
    ['an open fee', withFees([OPEN]), '', ''],
    [
      'a known fee',
      withFees([KNOWN]),
      '75.000 đ (Bảy mươi lăm nghìn đồng)',
      '75.000 đ (Bảy mươi lăm nghìn đồng), chưa thu',
    ],
    [
      'an open fee that was paid',
      withFees([OPEN], 21_000),
      '',
      'đã nộp 21.000 đ (Hai mươi mốt nghìn đồng); việc hoàn trả (nếu có) thực hiện theo quy định của pháp luật về phí, lệ phí',
    ],
  ])('%s', (_, d, inSum, atStop) => {
    expect([feeSentence(d), stopFeeSentence(d)]).toEqual([inSum, atStop])
  })
})
