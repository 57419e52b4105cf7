import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { type Root, readCtx } from '../../platform/ctx.ts'
import { runCommand } from '../../platform/http/command.ts'
import { calendarYear } from './calendar-year.ts'
import {
  CalendarQuery,
  CalendarYear,
  DayConsequence,
  NewSpecialDay,
  NewWeek,
  SpecialDay,
  SpecialDayParams,
  SpecialDays,
  SpecialDaysQuery,
  WeekParams,
  WeeksQuery,
  WorkWeek,
  WorkWeeks,
} from './contract.ts'
import { previewRemoval, previewSpecialDay, previewWeek, previewWeekRemoval } from './preview.ts'
import { addSpecialDay, dropSpecialDay, specialDays } from './special-days.ts'
import { addWeek, dropWeek, workWeeks } from './weeks.ts'

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

    app.get(
      '/special-days',
      {
        config: { allow: 'calendar.plan' },
        schema: {
          operationId: 'listSpecialDays',
          tags: ['deadlines'],
          summary: 'Ngày nghỉ và ngày làm bù của một đơn vị trong năm, kể cả của cấp trên và cả nước',
          querystring: SpecialDaysQuery,
          response: { 200: SpecialDays },
        },
      },
      async (req) => ({ items: await specialDays(readCtx(root, req.actor), req.query.unit, req.query.year) }),
    )

    app.post(
      '/special-days',
      {
        config: { allow: 'calendar.plan' },
        schema: {
          operationId: 'setSpecialDay',
          tags: ['deadlines'],
          summary: 'Đặt ngày nghỉ hoặc ngày làm bù của một đơn vị và các đơn vị trực thuộc',
          body: NewSpecialDay,
          response: { 201: SpecialDay },
        },
      },
      async (req, reply) => runCommand(root, req, reply, 201, (ctx) => addSpecialDay(ctx, req.body)),
    )

    app.delete(
      '/special-days/:id',
      {
        config: { allow: 'calendar.plan' },
        schema: {
          operationId: 'removeSpecialDay',
          tags: ['deadlines'],
          summary: 'Xoá ngày nghỉ hoặc ngày làm bù của một đơn vị',
          params: SpecialDayParams,
          response: { 200: SpecialDay },
        },
      },
      async (req, reply) => runCommand(root, req, reply, 200, (ctx) => dropSpecialDay(ctx, req.params.id)),
    )

    app.post(
      '/special-days/preview',
      {
        config: { allow: 'calendar.plan' },
        schema: {
          operationId: 'previewSpecialDay',
          tags: ['deadlines'],
          summary: 'Đặt ngày này thì hạn trả của bao nhiêu hồ sơ thay đổi; không đặt gì',
          body: NewSpecialDay,
          response: { 200: DayConsequence },
        },
      },
      async (req) => previewSpecialDay(readCtx(root, req.actor), req.body),
    )

    app.get(
      '/special-days/:id/removal',
      {
        config: { allow: 'calendar.plan' },
        schema: {
          operationId: 'previewRemovalOfSpecialDay',
          tags: ['deadlines'],
          summary: 'Bỏ ngày này thì hạn trả của bao nhiêu hồ sơ thay đổi; không bỏ gì',
          params: SpecialDayParams,
          response: { 200: DayConsequence },
        },
      },
      async (req) => previewRemoval(readCtx(root, req.actor), req.params.id),
    )

    app.get(
      '/weeks',
      {
        config: { allow: 'calendar.plan' },
        schema: {
          operationId: 'listWeeks',
          tags: ['deadlines'],
          summary: 'Tuần làm việc đã đặt cho một đơn vị và các cấp trên của nó',
          querystring: WeeksQuery,
          response: { 200: WorkWeeks },
        },
      },
      async (req) => ({ items: await workWeeks(readCtx(root, req.actor), req.query.unit) }),
    )

    app.post(
      '/weeks',
      {
        config: { allow: 'calendar.plan' },
        schema: {
          operationId: 'setWeek',
          tags: ['deadlines'],
          summary: 'Đặt tuần làm việc của một đơn vị và các đơn vị trực thuộc chưa có tuần riêng',
          body: NewWeek,
          response: { 201: WorkWeek },
        },
      },
      async (req, reply) => runCommand(root, req, reply, 201, (ctx) => addWeek(ctx, req.body)),
    )

    app.post(
      '/weeks/preview',
      {
        config: { allow: 'calendar.plan' },
        schema: {
          operationId: 'previewWeek',
          tags: ['deadlines'],
          summary: 'Đặt tuần làm việc này thì hạn trả của bao nhiêu hồ sơ thay đổi; không đặt gì',
          body: NewWeek,
          response: { 200: DayConsequence },
        },
      },
      async (req) => previewWeek(readCtx(root, req.actor), req.body),
    )

    app.get(
      '/weeks/:id/removal',
      {
        config: { allow: 'calendar.plan' },
        schema: {
          operationId: 'previewRemovalOfWeek',
          tags: ['deadlines'],
          summary: 'Bỏ tuần làm việc này thì hạn trả của bao nhiêu hồ sơ thay đổi; không bỏ gì',
          params: WeekParams,
          response: { 200: DayConsequence },
        },
      },
      async (req) => previewWeekRemoval(readCtx(root, req.actor), req.params.id),
    )

    app.delete(
      '/weeks/:id',
      {
        config: { allow: 'calendar.plan' },
        schema: {
          operationId: 'removeWeek',
          tags: ['deadlines'],
          summary: 'Bỏ tuần làm việc đã đặt của một đơn vị',
          params: WeekParams,
          response: { 200: WorkWeek },
        },
      },
      async (req, reply) => runCommand(root, req, reply, 200, (ctx) => dropWeek(ctx, req.params.id)),
    )
  }
