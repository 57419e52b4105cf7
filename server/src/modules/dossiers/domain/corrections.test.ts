import { describe, expect, it } from 'vitest'
import type { Actor } from '../../../platform/actor.ts'
import type { AppError } from '../../../platform/errors.ts'
import type { DossierFacts, Status } from '../domain.ts'
import { authorise, correctsAsHead } from '../policy.ts'
import { type Correctable, checkCorrection, DESK_MINUTES, masked } from './corrections.ts'

const ACCEPTED = new Date('2026-01-05T08:00:00+07:00')
const days = (n: number) => new Date(ACCEPTED.getTime() + n * 86_400_000)

const officer = (role: string, unitId: string): Actor => ({
  kind: 'officer',
  id: 'o',
  name: 'Cán bộ',
  roles: [{ role, unitId, via: 'appointment' }],
})
const WHO = {
  desk: officer('tiepnhan', 'R'),
  head: officer('truongphong', 'C'),
  leader: officer('lanhdao', 'C'),
  specialist: officer('chuyenvien', 'C'),
  otherDesk: officer('tiepnhan', 'X'),
}

type State = Partial<DossierFacts> & { channel?: 'online' | 'desk' }
const STATES = {
  submitted: { status: 1, acceptedAt: null },
  accepted: { status: 2 },
  processing: { status: 4, processing: true },
  asked: { status: 5, supplement: { requestedAt: ACCEPTED, receivedAt: null, beforeAcceptance: false } },
  askedBefore: { status: 5, acceptedAt: null },
  paying: { status: 6, processing: true },
  withResult: { status: 4, processing: true, resultAt: ACCEPTED },
  finished: { status: 9, processing: true, resultAt: ACCEPTED },
  withdrawn: { status: 7 },
  online: { status: 2, channel: 'online', submittedAt: days(-2) },
} as const satisfies Record<string, State>

/** The code of the refusal, or "yes". */
function may(
  who: keyof typeof WHO,
  state: keyof typeof STATES,
  field: Correctable,
  more: { worked?: number; receivedAt?: Date } = {},
): string {
  const d = {
    ...{ id: 'd', procedureCode: 'p', receivingUnitId: 'R', competentUnitId: 'C', returnUnitId: 'R' },
    ...{
      submittedBy: 'an',
      applicantIndex: '1',
      submittedAt: ACCEPTED,
      acceptedAt: ACCEPTED,
      dueAt: null,
    },
    ...{ processing: false, processEnded: false, resultAt: null, supplement: null, channel: 'desk' as const },
    ...STATES[state],
  } as DossierFacts & { status: Status; channel: 'online' | 'desk' }
  try {
    authorise(WHO[who], 'corrections', d, { units: ['R', 'C', 'X'], steps: [] })
    checkCorrection(d, {
      fields: [field],
      by: correctsAsHead(WHO[who], d) ? 'head' : 'desk',
      workedSince: more.worked ?? 0,
      receivedAt: more.receivedAt ?? null,
      now: days(1),
    })
    return 'yes'
  } catch (error) {
    return (error as AppError).code
  }
}

describe('what may be corrected, by whom, when', () => {
  it.each<[keyof typeof WHO, keyof typeof STATES, Correctable, string]>([
    ['desk', 'submitted', 'abstract', 'yes'],
    ['desk', 'submitted', 'procedure', 'yes'],
    ['desk', 'accepted', 'procedure', 'yes'],
    ['desk', 'accepted', 'applicant', 'yes'],
    ['desk', 'askedBefore', 'procedure', 'yes'],
    ['desk', 'asked', 'abstract', 'yes'],
    ['desk', 'asked', 'procedure', 'correction.waiting'],
    ['desk', 'processing', 'abstract', 'dossier.bad_transition'],
    ['head', 'submitted', 'abstract', 'dossier.bad_transition'],
    ['head', 'accepted', 'procedure', 'yes'],
    ['head', 'processing', 'procedure', 'yes'],
    ['leader', 'processing', 'competentUnit', 'yes'],
    ['leader', 'paying', 'applicant', 'yes'],
    ['leader', 'paying', 'caseKey', 'correction.waiting'],
    ['leader', 'withResult', 'abstract', 'dossier.bad_transition'],
    ['leader', 'finished', 'abstract', 'dossier.bad_transition'],
    ['leader', 'withdrawn', 'abstract', 'dossier.bad_transition'],
    ['specialist', 'processing', 'abstract', 'forbidden'],
    ['otherDesk', 'accepted', 'abstract', 'forbidden'],
  ])('%s, %s: %s is %s', (who, state, field, expected) => expect(may(who, state, field)).toBe(expected))

  it.each([
    ['desk', DESK_MINUTES, 'yes'],
    ['desk', DESK_MINUTES + 1, 'correction.too_late'],
    ['head', DESK_MINUTES + 1, 'yes'],
  ] as const)('%s after %i working minutes: %s', (who, worked, expected) =>
    expect(may(who, 'accepted', 'abstract', { worked })).toBe(expected),
  )

  it.each([
    ['accepted', 'a minute before', new Date(ACCEPTED.getTime() - 60_000), 'yes'],
    ['accepted', 'thirty days before', days(-30), 'yes'],
    ['accepted', 'longer ago', days(-30.01), 'correction.before_submission'],
    ['accepted', 'after the acceptance', days(0.5), 'correction.after_acceptance'],
    ['accepted', 'in the future', days(2), 'correction.future'],
    ['online', 'after it was sent', days(-1), 'yes'],
    ['online', 'before it was sent', days(-3), 'correction.before_submission'],
    ['submitted', 'not accepted', days(-1), 'correction.not_accepted'],
    ['paying', 'while it waits', days(-1), 'correction.waiting'],
  ] as const)('received, %s, %s', (state, _, receivedAt, expected) =>
    expect(may(state === 'paying' ? 'head' : 'desk', state, 'receivedAt', { receivedAt })).toBe(expected),
  )

  it('numbers are masked', () =>
    expect(['066190000001', 'ab', null].map(masked)).toEqual(['*********001', '***', null]))
})
