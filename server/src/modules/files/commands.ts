import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { fileTypeFromBuffer } from 'file-type'
import type { Ctx } from '../../platform/ctx.ts'
import { AppError } from '../../platform/errors.ts'
import { newId } from '../../platform/id.ts'
import { type DataKey, looseDataKey } from '../../platform/keys/index.ts'
import type { FileStore } from '../../platform/storage.ts'
import { sealContent } from './content.ts'
import type { FileView } from './contract.ts'
import { checkType, cleanFileName, HEAD_BYTES } from './domain.ts'
import { insertFile } from './store/files.ts'

export type Upload = { name: string; content: Readable & { truncated?: boolean } }

/** A file that is on disk, sealed with its key, and in no table yet. `storedAs` is its name in the store. */
export type Received = FileView & { key: DataKey; storedAs: string }

/**
 * Receives the bytes of a file and seals them on their way to disk, before any transaction.
 * @throws 413 `file.too_large`, 422 of `checkType`; nothing is then kept
 */
export async function receiveFile(files: FileStore, upload: Upload): Promise<Received> {
  const name = cleanFileName(upload.name)
  let type = ''
  let size = 0
  const hash = createHash('sha256')
  const checked = async function* () {
    const head: Buffer[] = []
    for await (const chunk of upload.content as AsyncIterable<Buffer>) {
      if (size < HEAD_BYTES) head.push(chunk)
      size += chunk.length
      hash.update(chunk)
      yield chunk
    }
    if (upload.content.truncated) {
      throw new AppError(
        'file.too_large',
        413,
        'Tệp lớn quá mức cho phép (25 MB); hãy giảm dung lượng rồi gửi lại.',
      )
    }
    const start = Buffer.concat(head).subarray(0, HEAD_BYTES)
    const sniffed = await fileTypeFromBuffer(start)
    type = checkType(name, sniffed?.mime ?? null, start, size)
  }
  const key = looseDataKey(newId())
  const { sha256: storedAs } = await files.save(Readable.from(sealContent(key, checked())))
  return { id: key.id, key, storedAs, sha256: hash.digest('hex'), size, name, type }
}

/** Records a received file as belonging to the actor. */
export async function recordFile(ctx: Ctx, received: Received): Promise<FileView> {
  const { key: _, storedAs: __, ...file } = received
  await insertFile(ctx, received)
  ctx.about(file.id, { size: file.size, type: file.type })
  return file
}
