import type { Ctx } from '../../../platform/ctx.ts'
import { forbidden, stale, unprocessable } from '../../../platform/errors.ts'
import { competentUnits, type Published, publishPackage } from '../../catalogue/index.ts'
import { withAncestors } from '../access.ts'
import type { Publish } from '../contract.ts'
import { titleOf } from '../domain/parts.ts'
import { mayPublish } from '../policy.ts'
import { partsOf } from '../queries.ts'
import { endDraft } from '../store.ts'
import { currentOf, packageOf, reviewDraft } from './review.ts'
import { openDraft } from './save.ts'

/**
 * Publishes a draft: procedure, form, process and golden cases together, or nothing. What is published is what was
 * looked at: the revisions of all parts and the version that the changes were told against.
 * @throws 403 `draft.not_yours` when units that the actor does not administer would have to follow it;
 *   404 `draft.not_found`; 409 `draft.ended`; 412 `draft.stale`, `draft.outdated`; 422 `draft.has_problems` with all
 */
export async function publishDraft(
  ctx: Ctx,
  id: string,
  { revisions, against }: Publish,
): Promise<Published & { code: string }> {
  const draft = await openDraft(ctx, id)
  const changed = (await partsOf(ctx, id)).find(({ part, revision }) => revisions[part] !== revision)
  if (changed) {
    throw stale('draft.stale', 'Bản soạn vừa được sửa thêm; hãy xem lại phần thay đổi rồi công bố.', {
      part: changed.part,
      revision: changed.revision,
    })
  }
  const pkg = await packageOf(ctx, id)
  const { code } = titleOf(pkg.procedure)
  const current = await currentOf(ctx, code)
  if ((current?.versionId ?? null) !== against) {
    throw stale(
      'draft.outdated',
      'Thủ tục vừa có phiên bản khác được công bố; hãy xem lại phần thay đổi so với phiên bản ấy.',
      { version: current?.version ?? null },
    )
  }
  const review = await reviewDraft(ctx, pkg)
  if (review.problems.length > 0) {
    throw unprocessable(
      'draft.has_problems',
      `Bản soạn còn ${review.problems.length} chỗ phải sửa trước khi công bố.`,
      review.problems,
    )
  }
  const before = current?.competence ? await competentUnits(ctx, current.competence) : []
  const places = [...review.places, ...before.map((unit) => unit.id)]
  const scopes = await Promise.all([...new Set(places)].map((unitId) => withAncestors(ctx, unitId)))
  if (!mayPublish(ctx.actor, scopes)) {
    throw forbidden(
      'Thủ tục này còn giao việc cho đơn vị ngoài phạm vi quản trị của bạn; hãy thu hẹp thẩm quyền hoặc nhờ quản trị cấp trên công bố.',
      'draft.not_yours',
    )
  }
  const published = await publishPackage(ctx, pkg, review)
  await endDraft(ctx, draft.id, published.versionId)
  ctx.about(draft.id, { code, versionId: published.versionId, version: published.version })
  return { ...published, code }
}
