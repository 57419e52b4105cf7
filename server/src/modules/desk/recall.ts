import { plainIdNumber } from '@motcua/rules'
import type { Ctx } from '../../platform/ctx.ts'
import { recallPerson, STATUS, STATUS_NAMES } from '../dossiers/index.ts'
import { unitByRef } from '../organisations/index.ts'
import { addressOfToday } from './addresses.ts'
import type { Recall, RecallQuery } from './contract/intake.ts'

/**
 * What the desk knows of the person who stands before it, each thing with its source. Who asked about whom is kept in
 * the audit log, also when nothing was found.
 * @throws 403 `desk.not_yours`; 403 `dossier.own_interest`
 */
export async function recall(ctx: Ctx, query: RecallQuery): Promise<Recall> {
  const unit = await unitByRef(ctx, query.unit)
  const idNumber = plainIdNumber(query.idNumber)
  const procedureCode = query.procedureCode ?? null
  const { dossiers, papers } = await recallPerson(ctx, { idNumber, unitId: unit.id, procedureCode })
  ctx.about(`recall:${unit.id}`, { purpose: 'desk', procedureCode, found: dossiers.length })
  const last = dossiers[0]
  const newest = (field: 'phone' | 'email' | 'address') =>
    dossiers.find((d) => d.applicant[field] !== null)?.applicant[field] ?? null
  return {
    person: last
      ? {
          name: last.applicant.name,
          phone: newest('phone'),
          email: newest('email'),
          address: newest('address'),
          from: { code: last.code ?? last.submissionNumber, submittedAt: last.submittedAt.toISOString() },
        }
      : null,
    residence: await addressOfToday(ctx, query.address ?? newest('address') ?? ''),
    dossiers: dossiers.map((d) => ({
      id: d.id,
      code: d.code ?? d.submissionNumber,
      procedureName: d.procedureName,
      statusName: STATUS_NAMES[d.status].vi,
      submittedAt: d.submittedAt.toISOString(),
      dueAt: d.dueAt?.toISOString() ?? null,
      toHandOver: d.status === STATUS.finished,
    })),
    papers: papers.map(({ dossierId, name, fileId, addedAt }) => {
      const from = dossiers.find(({ id }) => id === dossierId)!
      return {
        ...{ name, fileId, addedAt: addedAt.toISOString() },
        code: from.code ?? from.submissionNumber,
      }
    }),
  }
}
