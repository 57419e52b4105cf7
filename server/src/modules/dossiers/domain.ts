import { STATUS, STATUS_NAMES, type Status } from '@motcua/rules'
import { conflict } from '../../platform/errors.ts'

export { STATUS, STATUS_NAMES, type Status }

/** domain.md 3.2: nothing follows 3, 7, 8 and 10. */
const MOVES: Record<Status, readonly Status[]> = {
  1: [2, 3, 5, 7],
  2: [4, 5, 7, 8],
  3: [],
  4: [5, 6, 7, 8, 9],
  5: [2, 4, 7, 8],
  6: [4, 8],
  7: [],
  8: [],
  9: [10],
  10: [],
}

/** Whether the national table knows the move. Staying where one is is no move. */
export const canMove = (from: Status, to: Status): boolean => MOVES[from].includes(to)

/** @throws 409 `dossier.bad_transition` in the words of the statuses */
export function assertMove(from: Status, to: Status): void {
  if (canMove(from, to)) return
  throw badTransition(from, `nên không chuyển sang “${STATUS_NAMES[to].vi}” được`)
}

export const badTransition = (from: Status, rest: string) =>
  conflict('dossier.bad_transition', `Hồ sơ đang ở trạng thái “${STATUS_NAMES[from].vi}” ${rest}.`, {
    status: from,
  })

/** The facts about a dossier that rules look at. */
export type DossierFacts = {
  id: string
  status: Status
  procedureCode: string
  receivingUnitId: string
  competentUnitId: string
  returnUnitId: string
  submittedBy: string
  /** Blind index of the applicant's number. */
  applicantIndex: string
  acceptedAt: Date | null
  dueAt: Date | null
  submittedAt: Date
  processing: boolean
  processEnded: boolean
  resultAt: Date | null
  /** `none`, `unpaid`, `paid`. */
  paymentState: string
  /** Null when none was requested. */
  supplement: { requestedAt: Date; receivedAt: Date | null; beforeAcceptance: boolean } | null
}

/** Whether the applicant has answered a request made before acceptance: reception has to look at it again. */
export const isSupplementedAtIntake = (d: DossierFacts): boolean =>
  d.status === STATUS.supplement && d.supplement?.receivedAt != null && d.acceptedAt === null

/** An open step, as the queues need it. */
export type OpenStep = {
  /** Id of the step in its process. */
  step: string
  unitId: string
  roles: readonly string[]
  assigneeId: string | null
  waiting: boolean
}

export type QueueEntry = {
  queue: QueueKey
  unitId: string
  role: string
  /** The open step it stands for; null without one. */
  step: string | null
  assigneeId: string | null
  sortAt: Date
  dueAt: Date | null
}

export type QueueKey =
  | 'intake'
  | 'task'
  | 'waiting-citizen'
  | 'waiting-payment'
  | 'waiting-unit'
  | 'to-record'
  | 'to-hand-over'

/** Roles that work on a dossier in the agency that decides. */
export const HANDLERS = ['chuyenvien', 'truongphong', 'lanhdao', 'vanthu'] as const
const OFFICERS = ['tiepnhan', ...HANDLERS]

/**
 * The queues a dossier stands in, for whom. Lists and counts read exactly these.
 * @param steps its open steps
 */
export function queuesOf(d: DossierFacts, steps: readonly OpenStep[]): QueueEntry[] {
  const entry = (
    queue: QueueKey,
    unitId: string,
    role: string,
    sortAt: Date,
    open: OpenStep | null = null,
  ) => ({
    queue,
    unitId,
    role,
    step: open?.step ?? null,
    assigneeId: open?.assigneeId ?? null,
    sortAt,
    dueAt: d.dueAt,
  })
  const received = d.supplement?.receivedAt
  switch (d.status) {
    case STATUS.submitted:
      return [entry('intake', d.receivingUnitId, 'tiepnhan', d.submittedAt)]
    case STATUS.supplement:
      if (isSupplementedAtIntake(d)) return [entry('intake', d.receivingUnitId, 'tiepnhan', received!)]
      return unique([
        entry('waiting-citizen', d.receivingUnitId, 'tiepnhan', d.supplement!.requestedAt),
        entry('waiting-citizen', d.competentUnitId, 'chuyenvien', d.supplement!.requestedAt),
      ])
    case STATUS.accepted:
    case STATUS.processing:
    case STATUS.payment: {
      const sortAt = d.dueAt ?? d.acceptedAt ?? d.submittedAt
      const tasks = steps.flatMap((s) =>
        // A step that names no role is for everybody of the unit.
        (s.roles.length > 0 ? s.roles : OFFICERS).map((role) =>
          entry(s.waiting ? 'waiting-payment' : 'task', s.unitId, role, sortAt, s),
        ),
      )
      if (!d.processEnded && steps.length > 0) return tasks
      // Its process only waits: for another unit, a message or a time.
      if (!d.processEnded) {
        return HANDLERS.map((role) => entry('waiting-unit', d.competentUnitId, role, sortAt))
      }
      return HANDLERS.map((role) => entry('to-record', d.competentUnitId, role, sortAt))
    }
    case STATUS.finished:
      return [entry('to-hand-over', d.returnUnitId, 'tiepnhan', d.resultAt ?? d.submittedAt)]
    case STATUS.refused:
    case STATUS.withdrawn:
    case STATUS.stopped:
    case STATUS.handedOver:
      return []
  }
}

function unique(entries: QueueEntry[]): QueueEntry[] {
  const seen = new Set<string>()
  return entries.filter((e) => {
    const key = `${e.queue} ${e.unitId} ${e.role}`
    if (seen.has(key)) return false
    seen.add(key)
    return true
  })
}

/** Trích yếu: what a dossier is about, in a line. @param written as the desk wrote it; null: procedure and applicant */
export const abstractOf = (written: string | null, procedureName: string, applicantName: string): string =>
  written ?? `${procedureName} - ${applicantName}`

/** Early, on time or late against the first due date; null while nothing is owed (domain.md 1.4.6). */
export function punctuality(
  dueAt: Date | null,
  finishedAt: Date | null,
  now: Date,
): 'early' | 'on_time' | 'late' | 'in_time' | null {
  if (!dueAt) return null
  if (!finishedAt) return now > dueAt ? 'late' : 'in_time'
  if (finishedAt > dueAt) return 'late'
  return civilDay(finishedAt) < civilDay(dueAt) ? 'early' : 'on_time'
}

/** The day in Việt Nam (UTC+7), as YYYY-MM-DD. */
export const civilDay = (at: Date): string =>
  new Date(at.getTime() + 7 * 3_600_000).toISOString().slice(0, 10)

/**
 * Dossier code: agency identifier, day, sequence of the day with at least four digits (domain.md 1.5).
 * @param day YYYY-MM-DD in Việt Nam
 */
export const dossierCode = (agencyCode: string, day: string, sequence: number): string =>
  `${agencyCode}-${day.slice(2).replaceAll('-', '')}-${String(sequence).padStart(4, '0')}`

/** Number of a submission before it has a code. */
export const submissionNumber = (day: string, sequence: number): string =>
  `N${day.slice(2).replaceAll('-', '')}-${String(sequence).padStart(7, '0')}`
