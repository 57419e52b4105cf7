import { Type } from 'typebox'
import { type Root, readCtx } from '../../../platform/ctx.ts'
import { runCommand } from '../../../platform/http/command.ts'
import { deskProcedures } from '../../catalogue/index.ts'
import { frequentProcedures, mayReceive, notAtYourDesk, presentDossier } from '../../dossiers/index.ts'
import { unitByRef } from '../../organisations/index.ts'
import { dropQuickFill, keepQuickFill, listQuickFills } from '../commands/quick-fills.ts'
import { receiptOf, receiveAtDesk } from '../commands/receive.ts'
import {
  DeskProcedures,
  DeskQuery,
  Intake,
  NewQuickFill,
  QuickFill,
  QuickFillQuery,
  Recall,
  RecallQuery,
  Received,
} from '../contract/intake.ts'
import { recall } from '../recall.ts'
import { type App, Id, tags } from './app.ts'

const config = { allow: 'desk.receive' }

export function registerIntake(app: App, root: Root): void {
  app.post(
    '/desk/intakes',
    {
      config,
      schema: {
        operationId: 'receiveAtDesk',
        tags,
        summary: 'Nhận hồ sơ tại quầy trong một lần: nộp, tiếp nhận, thu phí, cấp giấy tiếp nhận',
        body: Intake,
        response: { 201: Received },
      },
    },
    async (req, reply) => {
      const dossier = await runCommand(root, req, reply, 201, async (ctx) =>
        presentDossier(ctx, await receiveAtDesk(ctx, req.body)),
      )
      return { dossier, ...(await receiptOf(root, req.actor, dossier.id, req.body.paper ?? 'A5')) }
    },
  )

  app.post(
    '/desk/recalls',
    {
      config,
      schema: {
        operationId: 'recallPerson',
        tags,
        summary: 'Dữ liệu và hồ sơ trước đây của người đang ở quầy, kèm nguồn; mỗi lần xem đều được ghi lại',
        body: RecallQuery,
        response: { 200: Recall },
      },
    },
    async (req, reply) => {
      reply.header('cache-control', 'private, no-store')
      return runCommand(root, req, reply, 200, (ctx) => recall(ctx, req.body))
    },
  )

  app.get(
    '/desk/procedures',
    {
      config,
      schema: {
        operationId: 'listDeskProcedures',
        tags,
        summary: 'Thủ tục nhận được tại quầy, và những thủ tục quầy này hay nhận',
        querystring: DeskQuery,
        response: { 200: DeskProcedures },
      },
    },
    async (req) => {
      const ctx = readCtx(root, req.actor)
      const unit = await unitByRef(ctx, req.query.unit)
      const all = await deskProcedures(ctx)
      const items = all.filter((p) => mayReceive(req.actor, unit.id, p.code))
      if (items.length === 0) throw notAtYourDesk()
      const often = await frequentProcedures(ctx, unit.id, 9)
      return { items, frequent: often.filter((code) => items.some((p) => p.code === code)) }
    },
  )

  app.get(
    '/desk/quick-fills',
    {
      config,
      schema: {
        operationId: 'listQuickFills',
        tags,
        summary: 'Mẫu điền nhanh của quầy cho một thủ tục',
        querystring: QuickFillQuery,
        response: { 200: Type.Object({ items: Type.Array(QuickFill) }) },
      },
    },
    async (req) => ({
      items: await listQuickFills(readCtx(root, req.actor), req.query.unit, req.query.procedure),
    }),
  )

  app.post(
    '/desk/quick-fills',
    {
      config,
      schema: {
        operationId: 'saveQuickFill',
        tags,
        summary: 'Lưu các câu trả lời dùng chung làm mẫu điền nhanh; những gì của một người được bỏ ra',
        body: NewQuickFill,
        response: { 201: QuickFill },
      },
    },
    (req, reply) => runCommand(root, req, reply, 201, (ctx) => keepQuickFill(ctx, req.body)),
  )

  app.delete(
    '/desk/quick-fills/:id',
    {
      config,
      schema: {
        operationId: 'dropQuickFill',
        tags,
        summary: 'Xoá một mẫu điền nhanh',
        params: Id,
        response: { 200: Type.Object({}) },
      },
    },
    (req, reply) =>
      runCommand(root, req, reply, 200, async (ctx) => {
        await dropQuickFill(ctx, req.params.id)
        return {}
      }),
  )
}
