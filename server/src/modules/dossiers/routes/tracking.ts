import { Type } from 'typebox'
import { type Root, readCtx } from '../../../platform/ctx.ts'
import { Closed, Moment, Nullable } from '../../../platform/http/schema.ts'
import { clockOf } from '../../deadlines/index.ts'
import { unitsByIds } from '../../organisations/index.ts'
import { ACT_NAMES } from '../act-names.ts'
import { punctuality, STATUS_NAMES } from '../domain.ts'
import { sealedActsOf } from '../queries/dossiers.ts'
import { trackedDossier } from '../tracked.ts'
import type { App } from './app.ts'

const Tracking = Type.Object(
  {
    code: Type.String(),
    status: Type.Integer(),
    statusName: Type.String(),
    submittedAt: Moment(),
    acceptedAt: Nullable(Moment()),
    dueAt: Nullable(Moment()),
    finishedAt: Nullable(Moment()),
    handedOverAt: Nullable(Moment()),
    punctuality: Nullable(Type.String()),
    details: Nullable(
      Type.Object(
        {
          procedureCode: Type.String(),
          procedureName: Type.String(),
          competentUnit: Type.String(),
          feeTotal: Type.Integer({ description: 'đồng' }),
          dueReasons: Type.Array(Type.Object({ at: Moment(), note: Type.String() }), {
            description: 'Vì sao có hạn trả này, và vì sao đã đổi',
          }),
          steps: Type.Array(
            Type.Object({ at: Moment(), name: Type.String(), unitName: Nullable(Type.String()) }),
          ),
        },
        { description: 'Chỉ có khi mã tra cứu đúng' },
      ),
    ),
  },
  { title: 'Tracking' },
)

export function registerTracking(app: App, root: Root): void {
  app.get(
    '/track/:code',
    {
      config: { allow: 'public' },
      schema: {
        operationId: 'trackDossier',
        tags: ['Tra cứu'],
        summary: 'Tra cứu hồ sơ; có mã tra cứu trên giấy tiếp nhận thì xem được từng bước',
        params: Closed({ code: Type.String({ minLength: 1, maxLength: 60 }) }),
        querystring: Closed({ secret: Type.Optional(Type.String({ maxLength: 20 })) }),
        response: { 200: Tracking },
      },
    },
    async (req) => {
      const code = req.params.code.trim().toUpperCase()
      const ctx = readCtx(root, req.actor, code)
      const d = await trackedDossier(ctx, code, req.query.secret)
      const known = req.query.secret !== undefined
      const [acts, clock] = known
        ? await Promise.all([sealedActsOf(ctx, d.id), clockOf(ctx, d.id)])
        : [[], null]
      const units = await unitsByIds(ctx, [d.competentUnitId, ...acts.flatMap((a) => a.unitId ?? [])])
      const nameOf = (id: string | null) => (id ? (units.get(id)?.name ?? null) : null)
      return {
        code: d.code ?? d.submissionNumber,
        status: d.status,
        statusName: STATUS_NAMES[d.status].vi,
        submittedAt: d.submittedAt.toISOString(),
        acceptedAt: d.acceptedAt?.toISOString() ?? null,
        dueAt: d.dueAt?.toISOString() ?? null,
        finishedAt: d.finishedAt?.toISOString() ?? null,
        handedOverAt: d.status === 10 ? (d.closedAt?.toISOString() ?? null) : null,
        punctuality: punctuality(d.firstDueAt, d.finishedAt, ctx.now()),
        details: known
          ? {
              procedureCode: d.procedureCode,
              procedureName: d.procedureName,
              competentUnit: nameOf(d.competentUnitId) ?? '',
              feeTotal: d.fees.reduce((sum, f) => sum + (f.amount ?? 0), 0),
              dueReasons: (clock?.ledger ?? []).map((e) => ({ at: e.at.toISOString(), note: e.note })),
              steps: acts.map((a) => ({
                at: a.at.toISOString(),
                name: stepName(a.kind, a.data),
                unitName: nameOf(a.unitId),
              })),
            }
          : null,
      }
    },
  )
}

const stepName = (kind: string, data: Record<string, unknown>): string =>
  kind === 'stepCompleted' && typeof data['name'] === 'string' ? data['name'] : (ACT_NAMES[kind] ?? kind)
