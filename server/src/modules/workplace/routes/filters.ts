import { Type } from 'typebox'
import { type Root, readCtx } from '../../../platform/ctx.ts'
import { runCommand } from '../../../platform/http/command.ts'
import { dropFilter, keepFilter, listFilters } from '../commands.ts'
import { FilterId, NewFilter, SavedFilter, SavedFilters } from '../contract.ts'
import type { App } from './app.ts'

const tags = ['Bàn làm việc']
const config = { allow: 'workplace.filters' }

export function registerFilters(app: App, root: Root): void {
  app.get(
    '/saved-filters',
    {
      config,
      schema: {
        operationId: 'listSavedFilters',
        tags,
        summary: 'Các bộ lọc tôi đã lưu',
        response: { 200: SavedFilters },
      },
    },
    async (req) => ({ items: await listFilters(readCtx(root, req.actor)) }),
  )

  app.post(
    '/saved-filters',
    {
      config,
      schema: {
        operationId: 'saveFilter',
        tags,
        summary: 'Lưu một bộ lọc; cùng tên trên cùng màn hình thì thay bộ lọc cũ',
        body: NewFilter,
        response: { 201: SavedFilter },
      },
    },
    (req, reply) => runCommand(root, req, reply, 201, (ctx) => keepFilter(ctx, req.body)),
  )

  app.delete(
    '/saved-filters/:id',
    {
      config,
      schema: {
        operationId: 'dropFilter',
        tags,
        summary: 'Xoá một bộ lọc đã lưu',
        params: FilterId,
        response: { 200: Type.Object({}) },
      },
    },
    (req, reply) =>
      runCommand(root, req, reply, 200, async (ctx) => {
        await dropFilter(ctx, req.params.id)
        return {}
      }),
  )
}
