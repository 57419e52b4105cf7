import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { type Ctx, type Root, readCtx } from '../../platform/ctx.ts'
import { forbidden } from '../../platform/errors.ts'
import { runCommand } from '../../platform/http/command.ts'
import { administers, unitByRef } from '../organisations/index.ts'
import { closeBook, openBook } from './commands.ts'
import * as contract from './contract.ts'
import { type Book, numbersLeft, stateOf } from './domain.ts'
import { booksOf } from './store.ts'

const tags = ['Biên lai']
const manage = { allow: 'fees.manage_books' }

export const routes =
  (root: Root): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.get(
      '/receipt-books',
      {
        config: { allow: 'fees.read_books' },
        schema: {
          operationId: 'listReceiptBooks',
          tags,
          summary:
            'Các quyển biên lai của một đơn vị, mới nhất trước, cho người thu và người quản trị của đơn vị',
          querystring: contract.BookQuery,
          response: { 200: contract.BookList },
        },
      },
      async (req) => {
        const ctx = readCtx(root, req.actor)
        const unit = await unitByRef(ctx, req.query.unit)
        const mayManage = await administers(ctx, [unit.id])
        if (!mayManage && !isOfUnit(ctx, unit.id))
          throw forbidden('Bạn không thu phí và không quản trị ở đơn vị này.')
        return {
          items: (await booksOf(ctx, unit.id)).map((book) => present(book, mayManage)),
          can: mayManage ? ['open'] : [],
        }
      },
    )

    app.post(
      '/receipt-books',
      {
        config: manage,
        schema: {
          operationId: 'openReceiptBook',
          tags,
          summary: 'Mở một quyển biên lai cho đơn vị thu',
          body: contract.NewBook,
          response: { 201: contract.BookView },
        },
      },
      async (req, reply) =>
        runCommand(root, req, reply, 201, async (ctx) => present(await openBook(ctx, req.body), true)),
    )

    app.post(
      '/receipt-books/:id/closure',
      {
        config: manage,
        schema: {
          operationId: 'closeReceiptBook',
          tags,
          summary: 'Đóng một quyển biên lai: các số còn lại không cấp nữa',
          params: contract.BookParams,
          response: { 200: contract.BookView },
        },
      },
      async (req, reply) =>
        runCommand(root, req, reply, 200, async (ctx) => present(await closeBook(ctx, req.params.id), true)),
    )
  }

const isOfUnit = ({ actor }: Ctx, unitId: string): boolean =>
  actor.roles.some((grant) => grant.role === 'tiepnhan' && grant.unitId === unitId)

function present(book: Book, mayManage: boolean): contract.BookView {
  const { id, form, series, taxCode, firstNumber, lastNumber, nextNumber, openedAt } = book
  const state = stateOf(book)
  return {
    ...{ id, form, series, taxCode, firstNumber, lastNumber, nextNumber, state },
    left: numbersLeft(book),
    openedAt: openedAt.toISOString(),
    can: mayManage && state === 'open' ? ['close'] : [],
  }
}
