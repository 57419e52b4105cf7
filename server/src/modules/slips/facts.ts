import type { Ctx } from '../../platform/ctx.ts'
import { procedureVersion } from '../catalogue/index.ts'
import { formatLimit } from '../deadlines/index.ts'
import { type ActRow, abstractOf, actsOf, type WholeDossier } from '../dossiers/index.ts'
import { type Unit, unitAncestors, unitsByIds } from '../organisations/index.ts'
import { type Task, tasksOf } from '../process/index.ts'
import type { DossierFacts } from './domain/dossier-sheets.ts'
import { handOverRows } from './domain/hand-overs.ts'
import { deskName, type UnitFacts } from './domain/words.ts'

/** Gathers what the papers of a dossier are made of, as it stands now. */
export async function factsOf(ctx: Ctx, whole: WholeDossier): Promise<DossierFacts> {
  const d = whole.dossier
  const [acts, procedure, tasks] = await Promise.all([
    actsOf(ctx, d),
    procedureVersion(ctx, d.procedureVersionId),
    tasksOf(ctx, d.id),
  ])
  const units = await openUnitFacts(ctx, [
    ...[d.receivingUnitId, d.competentUnitId, d.returnUnitId],
    ...tasks.map((task) => task.unitId),
    ...whole.relatives.map((relative) => relative.unitId),
  ])
  const limit = procedure.cases.find((c) => c.key === d.caseKey)?.limit
  const [basis] = procedure.legalBases
  const { receivingUnitId, competentUnitId, returnUnitId } = d
  const known = {
    receiving: units.of(receivingUnitId),
    competent: units.of(competentUnitId),
    return: units.of(returnUnitId),
    collecting: units.of(acts.findLast(({ kind }) => kind === 'feeCollected')?.unitId ?? receivingUnitId),
  }
  return {
    ...d,
    abstract: abstractOf(d.abstract, d.procedureName, d.applicant.name),
    papers: whole.papers,
    supplement: whole.supplement,
    results: whole.results,
    acts,
    limit: limit ? formatLimit(limit as Parameters<typeof formatLimit>[0]) : '',
    procedureBasis: basis ? basisName(basis) : null,
    units: known,
    province: units.province,
    collaborators: whole.relatives.filter((r) => r.relation === 'child').map((r) => units.of(r.unitId).name),
    handOvers: handOversOf(d.acceptedAt, acts, tasks, known, units),
  }
}

type UnitsFacts = { of: (id: string) => UnitFacts; province: string }

/** Units by the names people know, with the province they lie in. */
export async function openUnitFacts(ctx: Ctx, ids: readonly string[]): Promise<UnitsFacts> {
  const units = await unitsByIds(ctx, ids)
  const above = await unitsByIds(
    ctx,
    [...units.values()].flatMap((unit) => unit.parentId ?? []),
  )
  const top = ids[0] === undefined ? [] : await unitAncestors(ctx, ids[0])
  const province = [...(await unitsByIds(ctx, top)).values()].find((unit) => unit.kind === 'province')
  const toFacts = (unit: Unit): UnitFacts => ({
    name: unit.name,
    kind: unit.kind,
    phone: unit.phone,
    above: (unit.parentId && above.get(unit.parentId)?.name) || null,
  })
  return {
    of: (id) => {
      const unit = units.get(id)
      return unit ? toFacts(unit) : { name: '', kind: 'other', phone: null, above: null }
    },
    province: province?.name ?? '',
  }
}

function handOversOf(
  acceptedAt: Date | null,
  acts: readonly ActRow[],
  tasks: readonly Task[],
  units: DossierFacts['units'],
  { of }: UnitsFacts,
): string[][] {
  if (!acceptedAt) return []
  const officerOf = (task: Task): string =>
    acts.find(
      (act) =>
        act.kind === 'stepCompleted' &&
        act.data['step'] === task.node &&
        act.at.getTime() === task.completedAt?.getTime(),
    )?.actorName ?? ''
  const accepted = acts.find((act) => act.kind === 'accepted')
  const handedOver = acts.find((act) => act.kind === 'handedOver')
  const receiver = handedOver?.data['receiverName']
  return handOverRows({
    reception: { unitName: deskName(units.receiving), officer: accepted?.actorName ?? '', at: acceptedAt },
    steps: tasks.map((task) => ({
      name: task.name,
      unitName: of(task.unitId).name,
      openedAt: task.openedAt,
      dueAt: task.dueAt,
      completedAt: task.completedAt,
      officer: officerOf(task),
      outcome: task.outcomes.find((o) => o.key === task.outcome)?.name ?? '',
    })),
    parcels: acts.flatMap((act) => {
      const state = act.data['state']
      if (act.kind !== 'transferred' || (state !== 'sent' && state !== 'received' && state !== 'returned'))
        return []
      return [{ at: act.at, from: act.unitId ? of(act.unitId).name : '', state, officer: act.actorName }]
    }),
    returnDesk: deskName(units.return),
    handedOver: handedOver
      ? {
          at: handedOver.at,
          officer: handedOver.actorName,
          receiver: typeof receiver === 'string' ? receiver : '',
        }
      : null,
  })
}

/** "Luật Xây dựng số 50/2014/QH13", as the catalogue has it. */
const basisName = ({ number, name }: { number: string; name: string }): string =>
  number === '' || name.includes(number) ? name : `${name} (số ${number})`
