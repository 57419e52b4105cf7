import { formatDong, moneyInWords } from '@motcua/rules'
import type { DossierFacts } from './dossier-sheets.ts'
import { longMoment } from './words.ts'

type Fees = Pick<DossierFacts, 'fees' | 'acts'>

/** Whether there is something to give a receipt of: an amount that is known, or money that was taken. */
export const hasFeeReceipt = (d: Fees): boolean => knownTotal(d) > 0 || collectionOf(d) !== null

/** What is known that a dossier costs, in đồng. */
export const knownTotal = (d: Fees): number => knownFees(d).reduce((sum, { amount }) => sum + amount, 0)

/** "135.000 đ (Một trăm ba mươi lăm nghìn đồng)"; '' when nothing is known. */
export const feeSentence = (d: Fees): string => (knownTotal(d) === 0 ? '' : inFull(knownTotal(d)))

/** The remark on fees when a dossier is stopped (form 05): whether they were paid; '' when it has none. */
export function stopFeeSentence(d: Fees): string {
  const paid = collectionOf(d)
  if (paid) {
    return `đã nộp ${inFull(paid.amount)}; việc hoàn trả (nếu có) thực hiện theo quy định của pháp luật về phí, lệ phí`
  }
  return knownTotal(d) === 0 ? '' : `${feeSentence(d)}, chưa thu`
}

/**
 * Rows and facts of the fee receipt: what was taken, by whom, when and how; before that, what is to be taken, with
 * lines to be filled in by hand.
 */
export function feeParts(d: Fees): { rows: string[][]; facts: Record<string, string> } {
  const paid = collectionOf(d)
  const total = paid?.amount ?? knownTotal(d)
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
      amount: formatDong(total),
      amountInWords: moneyInWords(total),
      payment: paid?.method ?? '',
      paidAt: paid ? longMoment(paid.at) : '',
      ...(paid && { officer: paid.officer }),
    },
  }
}

/** The money that the desk took; null when it has taken none. */
function collectionOf({ acts }: Pick<Fees, 'acts'>) {
  const act = acts.findLast(({ kind }) => kind === 'feeCollected')
  const amount = act?.data['amount']
  if (!act || typeof amount !== 'number') return null
  const method = METHODS[String(act.data['method'])] ?? ''
  return { amount, method, at: act.at, officer: act.actorName }
}

const METHODS: Readonly<Record<string, string>> = {
  cash: 'Tiền mặt',
  transfer: 'Chuyển khoản',
  card: 'Thẻ ngân hàng',
}

const knownFees = ({ fees }: Pick<Fees, 'fees'>) =>
  fees.flatMap((fee) => (fee.amount !== null && fee.amount > 0 ? [{ ...fee, amount: fee.amount }] : []))

const inFull = (amount: number): string => `${formatDong(amount)} (${moneyInWords(amount)})`
