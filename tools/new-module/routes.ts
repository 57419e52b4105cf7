import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { type Root, readCtx } from '../../platform/ctx.ts'
import { runCommand } from '../../platform/http/command.ts'
import { create__Thing__ } from './commands.ts'
import { __Thing__Page, __Thing__Query, __Thing__View, New__Thing__ } from './contract.ts'
import { list__Things__ } from './queries.ts'

const tags = ['__module__']

export const routes =
  (root: Root): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.get(
      '/__module__',
      {
        config: { allow: 'signed-in' },
        schema: {
          operationId: 'list__Things__',
          tags,
          summary: 'Danh sách các mục của __module__, mới nhất trước',
          querystring: __Thing__Query,
          response: { 200: __Thing__Page },
        },
      },
      async (req) => list__Things__(readCtx(root, req.actor), req.query),
    )

    app.post(
      '/__module__',
      {
        config: { allow: '__module__.create' },
        schema: {
          operationId: 'create__Thing__',
          tags,
          summary: 'Thêm một mục vào __module__',
          body: New__Thing__,
          response: { 201: __Thing__View },
        },
      },
      async (req, reply) => runCommand(root, req, reply, 201, (ctx) => create__Thing__(ctx, req.body)),
    )
  }
