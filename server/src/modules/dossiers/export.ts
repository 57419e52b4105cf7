import { Readable } from 'node:stream'
import type { Actor } from '../../platform/actor.ts'
import { inTx, type Root, readCtx, reportCtx } from '../../platform/ctx.ts'
import { noteList } from './access-log.ts'
import { CSV_START } from './domain/csv.ts'
import { exportHeader, presentExport } from './present-export.ts'
import { listDossiers } from './queries/dossiers.ts'
import { listQueue } from './queries/queues.ts'

export type ExportFilter = { queue?: string; q?: string; status?: number; unit?: string; late?: boolean }

// Rows of a page: some hundred kilobytes of text, and a few milliseconds in which nobody else is served.
const PAGE = 500

/**
 * A list as CSV, of the dossiers the actor may see. Read page by page, the next one only when the client has taken the
 * last; no further one when he goes away. The export has one audit row, and every page one of who saw whom.
 *
 * Numbers of identity papers and telephones are in no export, for no role: no work on a list needs them, they stand
 * sealed, and whoever needs one opens the dossier, which the applicant is told (Luật 91/2025/QH15: no more than needed).
 * @throws 400 `queue.unknown` before anything is sent
 */
export async function exportDossiers(root: Root, actor: Actor, filter: ExportFilter): Promise<Readable> {
  const first = await readPage(root, actor, filter)
  await inTx(root, actor, 'dossiers.export', async (ctx) => {
    // The words of a search may name a person: only that there were some.
    const { q, ...said } = filter
    ctx.about('export', { ...said, searched: q !== undefined })
  })
  async function* text(): AsyncGenerator<string> {
    yield CSV_START + exportHeader()
    for (let page = first; ; page = await readPage(root, actor, filter, page.next)) {
      yield page.text
      if (page.next === undefined) return
    }
  }
  // A page waits while the client is slow.
  return Readable.from(text(), { highWaterMark: 1 })
}

async function readPage(
  root: Root,
  actor: Actor,
  { queue, ...filter }: ExportFilter,
  after?: string,
): Promise<{ text: string; next: string | undefined }> {
  // A queue is what stands there now.
  const ctx = queue ? readCtx(root, actor) : reportCtx(root, actor)
  const page = { limit: PAGE, ...(after !== undefined && { after }) }
  const { items, next } = queue
    ? await listQueue(ctx, queue, page)
    : await listDossiers(ctx, { ...filter, ...page })
  await noteList(readCtx(root, actor), 'export', items)
  return { text: await presentExport(ctx, items), next: next ?? undefined }
}
