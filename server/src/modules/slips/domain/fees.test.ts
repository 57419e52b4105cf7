import { describe, expect, it } from 'vitest'
import { sampleDossier } from '../testing/sample-dossier.ts'
import { feeParts, feeSentence, hasFeeReceipt, stopFeeSentence } from './fees.ts'

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
  it('leaves how and when to be filled in while nothing was taken', () => {
    const { rows, facts } = feeParts(withFees([KNOWN, OPEN]))
    expect(rows).toEqual([['1', 'Lệ phí', 'Mức thu', '75.000']])
    expect(facts).toEqual({
      amount: '75.000 đ',
      amountInWords: 'Bảy mươi lăm nghìn đồng',
      payment: '',
      paidAt: '',
    })
  })

  it('says what was taken, by whom, when and how, with the part that was open', () => {
    const { rows, facts } = feeParts(withFees([KNOWN, OPEN], 135_000))
    expect(rows).toEqual([
      ['1', 'Lệ phí', 'Mức thu', '75.000'],
      ['2', 'Phí thẩm định', 'Theo hồ sơ', '60.000'],
    ])
    expect(facts).toEqual({
      amount: '135.000 đ',
      amountInWords: 'Một trăm ba mươi lăm nghìn đồng',
      payment: 'Tiền mặt',
      paidAt: '09 giờ 05 phút, ngày 05 tháng 01 năm 2026',
      officer: 'H Linh Mlô',
    })
  })

  it.each([
    ['no fee', withFees([]), false, '', ''],
    ['an open fee', withFees([OPEN]), false, '', ''],
    [
      'a known fee',
      withFees([KNOWN]),
      true,
      '75.000 đ (Bảy mươi lăm nghìn đồng)',
      '75.000 đ (Bảy mươi lăm nghìn đồng), chưa thu',
    ],
    [
      'an open fee that was paid',
      withFees([OPEN], 21_000),
      true,
      '',
      'đã nộp 21.000 đ (Hai mươi mốt nghìn đồng); việc hoàn trả (nếu có) thực hiện theo quy định của pháp luật về phí, lệ phí',
    ],
  ])('%s', (_, d, has, inSum, atStop) => {
    expect([hasFeeReceipt(d), feeSentence(d), stopFeeSentence(d)]).toEqual([has, inSum, atStop])
  })
})
