import { Type } from 'typebox'
import { type Root, readCtx } from '../../../platform/ctx.ts'
import { runCommand } from '../../../platform/http/command.ts'
import { changeDraft, draftNotFound, dropDraft, startDraft } from '../commands/drafts.ts'
import { DraftChanges, DraftView, NewDraft } from '../contract/drafts.ts'
import { draftById, draftsOf } from '../queries/drafts.ts'
import type { DraftRow } from '../store/drafts.ts'
import { type App, Id } from './app.ts'

const tags = ['Bản nháp']
const config = { allow: 'dossiers.submit' }

export function registerDrafts(app: App, root: Root): void {
  app.post(
    '/drafts',
    {
      config,
      schema: {
        operationId: 'startDraft',
        tags,
        summary: 'Bắt đầu bản nháp',
        body: NewDraft,
        response: { 201: DraftView },
      },
    },
    (req, reply) =>
      runCommand(root, req, reply, 201, async (ctx) => present(await startDraft(ctx, req.body))),
  )

  app.get(
    '/drafts',
    {
      config,
      schema: {
        operationId: 'listDrafts',
        tags,
        summary: 'Các bản nháp của tôi',
        response: { 200: Type.Object({ items: Type.Array(DraftView) }) },
      },
    },
    async (req) => ({ items: (await draftsOf(readCtx(root, req.actor))).map(present) }),
  )

  app.get(
    '/drafts/:id',
    {
      config,
      schema: {
        operationId: 'getDraft',
        tags,
        summary: 'Một bản nháp',
        params: Id,
        response: { 200: DraftView },
      },
    },
    async (req) => {
      const draft = await draftById(readCtx(root, req.actor), req.params.id)
      if (!draft) throw draftNotFound()
      return present(draft)
    },
  )

  app.patch(
    '/drafts/:id',
    {
      config,
      schema: {
        operationId: 'changeDraft',
        tags,
        summary: 'Lưu từng trường; câu trả lời xác nhận đã lưu',
        params: Id,
        body: DraftChanges,
        response: { 200: DraftView },
      },
    },
    (req, reply) =>
      runCommand(root, req, reply, 200, async (ctx) =>
        present(await changeDraft(ctx, req.params.id, req.body)),
      ),
  )

  app.delete(
    '/drafts/:id',
    {
      config,
      schema: {
        operationId: 'dropDraft',
        tags,
        summary: 'Xoá bản nháp',
        params: Id,
        response: { 204: Type.Null() },
      },
    },
    async (req, reply) => {
      await runCommand(root, req, reply, 204, (ctx) => dropDraft(ctx, req.params.id))
      return reply.code(204).send(null)
    },
  )
}

const present = ({ id, procedureCode, body, version, replaced, savedAt }: DraftRow) => ({
  id,
  procedureCode,
  body,
  version,
  replaced,
  savedAt: savedAt.toISOString(),
})
