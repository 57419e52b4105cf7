import type { Ctx } from '../../platform/ctx.ts'
import { conflict, notFound } from '../../platform/errors.ts'
import { authorise } from './authorise.ts'
import type { AnnouncementChanges, NewAnnouncement } from './contract.ts'
import { cleanWords } from './domain.ts'
import {
  type AnnouncementRow,
  insertAnnouncement,
  lockAnnouncement,
  markWithdrawn,
  saveAnnouncement,
} from './store.ts'

/** Tells everybody something from a day on. @throws 403 `announcement.forbidden`; 422 of `cleanWords` */
export async function publishAnnouncement(ctx: Ctx, input: NewAnnouncement): Promise<AnnouncementRow> {
  await authorise(ctx)
  const words = cleanWords({ titleEn: null, textEn: null, to: null, ...input })
  const id = ctx.newId()
  insertAnnouncement(ctx, id, words)
  ctx.about(id)
  return { id, ...words, changedAt: ctx.now(), withdrawnAt: null }
}

/**
 * Puts words or days of an announcement right; what is not named stays.
 * @throws 403 `announcement.forbidden`; 404; 409 `announcement.withdrawn`; 422 of `cleanWords`
 */
export async function changeAnnouncement(
  ctx: Ctx,
  id: string,
  changes: AnnouncementChanges,
): Promise<AnnouncementRow> {
  const row = await openAnnouncement(ctx, id)
  const words = cleanWords({ ...row, ...changes })
  saveAnnouncement(ctx, id, words)
  ctx.about(id)
  return { ...row, ...words, changedAt: ctx.now() }
}

/** Takes an announcement off the portal. @throws 403 `announcement.forbidden`; 404; 409 `announcement.withdrawn` */
export async function withdrawAnnouncement(ctx: Ctx, id: string): Promise<AnnouncementRow> {
  const row = await openAnnouncement(ctx, id)
  markWithdrawn(ctx, id)
  ctx.about(id)
  return { ...row, changedAt: ctx.now(), withdrawnAt: ctx.now() }
}

async function openAnnouncement(ctx: Ctx, id: string): Promise<AnnouncementRow> {
  await authorise(ctx)
  const row = await lockAnnouncement(ctx, id)
  if (!row) throw announcementNotFound()
  if (row.withdrawnAt !== null)
    throw conflict('announcement.withdrawn', 'Thông báo này đã được gỡ; hãy đăng thông báo mới.')
  return row
}

export const announcementNotFound = () =>
  notFound('announcement.not_found', 'Không có thông báo này, hoặc thông báo không còn hiện trên cổng.')
