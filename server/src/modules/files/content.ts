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
