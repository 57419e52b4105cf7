import { Type } from 'typebox'
import { type Root, readCtx } from '../../../platform/ctx.ts'
import { runCommand } from '../../../platform/http/command.ts'
import { checkGroup, groupTemplate, groupView, startGroup } from '../commands/groups.ts'
import { GroupView, NewGroup, TemplateQuery } from '../contract/groups.ts'
import { type App, Id, tags } from './app.ts'

const config = { allow: 'desk.receive' }
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

export function registerGroups(app: App, root: Root): void {
  app.get(
    '/desk/groups/template',
    {
      config,
      schema: {
        operationId: 'getGroupTemplate',
        tags,
        summary: 'Tệp mẫu Excel để nhận nhiều hồ sơ của một thủ tục trong một lần',
        querystring: TemplateQuery,
        response: { 200: Type.Unknown({ description: 'Tệp .xlsx' }) },
      },
    },
    async (req, reply) => {
      const { unit, procedure } = req.query
      const content = await groupTemplate(readCtx(root, req.actor), unit, procedure)
      reply.header('content-type', XLSX)
      reply.header('content-disposition', `attachment; filename="mau-${procedure}.xlsx"`)
      return reply.send(content)
    },
  )

  app.post(
    '/desk/groups',
    {
      config,
      schema: {
        operationId: 'checkGroup',
        tags,
        summary: 'Đọc danh sách và xem trước: dòng nào nhận được, dòng nào sai ở cột nào; chưa nhận gì',
        body: NewGroup,
        response: { 201: GroupView },
      },
    },
    (req, reply) => runCommand(root, req, reply, 201, (ctx) => checkGroup(ctx, req.body)),
  )

  app.post(
    '/desk/groups/:id/start',
    {
      config,
      schema: {
        operationId: 'startGroup',
        tags,
        summary: 'Nhận các dòng đúng của danh sách, từng hồ sơ một; dòng sai được bỏ qua',
        params: Id,
        response: { 202: Type.Object({}) },
      },
    },
    (req, reply) =>
      runCommand(root, req, reply, 202, async (ctx) => {
        await startGroup(ctx, req.params.id)
        return {}
      }),
  )

  app.get(
    '/desk/groups/:id',
    {
      config,
      schema: {
        operationId: 'getGroup',
        tags,
        summary: 'Danh sách đã gửi với kết quả của từng dòng',
        params: Id,
        response: { 200: GroupView },
      },
    },
    async (req) => groupView(readCtx(root, req.actor), req.params.id),
  )
}
