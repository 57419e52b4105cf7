import { Type } from 'typebox'
import { type Root, readCtx } from '../../../platform/ctx.ts'
import { runCommand } from '../../../platform/http/command.ts'
import { Closed, Uuid } from '../../../platform/http/schema.ts'
import { isApplicant, noteAccess, wholeDossier } from '../../dossiers/index.ts'
import { issuableKinds, issueSlip, previewSlip } from '../commands/issue.ts'
import { issueRegister, printedRegisters } from '../commands/register.ts'
import {
  DossierKind,
  Issue,
  PaperSize,
  RegisterList,
  RegisterOrder,
  SlipList,
  SlipView,
} from '../contract.ts'
import { DOSSIER_SHEETS, SHEETS } from '../domain/sheet.ts'
import { mayReadSlip, refuseOtherRegister } from '../policy.ts'
import { presentRegisters, presentSlip, presentSlips } from '../present.ts'
import { slipById, slipsOf } from '../queries.ts'
import { type App, asPdf, Pdf, sendKept, slipNotFound } from './app.ts'

const tags = ['Giấy tờ in']

export function registerSlips(app: App, root: Root): void {
  app.get(
    '/dossiers/:id/slips',
    {
      config: { allow: 'slips.read' },
      schema: {
        operationId: 'listSlips',
        tags,
        summary: 'Các giấy đã cấp của hồ sơ, từng lần cấp, và giấy được cấp lúc này',
        params: Closed({ id: Uuid() }),
        response: { 200: SlipList },
      },
    },
    async (req) => {
      const ctx = readCtx(root, req.actor)
      const whole = await wholeDossier(ctx, req.params.id)
      await noteAccess(ctx, whole.dossier, 'slips')
      const isOwn = isApplicant(req.actor, whole.dossier)
      const slips = await slipsOf(ctx, req.params.id)
      const can = await issuableKinds(ctx, whole, DOSSIER_SHEETS)
      return {
        items: await presentSlips(
          ctx,
          slips.filter((slip) => mayReadSlip(isOwn, SHEETS[slip.kind].forApplicant)),
        ),
        can: can.map((kind) => ({
          kind,
          name: SHEETS[kind].name,
          papers: [...SHEETS[kind].papers],
          issued: slips.some((slip) => slip.kind === kind),
        })),
      }
    },
  )

  app.post(
    '/dossiers/:id/slips/:kind',
    {
      config: { allow: 'slips.issue' },
      schema: {
        operationId: 'issueSlip',
        tags,
        summary:
          'Cấp một giấy của hồ sơ và giữ đúng như đã cấp; đã cấp rồi thì cấp lại, nói rõ lý do và thay đổi',
        params: Closed({ id: Uuid(), kind: DossierKind }),
        body: Issue,
        response: { 201: SlipView },
      },
    },
    async (req, reply) =>
      runCommand(root, req, reply, 201, async (ctx) =>
        presentSlip(ctx, await issueSlip(ctx, req.params.id, req.params.kind, req.body)),
      ),
  )

  app.get(
    '/dossiers/:id/slips/:kind/preview',
    {
      config: { allow: 'slips.issue' },
      schema: {
        operationId: 'previewSlip',
        tags,
        summary: 'Xem trước một giấy, có chữ chìm “BẢN XEM TRƯỚC”; không cấp số và không giữ lại',
        params: Closed({ id: Uuid(), kind: DossierKind }),
        querystring: Closed({ paper: Type.Optional(PaperSize) }),
        response: { 200: Pdf },
      },
    },
    async (req, reply) => {
      const ctx = readCtx(root, req.actor)
      const { id, kind } = req.params
      const { pdf, whole } = await previewSlip(ctx, id, kind, req.query.paper ?? 'A4')
      await noteAccess(ctx, whole.dossier, 'slip')
      return asPdf(reply, `${SHEETS[kind].name} (xem trước)`).send(pdf)
    },
  )

  app.get(
    '/slips/:id.pdf',
    {
      config: { allow: 'slips.read' },
      schema: {
        operationId: 'downloadSlip',
        tags,
        summary: 'Các byte của một giấy đúng như đã cấp',
        params: Closed({ id: Uuid() }),
        response: { 200: Pdf },
      },
    },
    async (req, reply) => {
      const ctx = readCtx(root, req.actor)
      const slip = await slipById(ctx, req.params.id)
      if (!slip) throw slipNotFound()
      if (slip.dossierId === null) refuseOtherRegister(req.actor, slip.unitId)
      else {
        const { dossier } = await wholeDossier(ctx, slip.dossierId)
        if (!mayReadSlip(isApplicant(req.actor, dossier), SHEETS[slip.kind].forApplicant))
          throw slipNotFound()
        await noteAccess(ctx, dossier, 'slip')
      }
      return sendKept(ctx, reply, slip.fileId, `${SHEETS[slip.kind].name} ${slip.content.code}`.trim())
    },
  )

  app.get(
    '/registers',
    {
      config: { allow: 'slips.register' },
      schema: {
        operationId: 'listRegisters',
        tags,
        summary: 'Các sổ theo dõi hồ sơ đã in gần đây của một đơn vị, mới nhất trước',
        querystring: Closed({ unit: RegisterOrder.properties.unit }),
        response: { 200: RegisterList },
      },
    },
    async (req) => {
      const ctx = readCtx(root, req.actor)
      return { items: await presentRegisters(ctx, await printedRegisters(ctx, req.query.unit)) }
    },
  )

  app.post(
    '/registers',
    {
      config: { allow: 'slips.register' },
      schema: {
        operationId: 'issueRegister',
        tags,
        summary: 'In sổ theo dõi hồ sơ của một đơn vị trong một thời gian, và giữ đúng như đã in',
        body: RegisterOrder,
        response: { 201: SlipView },
      },
    },
    async (req, reply) =>
      runCommand(root, req, reply, 201, async (ctx) => presentSlip(ctx, await issueRegister(ctx, req.body))),
  )
}
