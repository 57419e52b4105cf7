import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Root } from '../../../platform/ctx.ts'
import { runCommand } from '../../../platform/http/command.ts'
import { assignPosition } from '../commands/staff.ts'
import { closeUnit, createUnit, giveUnitCode, renameUnit, updateUnit } from '../commands/units.ts'
import * as contract from '../contract.ts'
import { detailOf } from '../present.ts'

const tags = ['Đơn vị']
const manage = { allow: 'units.manage' }

/** Routes that set up, change and close units; for the administrators of the unit or of one above. */
export const administrationRoutes =
  (root: Root): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.post(
      '/units',
      {
        config: manage,
        schema: {
          operationId: 'createUnit',
          tags,
          summary: 'Lập một đơn vị trực thuộc',
          body: contract.NewUnit,
          response: { 201: contract.UnitDetail },
        },
      },
      async (req, reply) =>
        runCommand(root, req, reply, 201, async (ctx) => detailOf(ctx, await createUnit(ctx, req.body))),
    )

    app.patch(
      '/units/:ref',
      {
        config: manage,
        schema: {
          operationId: 'updateUnit',
          tags,
          summary: 'Sửa điện thoại, địa chỉ, việc tiếp nhận và thẩm quyền của đơn vị',
          params: contract.UnitParams,
          body: contract.UnitChanges,
          response: { 200: contract.UnitDetail },
        },
      },
      async (req, reply) =>
        runCommand(root, req, reply, 200, async (ctx) =>
          detailOf(ctx, await updateUnit(ctx, req.params.ref, req.body)),
        ),
    )

    app.post(
      '/units/:ref/names',
      {
        config: manage,
        schema: {
          operationId: 'renameUnit',
          tags,
          summary: 'Đổi tên đơn vị từ một ngày; giấy tờ của những ngày trước giữ tên cũ',
          params: contract.UnitParams,
          body: contract.NewName,
          response: { 201: contract.UnitDetail },
        },
      },
      async (req, reply) =>
        runCommand(root, req, reply, 201, async (ctx) =>
          detailOf(ctx, await renameUnit(ctx, { ...req.body, unit: req.params.ref })),
        ),
    )

    app.post(
      '/units/:ref/codes',
      {
        config: manage,
        schema: {
          operationId: 'giveUnitCode',
          tags,
          summary: 'Cấp mã mới cho đơn vị từ một ngày',
          params: contract.UnitParams,
          body: contract.NewCode,
          response: { 201: contract.UnitDetail },
        },
      },
      async (req, reply) =>
        runCommand(root, req, reply, 201, async (ctx) =>
          detailOf(ctx, await giveUnitCode(ctx, { ...req.body, unit: req.params.ref })),
        ),
    )

    app.post(
      '/units/:ref/closure',
      {
        config: manage,
        schema: {
          operationId: 'closeUnit',
          tags,
          summary: 'Kết thúc hoạt động của đơn vị sau một ngày; phân công ở đó kết thúc cùng',
          params: contract.UnitParams,
          body: contract.Closure,
          response: { 201: contract.UnitDetail },
        },
      },
      async (req, reply) =>
        runCommand(root, req, reply, 201, async (ctx) =>
          detailOf(ctx, await closeUnit(ctx, { ...req.body, unit: req.params.ref })),
        ),
    )

    app.post(
      '/units/:ref/positions',
      {
        config: manage,
        schema: {
          operationId: 'assignPosition',
          tags,
          summary: 'Ghi chức vụ của một người ở đơn vị; chức vụ không cho quyền gì',
          params: contract.UnitParams,
          body: contract.PositionBody,
          response: { 201: contract.Done },
        },
      },
      async (req, reply) =>
        runCommand(root, req, reply, 201, async (ctx) => ({
          id: await assignPosition(ctx, { ...req.body, unit: req.params.ref }),
        })),
    )
  }
