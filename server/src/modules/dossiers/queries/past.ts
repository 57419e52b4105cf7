import type { Ctx } from '../../../platform/ctx.ts'
import { clockAt } from '../../deadlines/index.ts'
import { STATUS, type Status } from '../domain.ts'
import { dossierNotFound } from '../policy.ts'
import type { Dossier } from '../store/dossier.ts'
import { actsOf, type WholeDossier } from './dossiers.ts'

/**
 * A dossier as it stood at a moment, computed from its history and from the ledger of its clock.
 * @throws 404 before it was submitted
 */
export async function dossierAt(ctx: Ctx, whole: WholeDossier, at: Date): Promise<WholeDossier> {
  const now = whole.dossier
  const [all, clock] = await Promise.all([actsOf(ctx, now), clockAt(ctx, now.id, at)])
  const acts = all.filter((act) => act.at <= at)
  const last = acts.at(-1)
  if (!last) throw dossierNotFound()
  const until = (moment: Date | null) => (moment && moment <= at ? moment : null)
  const acceptedAt = until(now.acceptedAt)
  // What later acts replaced is what stood then, the first of them having the last word.
  const replaced: Replaced = Object.assign(
    {},
    ...all
      .filter((act) => act.at > at)
      .reverse()
      .map((act) => act.data['before']),
  )
  const applicant = { ...now.applicant, ...replaced.applicant }
  const dossier: Dossier = {
    ...now,
    ...replaced,
    applicant,
    applicantName: applicant.name,
    receivedAt: until(replaced.receivedAt === undefined ? now.receivedAt : dateOrNull(replaced.receivedAt)),
    status: last.statusAfter as Status,
    code: acceptedAt ? now.code : null,
    acceptedAt,
    dueAt: clock?.dueAt ?? null,
    firstDueAt: clock?.firstDueAt ?? null,
    processing: acts.some((act) => act.statusAfter === STATUS.processing),
    processEnded: now.processEnded && acts.some((act) => act.kind === 'processEnded'),
    resultAt: until(now.resultAt),
    finishedAt: until(now.finishedAt),
    closedAt: until(now.closedAt),
    supplement: now.supplement && now.supplement.requestedAt <= at ? now.supplement : null,
    version: acts.length,
  }
  return {
    dossier,
    papers: whole.papers
      .filter((paper) => paper.addedAt <= at)
      .map((paper) => ({ ...paper, replacedAt: until(paper.replacedAt) })),
    supplement:
      whole.supplement && whole.supplement.requestedAt <= at
        ? { ...whole.supplement, receivedAt: until(whole.supplement.receivedAt) }
        : null,
    results: dossier.resultAt ? whole.results : [],
    relatives: whole.relatives,
  }
}

/** What an act keeps of what it replaced, as JSON. */
type Replaced = Partial<
  Pick<
    Dossier,
    | 'answers'
    | 'origins'
    | 'fees'
    | 'abstract'
    | 'caseKey'
    | 'procedureVersionId'
    | 'procedureCode'
    | 'procedureName'
    | 'competentUnitId'
  >
> & { applicant?: Partial<Dossier['applicant']>; receivedAt?: string | null }

const dateOrNull = (text: string | null): Date | null => (text === null ? null : new Date(text))
