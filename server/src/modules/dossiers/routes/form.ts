import { isDeepStrictEqual } from 'node:util'
import { Type } from 'typebox'
import { type Ctx, type Root, readCtx } from '../../../platform/ctx.ts'
import { Nullable } from '../../../platform/http/schema.ts'
import { procedureVersion } from '../../catalogue/index.ts'
import { formVersion } from '../../forms/index.ts'
import { noteAccess } from '../access-log.ts'
import { type WholeDossier, wholeDossier } from '../queries/dossiers.ts'
import { dossierAt } from '../queries/past.ts'
import { type App, Id } from './app.ts'

const FormOfDossier = Type.Object(
  {
    form: Nullable(Type.Unknown({ description: 'Biểu mẫu đã biên dịch của phiên bản lúc nộp' })),
    before: Nullable(
      Type.Record(Type.String(), Type.Unknown(), {
        description: 'Tờ khai lúc nộp, khi nay đã khác; null khi chưa đổi',
      }),
    ),
  },
  { title: 'FormOfDossier' },
)

export function registerForm(app: App, root: Root): void {
  app.get(
    '/dossiers/:id/form',
    {
      config: { allow: 'dossiers.read' },
      schema: {
        operationId: 'getFormOfDossier',
        tags: ['Hồ sơ'],
        summary: 'Biểu mẫu mà hồ sơ được nộp theo, và tờ khai lúc nộp nếu nay đã khác',
        params: Id,
        response: { 200: FormOfDossier },
      },
    },
    async (req) => {
      const ctx = readCtx(root, req.actor)
      const whole = await wholeDossier(ctx, req.params.id)
      await noteAccess(ctx, whole.dossier, 'dossier')
      const { formVersionId } = await procedureVersion(ctx, whole.dossier.procedureVersionId)
      const [form, before] = await Promise.all([
        formVersionId ? formVersion(ctx, formVersionId) : null,
        answersAtFirst(ctx, whole),
      ])
      return { form, before: isDeepStrictEqual(before, whole.dossier.answers) ? null : before }
    },
  )
}

const answersAtFirst = async (ctx: Ctx, whole: WholeDossier): Promise<Record<string, unknown>> =>
  (await dossierAt(ctx, whole, whole.dossier.submittedAt)).dossier.answers
