import { createHmac } from 'node:crypto'
import { Readable } from 'node:stream'
import type { DataKey } from '../../platform/keys/index.ts'
import { openStream, sealStream } from '../../platform/keys/stream.ts'
import type { FileStore } from '../../platform/storage.ts'

const placeOf = (key: DataKey) => ({ table: 'files.file', column: 'content', row: key.id })

/** The content of a file as it stands in the store. */
export const sealContent = (key: DataKey, content: AsyncIterable<Buffer>): AsyncGenerator<Buffer> =>
  sealStream(key, placeOf(key), content)

/** The plain content of a stored file; the stream fails where the stored bytes are not genuine. */
export const openContent = (files: FileStore, key: DataKey, storedAs: string): Readable =>
  Readable.from(openStream(key, placeOf(key), files.read(storedAs)), { objectMode: false })

/** One chunk of an upload as it stands in the store, sealed with a key derived for it alone. */
export const sealChunk = (key: DataKey, chunkId: string, bytes: Buffer): AsyncGenerator<Buffer> =>
  sealStream(chunkKey(key, chunkId), chunkPlace(chunkId), Readable.from([bytes]))

/** The plain bytes of a stored chunk; fails where they are not genuine. */
export const openChunk = (
  files: FileStore,
  key: DataKey,
  { id, storedAs }: { id: string; storedAs: string },
): AsyncGenerator<Buffer> => openStream(chunkKey(key, id), chunkPlace(id), files.read(storedAs))

const chunkPlace = (row: string) => ({ table: 'files.upload_chunk', column: 'content', row })

const chunkKey = (key: DataKey, chunkId: string): DataKey => ({
  ...key,
  id: chunkId,
  bytes: createHmac('sha256', key.bytes).update(`chunk ${chunkId}`).digest(),
})
