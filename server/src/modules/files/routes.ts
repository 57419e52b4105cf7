import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { insertAccess } from '../../platform/audit.ts'
import { inTx, type Root, readCtx } from '../../platform/ctx.ts'
import { badRequest, notFound } from '../../platform/errors.ts'
import { Closed, Uuid } from '../../platform/http/schema.ts'
import { receiveFile, recordFile } from './commands.ts'
import { openContent } from './content.ts'
import { FileView } from './contract.ts'
import { filesByIds, openFile } from './queries.ts'

const tags = ['Tệp']
const INLINE = ['application/pdf', 'image/jpeg', 'image/png', 'image/webp']

export const routes =
  (root: Root): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.post(
      '/files',
      {
        config: { allow: 'signed-in' },
        schema: {
          operationId: 'uploadFile',
          tags,
          summary: 'Gửi một tệp (multipart, trường “file”)',
          consumes: ['multipart/form-data'],
          response: { 201: FileView },
        },
      },
      async (req, reply) => {
        const part = req.isMultipart() ? await req.file() : undefined
        if (part?.fieldname !== 'file') {
          throw badRequest('file.missing', 'Hãy gửi tệp dạng multipart/form-data trong trường “file”.')
        }
        const received = await receiveFile(root.files, { name: part.filename, content: part.file })
        const file = await inTx(root, req.actor, 'files.upload', (ctx) => recordFile(ctx, received))
        return reply.code(201).send(file)
      },
    )

    app.get(
      '/files/:id',
      {
        config: { allow: 'signed-in' },
        schema: {
          operationId: 'downloadFile',
          tags,
          summary: 'Nội dung của một tệp',
          params: Closed({ id: Uuid() }),
          response: { 200: Type.Unknown({ description: 'Các byte của tệp' }) },
        },
      },
      async (req, reply) => {
        const ctx = readCtx(root, req.actor)
        const file = (await filesByIds(ctx, [req.params.id])).get(req.params.id)
        if (!file) throw fileNotFound()
        if (file.ownerId !== req.actor.id) {
          const readers = root.modules.flatMap((m) => m.mayReadFile ?? [])
          const answers = await Promise.all(readers.map((mayRead) => mayRead(ctx, file.id)))
          if (!answers.includes(true)) throw fileNotFound()
          const grant = req.actor.roles.find((g) => !g.inherited) ?? null
          const row = { id: ctx.newId(), at: ctx.now(), actor: req.actor, subject: file.id, grant }
          await insertAccess(ctx.db, { ...row, what: 'file', reason: 'Thành phần của hồ sơ được phép xem' })
        }
        const open = await openFile(ctx, file.id)
        if (!open) throw fileNotFound()
        const disposition = INLINE.includes(file.type) ? 'inline' : 'attachment'
        return reply
          .type(file.type)
          .header('content-length', file.size)
          .header('content-disposition', `${disposition}; filename*=UTF-8''${encodeURIComponent(open.name)}`)
          .header('cache-control', 'private, no-store')
          .header('etag', `"${open.sha256}"`)
          .send(openContent(root.files, open.key, open.storedAs))
      },
    )
  }

const fileNotFound = () => notFound('file.not_found', 'Không có tệp này hoặc bạn không được xem.')
