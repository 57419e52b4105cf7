import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { access, mkdir, open, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { newId } from './id.ts'

export type SavedFile = { sha256: string; size: number }

/** Files named by the SHA-256 of their content: the same bytes are kept once and can be checked at any time. */
export type FileStore = {
  /** Saves and syncs to disk before it answers. @throws what `source` throws; nothing is then kept */
  save: (source: Readable) => Promise<SavedFile>
  read: (sha256: string) => Readable
  /** Throws content away for good; content that is not there is no error. */
  remove: (sha256: string) => Promise<void>
}

export function openFileStore(folder: string): FileStore {
  const pathOf = (sha256: string) => join(folder, sha256.slice(0, 2), sha256.slice(2, 4), sha256)
  return {
    async save(source) {
      await mkdir(join(folder, 'incoming'), { recursive: true })
      const incoming = join(folder, 'incoming', newId())
      const hash = createHash('sha256')
      let size = 0
      try {
        await pipeline(
          source,
          async function* (chunks: AsyncIterable<Buffer>) {
            for await (const chunk of chunks) {
              hash.update(chunk)
              size += chunk.length
              yield chunk
            }
          },
          createWriteStream(incoming, { flush: true }),
        )
        const sha256 = hash.digest('hex')
        await moveDurably(incoming, pathOf(sha256))
        return { sha256, size }
      } finally {
        await rm(incoming, { force: true })
      }
    },
    read: (sha256) => createReadStream(pathOf(sha256)),
    remove: (sha256) => rm(pathOf(sha256), { force: true }),
  }
}

async function moveDurably(from: string, to: string): Promise<void> {
  const exists = await access(to).then(
    () => true,
    () => false,
  )
  if (exists) return
  const folder = join(to, '..')
  await mkdir(folder, { recursive: true })
  await rename(from, to)
  // The name is durable only when its folder is synced too.
  const handle = await open(folder)
  await handle.sync().finally(() => handle.close())
}
