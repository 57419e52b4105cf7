import { createCipheriv, createDecipheriv, createHmac } from 'node:crypto'
import { type Key, type Place, SealError } from './seal.ts'

/*
 * Long contents are sealed in chunks, each with its own tag (the STREAM construction of Hoang, Reyhanitabar, Rogaway
 * and Vizár, CRYPTO 2015): nothing is given out before it is known to be genuine, and the number of the chunk and the
 * mark of the last one in the nonce betray chunks that were swapped, dropped or cut off.
 */
const CHUNK = 64 * 1024
const TAG_BYTES = 16
/** Algorithm tag: AES-256-GCM in chunks of 64 KiB. */
const CHUNKED = 2

/** Seals the bytes of a source as they come. Use a key for one content only. */
export async function* sealStream(
  key: Key,
  place: Place,
  source: AsyncIterable<Buffer>,
): AsyncGenerator<Buffer> {
  const { contentKey, aad } = contentOf(key, place)
  yield Buffer.of(CHUNKED)
  let index = 0
  for await (const { bytes, last } of inPieces(source, CHUNK)) {
    const cipher = createCipheriv('aes-256-gcm', contentKey, nonceOf(index++, last))
    cipher.setAAD(aad)
    yield Buffer.concat([cipher.update(bytes), cipher.final(), cipher.getAuthTag()])
  }
}

/** Opens what `sealStream` sealed. @throws SealError at the first chunk that is not genuine */
export async function* openStream(
  key: Key,
  place: Place,
  source: AsyncIterable<Buffer>,
): AsyncGenerator<Buffer> {
  const { contentKey, aad } = contentOf(key, place)
  let index = 0
  for await (const { bytes, last } of inPieces(withoutTag(source), CHUNK + TAG_BYTES)) {
    if (bytes.length < TAG_BYTES) throw new SealError('cut off')
    const decipher = createDecipheriv('aes-256-gcm', contentKey, nonceOf(index++, last))
    decipher.setAAD(aad)
    decipher.setAuthTag(bytes.subarray(bytes.length - TAG_BYTES))
    const plain = decipher.update(bytes.subarray(0, bytes.length - TAG_BYTES))
    try {
      decipher.final()
    } catch {
      throw new SealError(`does not open in ${place.table}.${place.column}`)
    }
    yield plain
  }
}

// A key of its own: the nonces of chunks are counted, those of sealed columns are random.
const contentOf = (key: Key, { table, column, row }: Place) => ({
  contentKey: createHmac('sha256', key.bytes).update('content').digest(),
  aad: Buffer.from(`${table}|${column}|${row}|${key.version}`),
})

function nonceOf(index: number, last: boolean): Buffer {
  const nonce = Buffer.alloc(12)
  nonce.writeUInt32BE(index, 7)
  nonce.writeUInt8(last ? 1 : 0, 11)
  return nonce
}

/** Pieces of one size; the last is shorter or as long, and there is always one. */
async function* inPieces(
  source: AsyncIterable<Buffer>,
  size: number,
): AsyncGenerator<{ bytes: Buffer; last: boolean }> {
  let waiting: Buffer[] = []
  let length = 0
  for await (const part of source) {
    waiting.push(part)
    length += part.length
    if (length <= size) continue
    const all = Buffer.concat(waiting)
    // What fills the last piece just so waits for what comes after it.
    let from = 0
    for (; all.length - from > size; from += size)
      yield { bytes: all.subarray(from, from + size), last: false }
    waiting = [all.subarray(from)]
    length = all.length - from
  }
  yield { bytes: Buffer.concat(waiting), last: true }
}

async function* withoutTag(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let first = true
  for await (const part of source) {
    if (first && part.length > 0 && part[0] !== CHUNKED) throw new SealError('no known ciphertext')
    yield first ? part.subarray(1) : part
    first = first && part.length === 0
  }
  if (first) throw new SealError('empty')
}
