import { Readable } from 'node:stream'
import type { Actor } from '../../platform/actor.ts'
import { type Ctx, inTx, type Root, readCtx } from '../../platform/ctx.ts'
import { AppError, conflict, notFound, unprocessable } from '../../platform/errors.ts'
import { newId } from '../../platform/id.ts'
import { newDataKey } from '../../platform/keys/index.ts'
import { receiveFile, recordFile } from './commands.ts'
import { openChunk, sealChunk } from './content.ts'
import type { FileView, NewUpload } from './contract.ts'
import { cleanFileName } from './domain.ts'
import { filesByIds, openFile } from './queries.ts'
import {
  addChunk,
  chunksOf,
  deleteChunks,
  deleteUpload,
  finishUpload,
  insertUpload,
  lockUpload,
  openUploads,
  type Upload,
  uploadById,
  uploadOf,
} from './store/uploads.ts'

/** Largest file in bytes, and what one account may have under way at a time. */
const MAX_FILE = 25 * 1024 * 1024
const MAX_OPEN = 20
const MAX_OPEN_BYTES = 200 * 1024 * 1024
const KEPT_MS = 24 * 60 * 60 * 1000

/**
 * Begins a file that will come in chunks; it may be continued for a day.
 * @throws 413 `file.too_large`, 422 `file.empty`, 429 `upload.quota` when the account has too much under way
 */
export async function startUpload(ctx: Ctx, input: NewUpload): Promise<Upload> {
  if (input.size === 0) throw unprocessable('file.empty', 'Tệp này rỗng; hãy chọn lại tệp.')
  if (input.size > MAX_FILE) throw tooLarge()
  const open = await openUploads(ctx)
  if (open.count >= MAX_OPEN || open.bytes + input.size > MAX_OPEN_BYTES) {
    throw new AppError(
      'upload.quota',
      429,
      'Bạn đang gửi dở quá nhiều tệp; hãy gửi xong hoặc huỷ bớt các tệp đang gửi rồi thử lại.',
    )
  }
  const key = await newDataKey(ctx, ctx.newId())
  const expiresAt = new Date(ctx.now().getTime() + KEPT_MS)
  const promised = { name: cleanFileName(input.name), sha256: input.sha256 ?? null }
  const upload = { id: key.id, key, ...promised, size: input.size, received: 0, fileId: null, expiresAt }
  insertUpload(ctx, upload)
  ctx.schedule({
    name: 'files.drop_upload',
    payload: { id: upload.id },
    at: expiresAt,
    key: jobKey(upload.id),
  })
  ctx.about(upload.id, { size: upload.size })
  return upload
}

/** An upload of the actor's own. @throws 404 `upload.not_found` */
export async function findUpload(ctx: Ctx, id: string): Promise<Upload> {
  const upload = await uploadById(ctx, id)
  if (!upload || upload.expiresAt <= ctx.now()) throw uploadNotFound()
  return upload
}

/**
 * Takes one chunk. A chunk that was taken before, wholly or in its beginning, may be sent again; what is
 * acknowledged is on disk.
 * @param offset where the chunk begins in the file
 * @throws 409 `upload.offset` naming where to go on, when bytes before the chunk are missing
 */
export async function takeChunk(
  root: Root,
  actor: Actor,
  { id, offset, bytes }: { id: string; offset: number; bytes: Buffer },
): Promise<Upload> {
  const upload = await findUpload(readCtx(root, actor), id)
  if (offset > upload.received) throw wrongOffset(upload.received)
  if (offset + bytes.length > upload.size) {
    throw unprocessable('upload.too_long', `Tệp này chỉ có ${upload.size} byte; phần vừa gửi vượt quá.`)
  }
  const fresh = bytes.subarray(upload.received - offset)
  if (fresh.length === 0 || upload.fileId !== null) return upload
  // To disk first, outside any transaction; a chunk that loses a race is taken away again.
  const start = upload.received
  const chunkId = newId()
  const sealed = sealChunk(upload.key, chunkId, fresh)
  const { sha256: storedAs } = await root.files.save(Readable.from(sealed))
  const taken = await inTx(root, actor, 'files.upload_chunk', async (ctx) => {
    const now = await lockUpload(ctx, id)
    if (now?.received !== start || now.fileId !== null) return null
    addChunk(ctx, id, { id: chunkId, start, size: fresh.length, storedAs })
    ctx.about(id)
    return { ...upload, received: start + fresh.length }
  })
  if (taken) return taken
  await root.files.remove(storedAs)
  return findUpload(readCtx(root, actor), id)
}

/**
 * Makes the file of an upload whose bytes are all there: digest and type are checked and it is kept like any
 * other. Doing it again gives the same file.
 * @throws 409 `upload.incomplete`, 422 `upload.digest` or those of `checkType`; the upload stays
 */
export async function completeUpload(root: Root, actor: Actor, id: string): Promise<FileView> {
  const upload = await findUpload(readCtx(root, actor), id)
  const done = await fileOf(readCtx(root, actor), upload.fileId)
  if (done) return done
  if (upload.received < upload.size) {
    throw conflict(
      'upload.incomplete',
      `Tệp mới nhận được ${upload.received} trên ${upload.size} byte; hãy gửi tiếp.`,
    )
  }
  const chunks = await chunksOf(readCtx(root, actor), id)
  const content = async function* () {
    for (const chunk of chunks) yield* openChunk(root.files, upload.key, chunk)
  }
  const received = await receiveFile(root.files, { name: upload.name, content: Readable.from(content()) })
  if (upload.sha256 !== null && upload.sha256 !== received.sha256) {
    await root.files.remove(received.storedAs)
    throw unprocessable(
      'upload.digest',
      'Nội dung nhận được khác với tệp trên máy của bạn; hãy huỷ và gửi lại tệp.',
    )
  }
  const file = await inTx(root, actor, 'files.upload', async (ctx) => {
    const now = await lockUpload(ctx, id)
    if (now?.fileId) return fileOf(ctx, now.fileId)
    finishUpload(ctx, id, received.id)
    ctx.schedule({ name: 'files.drop_chunks', payload: { id } })
    return recordFile(ctx, received)
  })
  if (file?.id !== received.id) await root.files.remove(received.storedAs)
  if (!file) throw uploadNotFound()
  return file
}

/** Gives an upload up; its chunks go too. @throws 404 `upload.not_found` */
export async function dropUpload(ctx: Ctx, id: string): Promise<void> {
  if (!(await lockUpload(ctx, id))) throw uploadNotFound()
  ctx.schedule({ name: 'files.drop_upload', payload: { id }, key: jobKey(id) })
  ctx.about(id)
}

/** Job: takes the chunks of an upload away, whose file is kept by now. */
export async function runDropChunks(ctx: Ctx, { id }: Record<string, unknown>): Promise<void> {
  for (const { storedAs } of await chunksOf(ctx, String(id))) await ctx.files.remove(storedAs)
  deleteChunks(ctx, String(id))
}

/** Job: ends an upload that expired or was given up; a file it became stays. */
export async function runDropUpload(ctx: Ctx, payload: Record<string, unknown>): Promise<void> {
  await runDropChunks(ctx, payload)
  deleteUpload(ctx, String(payload['id']))
}

async function fileOf(ctx: Ctx, id: string | null): Promise<FileView | null> {
  if (id === null || !(await filesByIds(ctx, [id])).has(id)) return null
  const file = await openFile(ctx, id)
  return file && uploadOf(file)
}

const jobKey = (id: string) => `files.upload ${id}`

const uploadNotFound = () =>
  notFound('upload.not_found', 'Không có lượt gửi tệp này, hoặc đã quá hạn; hãy gửi lại tệp từ đầu.')

const wrongOffset = (received: number) =>
  conflict('upload.offset', `Hãy gửi tiếp từ byte ${received}; các byte trước đó đã nhận đủ.`, {
    offset: received,
  })

const tooLarge = () =>
  new AppError('file.too_large', 413, 'Tệp lớn quá mức cho phép (25 MB); hãy giảm dung lượng rồi gửi lại.')
