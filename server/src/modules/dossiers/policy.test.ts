import { describe, expect, it } from 'vitest'
import type { Actor } from '../../platform/actor.ts'
import type { DossierFacts, Status } from './domain.ts'
import { actsFor, authorise, decideAct, maySee } from './policy.ts'

const officer = (...grants: [role: string, unitId: string, procedures?: string[]][]): Actor => ({
  kind: 'officer',
  id: 'o',
  name: 'Cán bộ',
  roles: grants.map(([role, unitId, procedures]) => ({
    role,
    unitId,
    via: 'appointment',
    procedures: procedures ?? null,
  })),
})
const atStep = (unitId: string, step: string): Actor => ({
  ...officer(),
  roles: [{ role: 'chuyenvien', unitId, via: 'appointment', steps: [step] }],
})
const citizen = (id: string, idNumberIndex: string | null = null): Actor => ({
  kind: 'citizen',
  id,
  name: 'Dân',
  idNumberIndex,
  roles: [],
})

const dossier = (part: Partial<DossierFacts> = {}): DossierFacts => ({
  id: 'd',
  status: 1,
  procedureCode: '1.001193',
  receivingUnitId: 'R',
  competentUnitId: 'C',
  returnUnitId: 'R',
  submittedBy: 'an',
  applicantIndex: '066090000001',
  submittedAt: new Date(),
  acceptedAt: null,
  dueAt: null,
  processing: false,
  processEnded: false,
  resultAt: null,
  paymentState: 'none',
  supplement: null,
  ...part,
})
const PLACES = { units: ['R', 'C'], steps: ['C/thamDinh'] }

describe('who sees a dossier', () => {
  it.each([
    ['who filed it', citizen('an'), true],
    ['whom it is about', citizen('binh', '066090000001'), true],
    ['another citizen', citizen('binh', '066090000002'), false],
    ['a citizen without a number', citizen('binh'), false],
    ['an officer of the receiving unit', officer(['tiepnhan', 'R']), true],
    ['an officer of the deciding unit', officer(['vanthu', 'C']), true],
    ['an officer of another unit', officer(['tiepnhan', 'X']), false],
    ['an administrator of the deciding unit', officer(['quantri', 'C']), false],
    ['an officer who is the applicant', { ...officer(), idNumberIndex: '066090000001' }, true],
    ['an officer who filed it at the desk', { ...officer(), id: 'an' }, false],
    ['an officer limited to the step where it stands', atStep('C', 'thamDinh'), true],
    ['an officer limited to another step', atStep('C', 'ky'), false],
    ['an officer limited to that step elsewhere', atStep('R', 'thamDinh'), false],
    ['an officer lent the role for other procedures', officer(['tiepnhan', 'R', ['2.000815']]), false],
    ['an officer lent the role for this procedure', officer(['tiepnhan', 'R', ['1.001193']]), true],
  ])('%s: %s', (_, actor, expected) => expect(maySee(actor, dossier(), PLACES)).toBe(expected))
})

describe('what may be done', () => {
  const reception = officer(['tiepnhan', 'R'])
  const specialist = officer(['chuyenvien', 'C'])
  const leader = officer(['lanhdao', 'C'])
  const due = { acceptedAt: new Date(), dueAt: new Date() }
  const asked = { requestedAt: new Date(), receivedAt: null, beforeAcceptance: true }
  it.each<[string, Actor, Partial<DossierFacts>, string[]]>([
    [
      'reception with a new one',
      reception,
      { status: 1 },
      ['acceptance', 'refusal', 'supplement-requests', 'withdrawal', 'corrections'],
    ],
    ['the applicant with a new one', citizen('an'), { status: 1 }, ['withdrawal']],
    [
      'the applicant asked to supplement',
      citizen('an'),
      { status: 5, supplement: asked },
      ['supplements', 'withdrawal'],
    ],
    [
      'reception after the supplement',
      reception,
      { status: 5, supplement: { ...asked, receivedAt: new Date() } },
      ['acceptance', 'withdrawal', 'stop', 'corrections'],
    ],
    ['a specialist at work', specialist, { status: 4, ...due }, ['supplement-requests', 'results']],
    [
      'a leader at work',
      leader,
      { status: 4, ...due },
      ['supplement-requests', 'stop', 'apologies', 'results', 'corrections'],
    ],
    [
      'a leader after the result',
      leader,
      { status: 4, ...due, resultAt: new Date() },
      ['supplement-requests', 'apologies'],
    ],
    ['reception with a result', reception, { status: 9, ...due }, ['transfers', 'handover']],
    [
      'a leader of some steps',
      { ...leader, roles: [{ ...leader.roles[0]!, steps: ['ky'] }] },
      { status: 4, ...due },
      [],
    ],
    ['anybody at the end', reception, { status: 10, ...due }, []],
  ])('%s', (_, actor, part, expected) => expect(actsFor(actor, dossier(part))).toEqual(expected))
})

describe('refusals', () => {
  const refusal = (actor: Actor, status: Status) => {
    try {
      authorise(actor, 'acceptance', dossier({ status }), PLACES)
      return 'passes'
    } catch (error) {
      return (error as { status: number }).status
    }
  }
  it.each<[string, Actor, Status, unknown]>([
    ['invisible before forbidden', officer(['tiepnhan', 'X']), 1, 404],
    ['forbidden before wrong state', officer(['vanthu', 'C']), 10, 403],
    ['wrong state last', officer(['tiepnhan', 'R']), 4, 409],
    ['allowed', officer(['tiepnhan', 'R']), 1, 'passes'],
  ])('%s', (_, actor, status, expected) => expect(refusal(actor, status)).toBe(expected))
})

describe('the path of an act', () => {
  const own = { idNumberIndex: '066090000001' }
  const lent: Actor = {
    ...officer(),
    roles: [{ role: 'lanhdao', unitId: 'C', via: 'delegation', fromAccountId: 'g', procedures: null }],
  }
  it.each<[string, Actor, string]>([
    ['an officer', officer(['tiepnhan', 'R']), 'tiepnhan@receivingUnitId=R'],
    ['who was lent the role', lent, 'lanhdao@competentUnitId=C by g'],
    ['the applicant', citizen('an'), 'no-grant'],
    ['an officer in his own affair', { ...officer(['lanhdao', 'C']), ...own }, 'own-interest'],
  ])('%s', (_, actor, reason) =>
    expect(decideAct(actor, 'supplement-requests', dossier()).reason).toBe(reason),
  )

  it('knows an officer who filed his own dossier at his own desk', () => {
    const clerk = { ...officer(['tiepnhan', 'R']), id: 'an', ...own }
    expect(decideAct(clerk, 'acceptance', dossier()).reason).toBe('own-interest')
  })

  it('gives an officer in his own affair the rights of the applicant', () => {
    const actor = { ...officer(['tiepnhan', 'R'], ['lanhdao', 'C']), ...own }
    expect(actsFor(actor, dossier())).toEqual(['withdrawal'])
    expect(() => authorise(actor, 'acceptance', dossier(), PLACES)).toThrow('Hồ sơ này là của chính bạn')
  })
})
