import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { type Root, readCtx } from '../../platform/ctx.ts'
import { calendarYear } from './calendar-year.ts'
import { CalendarQuery, CalendarYear } from './contract.ts'

export const routes =
  (root: Root): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.get(
      '/calendar',
      {
        config: { allow: 'public' },
        schema: {
          operationId: 'getCalendar',
          tags: ['deadlines'],
          summary: 'Lịch làm việc của một đơn vị trong năm: ca làm việc, ngày nghỉ lễ, ngày hoán đổi',
          querystring: CalendarQuery,
          response: { 200: CalendarYear },
        },
      },
      async (req) => calendarYear(readCtx(root, req.actor), req.query.unit, req.query.year),
    )
  }
