import { longDay, shortMoment } from './words.ts'

/** A step of the internal process, as the control slip needs it. */
export type StepFacts = {
  name: string
  unitName: string
  openedAt: Date
  dueAt: Date | null
  completedAt: Date | null
  officer: string
  outcome: string
}

/** Papers sent between centres. */
export type ParcelFacts = { at: Date; from: string; state: 'sent' | 'received' | 'returned'; officer: string }

/**
 * The rows of a control slip: who gave the dossier to whom, when, whether the giver was in time, and with what
 * outcome. The first row is the reception; steps that were opened when another was completed received it from there.
 * @param steps in order of opening
 */
export function handOverRows(given: {
  reception: { unitName: string; officer: string; at: Date }
  steps: readonly StepFacts[]
  parcels: readonly ParcelFacts[]
  /** The desk to which the result comes back. */
  returnDesk: string
  handedOver: { at: Date; officer: string; receiver: string } | null
}): string[][] {
  const { reception, steps, parcels, returnDesk, handedOver } = given
  const rows: { at: Date; cells: string[] }[] = []
  // Who gave it at this moment cannot have got it from himself, nor can who had it before him.
  const receivers = (at: Date, after = -1): string => {
    const opened = steps.filter((step, i) => i > after && sameMoment(step.openedAt, at))
    return opened.map((step) => `${step.unitName} (${step.name})`).join('; ')
  }
  const add = (at: Date, from: string, to: string, mark: string, note: string) =>
    rows.push({ at, cells: [from, to, shortMoment(at), mark, note] })
  add(
    reception.at,
    byOfficer(reception.unitName, reception.officer),
    receivers(reception.at) || returnDesk,
    '',
    'Tiếp nhận hồ sơ',
  )
  for (const [i, step] of steps.entries()) {
    const { completedAt } = step
    if (!completedAt) continue
    const from = byOfficer(`${step.unitName} (${step.name})`, step.officer)
    add(
      completedAt,
      from,
      receivers(completedAt, i) || returnDesk,
      markOf(completedAt, step.dueAt),
      step.outcome,
    )
  }
  for (const { at, from, state, officer } of parcels) add(at, byOfficer(from, officer), '', '', PARCEL[state])
  if (handedOver) {
    add(handedOver.at, byOfficer(returnDesk, handedOver.officer), handedOver.receiver, '', 'Trả kết quả')
  }
  rows.sort((a, b) => a.at.getTime() - b.at.getTime())
  return rows.map(({ cells }, i) => [String(i + 1), ...cells])
}

/** On a day before: early; by the minute of the due time: on time (QĐ 766/QĐ-TTg counts the same way). */
function markOf(at: Date, dueAt: Date | null): string {
  if (!dueAt) return 'Không tính giờ'
  if (at > dueAt) return 'Quá hạn'
  return longDay(at) === longDay(dueAt) ? 'Đúng hạn' : 'Trước hạn'
}

const PARCEL = {
  sent: 'Gửi hồ sơ giấy',
  received: 'Nhận hồ sơ giấy',
  returned: 'Hồ sơ giấy trả lại',
} as const

const byOfficer = (place: string, officer: string): string => (officer ? `${place}: ${officer}` : place)

const sameMoment = (a: Date, b: Date): boolean => a.getTime() === b.getTime()
