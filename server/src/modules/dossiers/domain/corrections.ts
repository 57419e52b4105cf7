import { conflict, unprocessable } from '../../../platform/errors.ts'
import { civilDay, type DossierFacts, STATUS } from '../domain.ts'

/** What a correction may touch. */
export const CORRECTABLE = [
  'abstract',
  'applicant',
  'receivedAt',
  'caseKey',
  'procedure',
  'competentUnit',
] as const
export type Correctable = (typeof CORRECTABLE)[number]

/** Working minutes after the acceptance in which the desk puts its own mistakes right; after that the heads do. */
export const DESK_MINUTES = 480

/** NĐ 118/2025 art. 11: the desk enters what it takes in. The bound is ours: found later, it is no slip of the desk. */
export const MOST_DAYS_LATE = 30

/** These move the clock, or begin the process anew. */
const MOVING: readonly Correctable[] = ['receivedAt', 'caseKey', 'procedure', 'competentUnit']

export type CorrectionFacts = Pick<DossierFacts, 'status' | 'acceptedAt' | 'submittedAt'> & {
  channel: 'online' | 'desk' | 'post'
}

/**
 * Lets a correction pass whose actor and state are right, or says why it may not be done.
 * @param wish `by`: the desk, or a head of the competent unit; `workedSince`: working minutes since the acceptance
 * @throws 409 `correction.waiting`; 422 `correction.too_late`, `correction.not_accepted`, `correction.future`,
 *   `correction.after_acceptance`, `correction.before_submission`
 */
export function checkCorrection(
  d: CorrectionFacts,
  wish: {
    fields: readonly Correctable[]
    by: 'desk' | 'head'
    workedSince: number
    receivedAt: Date | null
    now: Date
  },
): void {
  if (wish.by === 'desk' && d.acceptedAt && wish.workedSince > DESK_MINUTES) {
    throw unprocessable(
      'correction.too_late',
      'Đã quá 8 giờ làm việc kể từ khi tiếp nhận; hãy nhờ trưởng phòng hoặc lãnh đạo cơ quan giải quyết sửa.',
    )
  }
  const waits = d.status === STATUS.payment || (d.status === STATUS.supplement && d.acceptedAt !== null)
  if (waits && wish.fields.some((field) => MOVING.includes(field))) {
    throw conflict(
      'correction.waiting',
      'Hồ sơ đang chờ người nộp nên chỉ sửa được trích yếu và thông tin chủ hồ sơ; hãy sửa phần còn lại khi người nộp đã thực hiện xong.',
    )
  }
  if (wish.receivedAt) checkReceivedAt(d, wish.receivedAt, wish.now)
}

function checkReceivedAt(d: CorrectionFacts, receivedAt: Date, now: Date): void {
  const wrong = (code: string, message: string) =>
    unprocessable(code, message, [{ pointer: '/receivedAt', code: 'invalid', message }])
  if (!d.acceptedAt) {
    throw wrong(
      'correction.not_accepted',
      'Hồ sơ chưa được tiếp nhận nên chưa có thời điểm tiếp nhận để sửa.',
    )
  }
  if (receivedAt > now) {
    throw wrong('correction.future', 'Thời điểm tiếp nhận không được ở tương lai.')
  }
  if (receivedAt > d.acceptedAt) {
    throw wrong(
      'correction.after_acceptance',
      'Thời điểm tiếp nhận không được sau lúc hồ sơ được tiếp nhận trên hệ thống.',
    )
  }
  const earliest =
    d.channel === 'online' ? d.submittedAt : new Date(d.acceptedAt.getTime() - MOST_DAYS_LATE * 86_400_000)
  if (receivedAt < earliest) {
    throw wrong(
      'correction.before_submission',
      d.channel === 'online'
        ? 'Thời điểm tiếp nhận không được trước lúc người nộp gửi hồ sơ trực tuyến.'
        : `Hồ sơ giấy chỉ được ghi nhận muộn nhất ${MOST_DAYS_LATE} ngày; thời điểm tiếp nhận không được trước ngày ${sayDay(earliest)}.`,
    )
  }
}

const sayDay = (at: Date): string => civilDay(at).split('-').reverse().join('/')

/** The last characters of a number, enough to know it again: "066190000001" is "*********001". */
export const masked = (text: string | null): string | null =>
  text === null ? null : '*'.repeat(Math.max(text.length - 3, 3)) + text.slice(Math.max(text.length - 3, 3))
