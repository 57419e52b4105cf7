import { lenderOf } from '../../platform/access/decide.ts'
import type { Ctx } from '../../platform/ctx.ts'
import { accountsByIds } from '../identity/index.ts'
import { unitRef, unitsByIds } from '../organisations/index.ts'
import { actsOn, type ShownTask, shownTasks } from '../process/index.ts'
import { ACT_NAMES } from './act-names.ts'
import { SOURCE_NAMES } from './answer-origins.ts'
import { isForAnother } from './commands/submit.ts'
import type { ActView } from './contract/acts.ts'
import type { DossierListRow, DossierView } from './contract/dossier.ts'
import type { TaskView, WorkloadView } from './contract/tasks.ts'
import { abstractOf, punctuality, STATUS_NAMES } from './domain.ts'
import { actsFor, collectingUnit, isApplicant, isDesk } from './policy.ts'
import type { ActRow, WholeDossier } from './queries/dossiers.ts'
import type { Workload } from './queries/workloads.ts'
import type { Dossier, ListedDossier } from './store/dossier.ts'

type Units = Awaited<ReturnType<typeof unitsByIds>>

const unitOf = (units: Units, id: string) => {
  const unit = units.get(id)
  return { id, ref: unit ? unitRef(unit) : id, name: unit?.name ?? '' }
}

const iso = (at: Date | null): string | null => at?.toISOString() ?? null

/** Rows of a list. */
export async function presentRows(
  ctx: Ctx,
  dossiers: readonly (ListedDossier & { enteredAt?: Date })[],
): Promise<DossierListRow[]> {
  const units = await unitsByIds(
    ctx,
    dossiers.flatMap((d) => [d.receivingUnitId, d.competentUnitId]),
  )
  return dossiers.map((d) => ({
    ...rowOf(ctx, d, units),
    ...(d.enteredAt && { enteredAt: d.enteredAt.toISOString() }),
  }))
}

/** Rows of a queue, each with the open steps on which the actor may do something. */
export async function presentQueue(
  ctx: Ctx,
  dossiers: readonly (ListedDossier & { enteredAt: Date })[],
): Promise<DossierListRow[]> {
  const ids = dossiers.map((d) => d.id)
  const codes = new Map(dossiers.map((d) => [d.id, d.code]))
  const own = new Set(dossiers.filter((d) => isApplicant(ctx.actor, d)).map((d) => d.id))
  const [rows, open] = await Promise.all([presentRows(ctx, dossiers), shownTasks(ctx, ids)])
  const tasks = await presentTasks(ctx, open, codes, own)
  return rows.map((row) => ({
    ...row,
    tasks: tasks.filter((t) => t.dossierId === row.id && t.can.length > 0),
  }))
}

/** Who holds how much, with names. */
export async function presentWorkloads(ctx: Ctx, workloads: readonly Workload[]): Promise<WorkloadView[]> {
  const [units, accounts] = await Promise.all([
    unitsByIds(
      ctx,
      workloads.map((w) => w.unitId),
    ),
    accountsByIds(
      ctx,
      workloads.flatMap((w) => w.accountId ?? []),
    ),
  ])
  return workloads.map(({ unitId, accountId, ...counts }) => ({
    ...counts,
    unit: unitOf(units, unitId).ref,
    unitName: unitOf(units, unitId).name,
    account: accountId,
    name: (accountId && accounts.get(accountId)?.name) ?? null,
  }))
}

function rowOf(ctx: Ctx, d: ListedDossier, units: Units): DossierListRow {
  return {
    id: d.id,
    submissionNumber: d.submissionNumber,
    code: d.code,
    status: d.status,
    statusName: STATUS_NAMES[d.status].vi,
    procedureCode: d.procedureCode,
    procedureName: d.procedureName,
    abstract: abstractOf(d.abstract, d.procedureName, d.applicantName),
    applicantName: d.applicantName,
    channel: d.channel,
    receivingUnit: unitOf(units, d.receivingUnitId).ref,
    competentUnit: unitOf(units, d.competentUnitId).ref,
    submittedAt: d.submittedAt.toISOString(),
    acceptedAt: iso(d.acceptedAt),
    dueAt: iso(d.dueAt),
    punctuality: punctuality(d.firstDueAt, d.finishedAt, ctx.now()),
  }
}

/** A whole dossier as the actor may see it, with what he may do. */
export async function presentDossier(ctx: Ctx, whole: WholeDossier): Promise<DossierView> {
  const d = whole.dossier
  const units = await unitsByIds(ctx, [
    d.receivingUnitId,
    d.competentUnitId,
    d.returnUnitId,
    ...whole.relatives.map((r) => r.unitId),
  ])
  const receiving = unitOf(units, d.receivingUnitId)
  const competent = unitOf(units, d.competentUnitId)
  const returning = unitOf(units, d.returnUnitId)
  const relatives = (relation: 'parent' | 'child') =>
    whole.relatives
      .filter((r) => r.relation === relation)
      .map(({ id, code, name, status, unitId, dueAt, firstDueAt, finishedAt }) => ({
        id,
        code,
        name,
        status,
        statusName: STATUS_NAMES[status].vi,
        unit: unitOf(units, unitId).ref,
        unitName: unitOf(units, unitId).name,
        dueAt: iso(dueAt),
        punctuality: punctuality(firstDueAt, finishedAt, ctx.now()),
      }))
  const can = actsFor(ctx.actor, d)
  return {
    ...rowOf(ctx, d, units),
    caseKey: d.caseKey,
    returnUnit: returning.ref,
    units: { receiving, competent, return: returning },
    crossBoundary: d.receivingUnitId !== d.competentUnitId,
    applicant: d.applicant,
    authorisation: d.authorisation,
    filedForAnother: d.authorisation !== null || (isApplicant(ctx.actor, d) && isForAnother(ctx.actor, d)),
    answers: d.answers,
    sources: Object.entries(d.origins.sources).map(([pointer, { source, at }]) => ({
      pointer,
      kind: source.kind,
      name: SOURCE_NAMES[source.kind],
      at,
      dossierCode: source.kind === 'dossier' ? source.code : null,
    })),
    marks: Object.entries(d.origins.marks).map(([pointer, mark]) => ({ pointer, ...mark })),
    papers: whole.papers.map((p) => ({
      ...p,
      addedAt: p.addedAt.toISOString(),
      replacedAt: iso(p.replacedAt),
    })),
    fees: d.fees,
    feeTotal: d.fees.reduce((sum, fee) => sum + (fee.amount ?? 0), 0),
    delivery: d.delivery,
    receivedAt: iso(d.receivedAt ?? d.acceptedAt),
    firstDueAt: iso(d.firstDueAt),
    resultAt: iso(d.resultAt),
    finishedAt: iso(d.finishedAt),
    closedAt: iso(d.closedAt),
    processEnded: d.processEnded,
    collectingUnit: can.includes('fee-collections') ? unitOf(units, collectingUnit(ctx.actor, d)).ref : null,
    paymentState: d.paymentState,
    deliveryState: d.deliveryState,
    syncState: d.syncState,
    transferState: d.transferState,
    supplement: whole.supplement && {
      requestedAt: whole.supplement.requestedAt.toISOString(),
      replyBy: whole.supplement.replyBy.toISOString(),
      receivedAt: iso(whole.supplement.receivedAt),
      reason: whole.supplement.reason,
      items: [...whole.supplement.items],
    },
    results: whole.results,
    trackingSecret: maySeeSecret(ctx, d) ? d.trackingSecret : null,
    parent: relatives('parent')[0] ?? null,
    children: relatives('child'),
    version: d.version,
    can,
  }
}

/** The history in words. Whom the dossier is about is not told who lent a role: that is the units' business. */
export async function presentActs(ctx: Ctx, d: Dossier, acts: readonly ActRow[]): Promise<ActView[]> {
  const isForOfficer = ctx.actor.kind === 'officer' && !isApplicant(ctx.actor, d)
  const lenderIn = (a: ActRow) => (isApplicant(ctx.actor, d) ? null : lenderOf(a.allowedBy))
  const lenders = acts.flatMap((a) => lenderIn(a) ?? [])
  const [units, names] = await Promise.all([
    unitsByIds(
      ctx,
      acts.flatMap((a) => a.unitId ?? []),
    ),
    namesOf(ctx, [...new Set(lenders)]),
  ])
  return acts.map((a) => ({
    id: a.id,
    kind: a.kind,
    name: ACT_NAMES[a.kind] ?? a.kind,
    at: a.at.toISOString(),
    actorName: a.actorName,
    actorKind: a.actorKind,
    lenderName: names.get(lenderIn(a) ?? '') ?? null,
    unit: a.unitId && unitOf(units, a.unitId).ref,
    unitName: a.unitId && unitOf(units, a.unitId).name,
    reason: a.reason,
    data: isForOfficer ? withoutBefore(a.data) : withoutAnswers(withoutBefore(a.data)),
    statusBefore: a.statusBefore,
    statusAfter: a.statusAfter,
  }))
}

/** What an act replaced is for looking at the past, not for the timeline. */
function withoutBefore({ before: _, ...data }: Record<string, unknown>): Record<string, unknown> {
  return data
}

/** What officers noted at a step is their work on the dossier: others are told of it by the papers. */
function withoutAnswers({ answers: _, ...data }: Record<string, unknown>): Record<string, unknown> {
  return data
}

/**
 * Open tasks with what the actor may do with each.
 * @param own ids of dossiers that are the actor's own, on which he does nothing as an officer
 */
export async function presentTasks(
  ctx: Ctx,
  tasks: readonly ShownTask[],
  codes: ReadonlyMap<string, string | null>,
  own: ReadonlySet<string>,
): Promise<TaskView[]> {
  const [units, names] = await Promise.all([
    unitsByIds(
      ctx,
      tasks.map((t) => t.unitId),
    ),
    namesOf(
      ctx,
      tasks.flatMap((t) => t.assigneeId ?? []),
    ),
  ])
  return tasks.map((t) => ({
    id: t.id,
    dossierId: t.subjectId,
    dossierCode: codes.get(t.subjectId) ?? null,
    step: t.node,
    name: t.name,
    unit: unitOf(units, t.unitId).ref,
    unitName: unitOf(units, t.unitId).name,
    roles: [...t.roles],
    outcomes: t.outcomes.map((o) => o.key),
    outcomeNames: Object.fromEntries(t.outcomes.map((o) => [o.key, o.name])),
    form: t.form,
    openedAt: t.openedAt.toISOString(),
    dueAt: iso(t.dueAt),
    assignee: t.assigneeId,
    assigneeName: (t.assigneeId && names.get(t.assigneeId)) ?? null,
    can: own.has(t.subjectId) ? [] : actsOn(ctx.actor, t).map((act) => TASK_ADDRESSES[act]),
  }))
}

/** Names of accounts. Mostly it is the actor's own, which is known without asking. */
async function namesOf(ctx: Ctx, ids: readonly string[]): Promise<Map<string, string>> {
  const others = ids.filter((id) => id !== ctx.actor.id)
  const accounts = others.length > 0 ? [...(await accountsByIds(ctx, others)).values()] : []
  return new Map([...accounts.map(({ id, name }) => [id, name] as const), [ctx.actor.id, ctx.actor.name]])
}

/** Acts on a task, as the last part of their addresses. */
const TASK_ADDRESSES = {
  claim: 'claim',
  complete: 'completion',
  assign: 'assignment',
  release: 'release',
} as const

/** The secret of the receipt: for the applicant and for the desk that prints it. */
const maySeeSecret = (ctx: Ctx, d: Dossier): boolean => isApplicant(ctx.actor, d) || isDesk(ctx.actor, d)
