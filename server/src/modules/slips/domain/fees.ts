import { formatDong, moneyInWords } from '@motcua/rules'
import { conflict } from '../../../platform/errors.ts'
import type { DrawnReceipt } from '../../fees/index.ts'
import type { DossierFacts } from './dossier-sheets.ts'
import { longMoment } from './words.ts'

type Fees = Pick<DossierFacts, 'fees'>
type Act = DossierFacts['acts'][number]

/** One receipt for one sum of money. @throws 409 `slip.receipt_by_hand` when it was written by hand */
export function refuseFeeReceipt(collection: Act): void {
  const byHand = collection.data['receiptNumber']
  if (typeof byHand !== 'string') return
  throw conflict(
    'slip.receipt_by_hand',
    `Khoản thu này đã có biên lai giấy số ${byHand}; không in thêm biên lai.`,
  )
}

/** What is known that a dossier costs, in đồng. */
export const knownTotal = (d: Fees): number => knownFees(d).reduce((sum, { amount }) => sum + amount, 0)

/** "135.000 đ (Một trăm ba mươi lăm nghìn đồng)"; '' when nothing is known. */
export const feeSentence = (d: Fees): string => (knownTotal(d) === 0 ? '' : inFull(knownTotal(d)))

/** The remark on fees when a dossier is stopped (form 05): whether they were paid; '' when it has none. */
export function stopFeeSentence(d: Pick<DossierFacts, 'fees' | 'acts'>): string {
  const collection = d.acts.findLast(({ kind }) => kind === 'feeCollected')
  if (collection) {
    return `đã nộp ${inFull(amountOf(collection))}; việc hoàn trả (nếu có) thực hiện theo quy định của pháp luật về phí, lệ phí`
  }
  return knownTotal(d) === 0 ? '' : `${feeSentence(d)}, chưa thu`
}

/**
 * Rows and facts of the fee receipt: what was taken, by whom, when and how, and which receipt it is. Money that was
 * taken before desks had books of receipts has none: these lines are left to be filled in by hand.
 */
export function feeParts(d: Fees, collection: Act): { rows: string[][]; facts: Record<string, string> } {
  const total = amountOf(collection)
  const receipt = collection.data['receipt'] as DrawnReceipt | undefined
  const lines = [...knownFees(d)]
  const added = total - knownTotal(d)
  // The desk may take more than was computed, for fees whose amount an officer sets.
  if (added > 0) {
    const open = d.fees.filter((fee) => fee.amount === null)
    const name = open.map((fee) => fee.name).join('; ') || 'Khoản thu khác'
    lines.push({ name, reason: open.map((fee) => fee.reason).join('; '), amount: added })
  }
  return {
    rows: lines.map(({ name, reason, amount }, i) => [
      String(i + 1),
      name,
      reason,
      formatDong(amount).replace(/ đ$/, ''),
    ]),
    facts: {
      receiptForm: receipt?.form ?? '',
      receiptSeries: receipt?.series ?? '',
      receiptNumber: receipt?.number ?? '',
      taxCode: receipt?.taxCode ?? '',
      amount: formatDong(total),
      amountInWords: moneyInWords(total),
      payment: METHODS[String(collection.data['method'])] ?? '',
      paidAt: longMoment(collection.at),
      officer: collection.actorName,
    },
  }
}

const amountOf = ({ data }: Act): number => (typeof data['amount'] === 'number' ? data['amount'] : 0)

const METHODS: Readonly<Record<string, string>> = {
  cash: 'Tiền mặt',
  transfer: 'Chuyển khoản',
  card: 'Thẻ ngân hàng',
}

const knownFees = ({ fees }: Fees) =>
  fees.flatMap((fee) => (fee.amount !== null && fee.amount > 0 ? [{ ...fee, amount: fee.amount }] : []))

const inFull = (amount: number): string => `${formatDong(amount)} (${moneyInWords(amount)})`
