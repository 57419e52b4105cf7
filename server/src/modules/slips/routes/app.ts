import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply } from 'fastify'
import { Type } from 'typebox'
import type { Ctx } from '../../../platform/ctx.ts'
import { notFound } from '../../../platform/errors.ts'
import { readFile } from '../../files/index.ts'

/** The server as route files of this module see it. */
export type App = Parameters<FastifyPluginAsyncTypebox>[0]

export const Pdf = Type.Unknown({ description: 'Tệp PDF/A' })

/** Sends a kept file as it lies there, to be looked at in the browser. */
export async function sendKept(ctx: Ctx, reply: FastifyReply, fileId: string, name: string) {
  const file = await readFile(ctx, fileId)
  if (!file) throw slipNotFound()
  return asPdf(reply, name)
    .header('content-length', file.size)
    .header('etag', `"${file.sha256}"`)
    .send(file.content)
}

export const asPdf = (reply: FastifyReply, name: string): FastifyReply =>
  reply
    .type('application/pdf')
    .header('content-disposition', `inline; filename*=UTF-8''${encodeURIComponent(name)}.pdf`)
    .header('cache-control', 'private, no-store')

export const slipNotFound = () => notFound('slip.not_found', 'Không có giấy này hoặc bạn không được xem.')
