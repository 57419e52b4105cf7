import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { type Root, readCtx } from '../../platform/ctx.ts'
import { badRequest } from '../../platform/errors.ts'
import { runCommand } from '../../platform/http/command.ts'
import { Closed, Uuid } from '../../platform/http/schema.ts'
import { FileView, NewUpload, UploadView } from './contract.ts'
import type { Upload } from './store/uploads.ts'
import { completeUpload, dropUpload, findUpload, startUpload, takeChunk } from './uploads.ts'

const tags = ['Tệp']
const params = Closed({ id: Uuid() })
const config = { allow: 'signed-in' } as const
const CHUNK_TYPE = 'application/offset+octet-stream'
/** Largest chunk, in bytes. */
const MAX_CHUNK = 8 * 1024 * 1024

/** Uploads in chunks, after the manner of tus 1.0: state by offset, a chunk by PATCH, resumed where it stopped. */
export const uploadRoutes =
  (root: Root): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.addContentTypeParser(CHUNK_TYPE, { parseAs: 'buffer', bodyLimit: MAX_CHUNK }, (_req, body, done) =>
      done(null, body),
    )

    app.post(
      '/uploads',
      {
        config,
        schema: {
          operationId: 'startUpload',
          tags,
          summary: 'Bắt đầu gửi một tệp theo từng phần; gửi tiếp được trong một ngày',
          body: NewUpload,
          response: { 201: UploadView },
        },
      },
      (req, reply) =>
        runCommand(root, req, reply, 201, async (ctx) => present(await startUpload(ctx, req.body))),
    )

    app.get(
      '/uploads/:id',
      {
        config,
        schema: {
          operationId: 'getUpload',
          tags,
          summary: 'Tệp đang gửi đã nhận đến byte nào',
          params,
          response: { 200: UploadView },
        },
      },
      async (req) => present(await findUpload(readCtx(root, req.actor), req.params.id)),
    )

    app.patch(
      '/uploads/:id',
      {
        config,
        schema: {
          operationId: 'sendChunk',
          tags,
          summary: `Gửi một phần (tối đa 8 MB, ${CHUNK_TYPE}) từ byte ghi ở upload-offset; gửi lại được`,
          params,
          headers: Type.Object({ 'upload-offset': Type.Integer({ minimum: 0 }) }),
          consumes: [CHUNK_TYPE],
          response: { 200: UploadView },
        },
      },
      async (req) => {
        if (!Buffer.isBuffer(req.body)) {
          throw badRequest('upload.no_chunk', `Hãy gửi các byte của tệp với content-type ${CHUNK_TYPE}.`)
        }
        const chunk = { id: req.params.id, offset: req.headers['upload-offset'], bytes: req.body }
        return present(await takeChunk(root, req.actor, chunk))
      },
    )

    app.post(
      '/uploads/:id/completion',
      {
        config,
        schema: {
          operationId: 'completeUpload',
          tags,
          summary: 'Kiểm tra và giữ tệp đã nhận đủ; gọi lại được cùng một tệp',
          params,
          response: { 200: FileView },
        },
      },
      (req) => completeUpload(root, req.actor, req.params.id),
    )

    app.delete(
      '/uploads/:id',
      {
        config,
        schema: {
          operationId: 'dropUpload',
          tags,
          summary: 'Huỷ một tệp đang gửi',
          params,
          response: { 204: Type.Null() },
        },
      },
      async (req, reply) => {
        await runCommand(root, req, reply, 204, (ctx) => dropUpload(ctx, req.params.id))
        return reply.code(204).send(null)
      },
    )
  }

const present = ({ id, name, size, received, fileId, expiresAt }: Upload) => ({
  id,
  name,
  size,
  offset: received,
  fileId,
  expiresAt: expiresAt.toISOString(),
})
