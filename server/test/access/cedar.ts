import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as cedar from '@cedar-policy/cedar-wasm/nodejs'
import { repositoryRoot } from '../../src/platform/paths.ts'
import { ABOVE, type Asker, type Case, type OpenTask, type UnitKey } from './worlds.ts'

const POLICIES = readFileSync(join(repositoryRoot, 'server/test/access/dossiers.cedar'), 'utf8')
const ROLES = ['tiepnhan', 'chuyenvien', 'truongphong', 'lanhdao', 'vanthu', 'quantri', 'kiemtra']
const DAY = '2026-01-06'
const NOW = '2026-01-06T01:00:00.000Z'

/** The second judge: policies of another language, facts taken from the rows by another way than the server's. */
export function cedarJudge(unitIds: Record<UnitKey, string>) {
  const parsed = cedar.preparsePolicySet('dossiers', { staticPolicies: POLICIES })
  if (parsed.type === 'failure') throw new Error(JSON.stringify(parsed.errors))
  const above = new Map(
    Object.entries(ABOVE).map(([key, up]) => [unitIds[key as UnitKey], up.map((u) => unitIds[u])]),
  )

  const users = new WeakMap<Asker, Attrs>()
  const dossiers = new WeakMap<Case, Attrs>()

  const allows = (
    asker: Asker,
    action: string,
    type: string,
    attrs: Record<string, cedar.CedarValueJson>,
  ) => {
    const principal = { type: 'User', id: asker.id }
    const resource = { type, id: 'it' }
    const answer = cedar.statefulIsAuthorized({
      ...{ principal, resource, action: { type: 'Action', id: action }, context: {} },
      preparsedPolicySetId: 'dossiers',
      entities: [
        { uid: principal, attrs: once(users, asker, () => userOf(asker)), parents: [] },
        { uid: resource, attrs, parents: [] },
      ],
    })
    if (answer.type === 'failure') throw new Error(JSON.stringify(answer.errors))
    const { decision, diagnostics } = answer.response
    if (diagnostics.errors.length > 0) throw new Error(JSON.stringify(diagnostics.errors))
    return decision === 'allow'
  }

  /** Keys by which a grant lets into a unit for a procedure, with these steps open there. */
  const keysOf = (unitId: string, procedure: string, steps: readonly string[] = []): string[] =>
    [unitId, `${unitId}+`, ...above.get(unitId)!.map((up) => `${up}+`)].flatMap((place) =>
      ['*', procedure].flatMap((p) => ['*', ...steps].map((s) => `${place}/${p}/${s}`)),
    )

  const dossierOf = ({ facts: d, units, tasks }: Case) => {
    const inUnit = (unitId: string) => keysOf(unitId, d.procedureCode)
    const stepsIn = (unitId: string) => tasks.filter((t) => t.unitId === unitId).map((t) => t.node)
    return {
      applicants: [d.applicantIndex],
      submitters: [`person:${d.submittedBy}`],
      at: {
        scope: units.flatMap((u) => keysOf(u, d.procedureCode, stepsIn(u))),
        scopeWhole: units.flatMap(inUnit),
        receiving: inUnit(d.receivingUnitId),
        competent: inUnit(d.competentUnitId),
        returning: inUnit(d.returnUnitId),
      },
      status: d.status,
      answered: d.supplement !== null && d.supplement.receivedAt !== null,
      accepted: d.acceptedAt !== null,
      decided: d.resultAt !== null,
      unpaid: d.paymentState === 'unpaid',
      due: d.dueAt !== null,
      processing: d.processing,
      crosses: new Set([d.receivingUnitId, d.competentUnitId, d.returnUnitId]).size > 1,
    }
  }
  return {
    dossier: (asker: Asker, action: string, c: Case) =>
      allows(
        asker,
        action,
        'Dossier',
        once(dossiers, c, () => dossierOf(c)),
      ),
    task: (asker: Asker, action: string, { facts }: Case, t: OpenTask) =>
      allows(asker, action, 'Task', {
        roles: t.roles,
        holders: t.assigneeId === null ? [] : [`officer:${t.assigneeId}`],
        at: { unit: keysOf(t.unitId, facts.procedureCode, [t.node]) },
        open: true,
      }),
  }
}

type Attrs = Record<string, cedar.CedarValueJson>

function once<K extends object>(known: WeakMap<K, Attrs>, key: K, make: () => Attrs): Attrs {
  const made = known.get(key) ?? make()
  known.set(key, made)
  return made
}

function userOf({ kind, id, idNumberIndex, appointments, delegations }: Asker) {
  const isDay = (row: { validFrom: string | null; validTo: string | null }) =>
    row.validFrom! <= DAY && (row.validTo === null || DAY <= row.validTo)
  const isPast = (at: Date | null) => at !== null && at.toISOString() <= NOW
  const held = appointments.filter((a) => isDay(a) && !isPast(a.endedAt))
  const as = Object.fromEntries(ROLES.map((role) => [role, new Set<string>()]))
  const give = (row: { unitId: string; role: string }, wide: boolean, ps: string[], ss: string[]) => {
    const place = wide ? `${row.unitId}+` : row.unitId
    for (const p of ps) for (const s of ss) as[row.role]!.add(`${place}/${p}/${s}`)
  }
  const listed = (items: readonly string[] | null) => [...(items ?? ['*'])]
  const common = (a: readonly string[] | null, b: readonly string[] | null) =>
    a && b ? a.filter((x) => new Set(b).has(x)) : listed(a ?? b)
  for (const a of held.filter((row) => row.accountId === id))
    give(a, a.reach === 'subtree', listed(a.procedures), listed(a.steps))
  for (const d of delegations.filter((row) => isDay(row) && !isPast(row.revokedAt)))
    for (const a of held)
      if (a.accountId === d.fromAccountId && a.unitId === d.unitId && a.role === d.role)
        give(
          d,
          a.reach === 'subtree' && d.reach === 'subtree',
          common(a.procedures, d.procedures),
          common(a.steps, d.steps),
        )
  return {
    self: `${kind === 'officer' ? 'officer' : 'person'}:${id}`,
    person: idNumberIndex ?? `nobody:${id}`,
    as: Object.fromEntries(Object.entries(as).map(([role, keys]) => [role, [...keys]])),
  }
}
