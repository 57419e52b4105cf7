import { Readable } from 'node:stream'
import { fileTypeFromBuffer } from 'file-type'
import type { Ctx } from '../../platform/ctx.ts'
import { AppError } from '../../platform/errors.ts'
import type { FileStore, SavedFile } from '../../platform/storage.ts'
import type { FileView } from './contract.ts'
import { checkType, cleanFileName, HEAD_BYTES } from './domain.ts'
import { insertFile } from './store.ts'

export type Upload = { name: string; content: Readable & { truncated?: boolean } }

export type Received = SavedFile & { name: string; type: string }

/**
 * Receives the bytes of a file to disk, before any transaction.
 * @throws 413 `file.too_large`, 422 of `checkType`; nothing is then kept
 */
export async function receiveFile(files: FileStore, upload: Upload): Promise<Received> {
  const name = cleanFileName(upload.name)
  let type = ''
  const checked = async function* () {
    const head: Buffer[] = []
    let size = 0
    for await (const chunk of upload.content as AsyncIterable<Buffer>) {
      if (size < HEAD_BYTES) head.push(chunk)
      size += chunk.length
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
  const saved = await files.save(Readable.from(checked()))
  return { ...saved, name, type }
}

/** Records a received file as belonging to the actor. */
export async function recordFile(ctx: Ctx, received: Received): Promise<FileView> {
  const file = { id: ctx.newId(), ...received }
  await insertFile(ctx, file)
  ctx.about(file.id, { size: file.size, type: file.type })
  return file
}
