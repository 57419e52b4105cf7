import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { runForm, vietnamDate } from '@motcua/rules'
import { Type } from 'typebox'
import { type Root, readCtx } from '../../platform/ctx.ts'
import { notFound } from '../../platform/errors.ts'
import { formVersion } from '../forms/index.ts'
import { runOptions } from '../organisations/index.ts'
import { Assessment, AssessmentBody, ExampleQuery, ProcedureParams, ProcedureView } from './contract.ts'
import { assess, exampleFor } from './domain/evaluate.ts'
import { currentProcedure, searchProcedures, sectors } from './queries.ts'
import { ProcedurePage, SearchQuery, SectorPage } from './search-contract.ts'

const tags = ['Thủ tục']

export const routes =
  (root: Root): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.get(
      '/procedures',
      {
        config: { allow: 'public' },
        schema: {
          operationId: 'searchProcedures',
          tags,
          summary: 'Tìm thủ tục hành chính (không cần dấu, chấp nhận viết tắt và gõ sai)',
          querystring: SearchQuery,
          response: { 200: ProcedurePage },
        },
      },
      async (req) => searchProcedures(readCtx(root, req.actor), req.query),
    )

    app.get(
      '/sectors',
      {
        config: { allow: 'public' },
        schema: {
          operationId: 'listSectors',
          tags,
          summary: 'Các lĩnh vực, với số thủ tục của từng lĩnh vực',
          response: { 200: SectorPage },
        },
      },
      async (req) => ({ items: await sectors(readCtx(root, req.actor)) }),
    )

    app.get(
      '/procedures/:code',
      {
        config: { allow: 'public' },
        schema: {
          operationId: 'getProcedure',
          tags,
          summary: 'Một thủ tục: trường hợp, giấy tờ, phí, thời hạn, biểu mẫu',
          params: ProcedureParams,
          response: { 200: ProcedureView },
        },
      },
      async (req) => {
        const ctx = readCtx(root, req.actor)
        const { id, ...procedure } = await currentProcedure(ctx, req.params.code)
        const form = procedure.formVersionId ? await formVersion(ctx, procedure.formVersionId) : null
        return { ...procedure, versionId: id, form }
      },
    )

    app.post(
      '/procedures/:code/assessment',
      {
        config: { allow: 'public' },
        schema: {
          operationId: 'assessProcedure',
          tags,
          summary: 'Thời hạn, chi phí và giấy tờ theo câu trả lời, kèm lý do của từng khoản, từng giấy',
          params: ProcedureParams,
          body: AssessmentBody,
          response: { 200: Assessment },
        },
      },
      async (req) => {
        const ctx = readCtx(root, req.actor)
        const procedure = await currentProcedure(ctx, req.params.code)
        const form = procedure.formVersionId ? await formVersion(ctx, procedure.formVersionId) : null
        const { caseKey = null, answers, papers } = req.body
        const run = form
          ? runForm(form, answers, await runOptions(ctx, form, answers, vietnamDate(ctx.now())))
          : { answers, errors: [] }
        return { ...assess(procedure, caseKey, run.answers, papers), errors: run.errors }
      },
    )

    app.get(
      '/procedures/:code/example',
      {
        config: { allow: 'public' },
        schema: {
          operationId: 'getProcedureExample',
          tags,
          summary: 'Một hồ sơ mẫu hợp lệ, gửi được nguyên văn đến POST /dossiers',
          params: ProcedureParams,
          querystring: ExampleQuery,
          response: { 200: Type.Record(Type.String(), Type.Unknown()) },
        },
      },
      async (req) => {
        const procedure = await currentProcedure(readCtx(root, req.actor), req.params.code)
        const example = exampleFor(procedure, req.query.case)
        if (example) return example
        const cases = procedure.goldenCases.map((g) => g.case)
        const hint = cases.length > 0 ? ` Các trường hợp có hồ sơ mẫu: ${cases.join(', ')}.` : ''
        const which = req.query.case === undefined ? '' : ` cho trường hợp “${req.query.case}”`
        throw notFound('procedure.no_example', `Thủ tục ${procedure.code} chưa có hồ sơ mẫu${which}.${hint}`)
      },
    )
  }
