import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { type Root, readCtx } from '../../platform/ctx.ts'
import { runCommand } from '../../platform/http/command.ts'
import { createDraft } from './commands/create.ts'
import { publishDraft } from './commands/publish.ts'
import { checkDraft, diffDraft, playDraft } from './commands/review.ts'
import { dropDraft, restorePart, savePart } from './commands/save.ts'
import * as contract from './contract.ts'
import { draftView, historyView, pageOfDrafts, partView } from './present.ts'

const tags = ['Soạn thủ tục']
const author = { allow: 'catalogue.author' }

export const routes =
  (root: Root): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.get(
      '/studio/drafts',
      {
        config: author,
        schema: {
          operationId: 'listStudioDrafts',
          tags,
          summary: 'Các bản soạn thủ tục của đơn vị mình và các đơn vị trực thuộc',
          querystring: contract.DraftsQuery,
          response: { 200: contract.DraftPage },
        },
      },
      async (req) => pageOfDrafts(readCtx(root, req.actor), req.query),
    )

    app.post(
      '/studio/drafts',
      {
        config: author,
        schema: {
          operationId: 'createStudioDraft',
          tags,
          summary:
            'Bắt đầu soạn: thủ tục mới, bản tiếp theo của thủ tục đang có, hoặc bản sao của thủ tục khác',
          body: contract.NewDraft,
          response: { 201: contract.DraftView },
        },
      },
      async (req, reply) =>
        runCommand(root, req, reply, 201, async (ctx) => draftView(ctx, await createDraft(ctx, req.body))),
    )

    app.get(
      '/studio/drafts/:id',
      {
        config: author,
        schema: {
          operationId: 'getStudioDraft',
          tags,
          summary: 'Một bản soạn với mọi phần của nó',
          params: contract.DraftParams,
          response: { 200: contract.DraftView },
        },
      },
      async (req) => draftView(readCtx(root, req.actor), req.params.id),
    )

    app.delete(
      '/studio/drafts/:id',
      {
        config: author,
        schema: {
          operationId: 'dropStudioDraft',
          tags,
          summary: 'Bỏ một bản soạn; vẫn xem lại được',
          params: contract.DraftParams,
          response: { 200: contract.Done },
        },
      },
      async (req, reply) =>
        runCommand(root, req, reply, 200, async (ctx) => {
          await dropDraft(ctx, req.params.id)
          return { id: req.params.id }
        }),
    )

    app.put(
      '/studio/drafts/:id/parts/:part',
      {
        config: author,
        schema: {
          operationId: 'saveStudioPart',
          tags,
          summary: 'Lưu một phần của bản soạn, kể cả khi còn dở dang',
          params: contract.PartParams,
          body: contract.SavePart,
          response: { 200: contract.PartView },
        },
      },
      async (req, reply) =>
        runCommand(root, req, reply, 200, async (ctx) => {
          await savePart(ctx, { ...req.params, ...req.body })
          return partView(ctx, req.params.id, req.params.part)
        }),
    )

    app.get(
      '/studio/drafts/:id/parts/:part/history',
      {
        config: author,
        schema: {
          operationId: 'getStudioHistory',
          tags,
          summary: 'Các lần lưu của một phần, mới nhất trước',
          params: contract.PartParams,
          response: { 200: contract.History },
        },
      },
      async (req) => historyView(readCtx(root, req.actor), req.params.id, req.params.part),
    )

    app.post(
      '/studio/drafts/:id/parts/:part/restoration',
      {
        config: author,
        schema: {
          operationId: 'restoreStudioPart',
          tags,
          summary: 'Lùi lại hoặc đi tới một lần lưu trong lịch sử',
          params: contract.PartParams,
          body: contract.RestorePart,
          response: { 200: contract.PartView },
        },
      },
      async (req, reply) =>
        runCommand(root, req, reply, 200, async (ctx) => {
          await restorePart(ctx, { ...req.params, ...req.body })
          return partView(ctx, req.params.id, req.params.part)
        }),
    )

    app.post(
      '/studio/drafts/:id/check',
      {
        config: author,
        schema: {
          operationId: 'checkStudioDraft',
          tags,
          summary: 'Mọi chỗ phải sửa trước khi công bố, mỗi chỗ có con trỏ tới phần và phần tử',
          params: contract.DraftParams,
          response: { 200: contract.CheckView },
        },
      },
      async (req) => checkDraft(readCtx(root, req.actor), req.params.id),
    )

    app.post(
      '/studio/drafts/:id/simulation',
      {
        config: author,
        schema: {
          operationId: 'playStudioDraft',
          tags,
          summary: 'Chạy thử các trường hợp trên quy trình, từng bước với chỗ đứng của các thẻ',
          params: contract.DraftParams,
          body: contract.PlayBody,
          response: { 200: contract.PlayView },
        },
      },
      async (req) => playDraft(readCtx(root, req.actor), req.params.id, req.body.cases),
    )

    app.get(
      '/studio/drafts/:id/diff',
      {
        config: author,
        schema: {
          operationId: 'diffStudioDraft',
          tags,
          summary: 'Bản soạn thay đổi gì so với phiên bản đang dùng',
          params: contract.DraftParams,
          response: { 200: contract.DiffView },
        },
      },
      async (req) => diffDraft(readCtx(root, req.actor), req.params.id),
    )

    app.post(
      '/studio/drafts/:id/publication',
      {
        config: { allow: 'catalogue.publish' },
        schema: {
          operationId: 'publishStudioDraft',
          tags,
          summary: 'Công bố thủ tục, biểu mẫu và quy trình cùng một lúc',
          params: contract.DraftParams,
          body: contract.Publish,
          response: { 201: contract.PublishedView },
        },
      },
      async (req, reply) =>
        runCommand(root, req, reply, 201, (ctx) => publishDraft(ctx, req.params.id, req.body)),
    )
  }
