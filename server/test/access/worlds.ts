import fc from 'fast-check'
import type { DossierFacts, Status } from '../../src/modules/dossiers/domain.ts'
import { type Appointment, type Delegation, ROLES } from '../../src/modules/organisations/index.ts'
import type { Task } from '../../src/modules/process/index.ts'

/** Units of the worlds, each with those above it, nearest first. */
export const ABOVE = {
  tinh: [],
  xa: ['tinh'],
  phuong: ['tinh'],
  thon: ['xa', 'tinh'],
  to: ['thon', 'xa', 'tinh'],
} as const
export type UnitKey = keyof typeof ABOVE
export const UNITS = Object.keys(ABOVE) as UnitKey[]

export const NOW = new Date('2026-01-06T08:00:00+07:00')
const id = (n: number) => `01890000-0000-7000-8000-0000000000${String(n).padStart(2, '0')}`
const [GIVER, OFFICERS, PERSONS] = [id(1), [id(2), id(3)], [id(4), id(5)]]
const INDEXES = ['00000000000000a1', '00000000000000a2', '00000000000000a3']
const PROCEDURES = ['9.000001', '9.000002', '9.000003']
const STEPS = ['thamDinh', 'ky', 'dongDau']

/** Who asks, with the rows from which his grants come. */
export type Asker = {
  kind: 'citizen' | 'business' | 'officer'
  id: string
  idNumberIndex: string | null
  appointments: Appointment[]
  delegations: Delegation[]
}

export type OpenTask = { node: string; unitId: string; roles: string[]; assigneeId: string | null }
export type Case = { facts: DossierFacts; units: string[]; tasks: OpenTask[] }

/** Random askers and dossiers over units with these ids. */
export function worldsOf(unitIds: Record<UnitKey, string>) {
  const unit = fc.constantFrom(...UNITS.map((key) => unitIds[key]))
  // Rows that are mostly good for something, or agreement would be agreement about nothing.
  const day = (...days: string[]) => fc.constantFrom(...days.map((d) => `2026-01-${d}`))
  const mostlyAll = (items: string[]) =>
    fc.oneof({ weight: 2, arbitrary: fc.constant(null) }, fc.subarray(items, { minLength: 1 }))
  const held = {
    unitId: unit,
    role: fc.oneof(fc.constantFrom(...ROLES), fc.constantFrom(...ROLES.slice(0, 4))),
    reach: fc.constantFrom('self' as const, 'subtree' as const),
    procedures: mostlyAll(PROCEDURES),
    steps: mostlyAll(STEPS),
    validFrom: day('01', '05', '06', '07'),
  }
  const moment = fc.constantFrom(
    ...[null, null, null, new Date('2026-01-05T08:00:00Z'), new Date('2026-01-08T08:00:00Z')],
  )
  const appointment = (accountId: string) =>
    fc.record({
      ...{ id: fc.constant(''), accountId: fc.constant(accountId) },
      ...held,
      validTo: fc.constantFrom(null, null, '2026-01-06', '2026-01-05'),
      endedAt: moment,
    })
  const delegation = (toAccountId: string) =>
    fc.record({
      ...{ id: fc.constant(''), fromAccountId: fc.constant(GIVER), toAccountId: fc.constant(toAccountId) },
      ...held,
      validTo: day('06', '31', '05'),
      revokedAt: moment,
    })
  const index = fc.option(fc.constantFrom(...INDEXES))
  const officer = fc.constantFrom(...OFFICERS).chain((own) =>
    fc.record({
      kind: fc.constant('officer' as const),
      id: fc.constant(own),
      idNumberIndex: index,
      appointments: fc
        .tuple(fc.array(appointment(own), { maxLength: 3 }), fc.array(appointment(GIVER), { maxLength: 4 }))
        .map((both) => both.flat()),
      delegations: fc.array(delegation(own), { maxLength: 4 }),
    }),
  )
  const person = fc.record({
    kind: fc.constantFrom('citizen' as const, 'business' as const),
    id: fc.constantFrom(...PERSONS),
    idNumberIndex: index,
    appointments: fc.constant<Appointment[]>([]),
    delegations: fc.constant<Delegation[]>([]),
  })
  const asker: fc.Arbitrary<Asker> = fc.oneof({ weight: 6, arbitrary: officer }, person)

  const date = fc.constantFrom(null, NOW)
  const task = fc.record({
    node: fc.constantFrom(...STEPS),
    unitId: unit,
    roles: fc.subarray(['tiepnhan', 'chuyenvien', 'truongphong', 'lanhdao', 'vanthu'], { minLength: 1 }),
    assigneeId: fc.constantFrom(null, null, ...OFFICERS),
  })
  const dossier: fc.Arbitrary<Case> = fc
    .record({
      facts: fc.record({
        id: fc.uuid({ version: 7 }),
        status: fc.constantFrom<Status>(1, 2, 4, 5, 6, 9, 3, 7, 8, 10),
        procedureCode: fc.constantFrom(...PROCEDURES),
        ...{ receivingUnitId: unit, competentUnitId: unit, returnUnitId: unit },
        submittedBy: fc.constantFrom(...PERSONS, ...OFFICERS),
        applicantIndex: fc.constantFrom(...INDEXES),
        ...{ submittedAt: fc.constant(NOW), acceptedAt: date, dueAt: date, resultAt: date },
        paymentState: fc.constantFrom('none', 'unpaid', 'paid'),
        ...{ processing: fc.boolean(), processEnded: fc.boolean() },
        supplement: fc.option(
          fc.record({
            ...{ requestedAt: fc.constant(NOW), receivedAt: date, beforeAcceptance: fc.boolean() },
          }),
        ),
      }),
      units: fc.uniqueArray(unit, { maxLength: 3 }),
      tasks: fc.array(task, { maxLength: 2 }),
    })
    // Whoever has a step of it is in its scope (`placeInQueues`).
    .map((c) => ({ ...c, units: [...new Set([...c.units, ...c.tasks.map((t) => t.unitId)])] }))
  return { asker, dossier }
}

/** Its open steps as `Places` name them. */
export const stepsOf = ({ tasks }: Case): string[] => tasks.map((t) => `${t.unitId}/${t.node}`)

/** The step as the module `process` has it. */
export const taskOf = ({ facts }: Case, open: OpenTask): Task => ({
  ...open,
  ...{ id: facts.id, instanceId: facts.id, subjectId: facts.id, procedure: facts.procedureCode, seq: 0 },
  ...{
    name: open.node,
    outcomes: [],
    form: null,
    hours: null,
    counted: true,
    clock: 'run',
    nationalStatus: null,
  },
  ...{ openedAt: NOW, dueAt: null, claimedAt: null, completedAt: null, completedBy: null, outcome: null },
  ...{ note: null, cancelledAt: null, parent: null, itemIndex: null, item: null },
})
