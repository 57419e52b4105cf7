import { randomBytes } from 'node:crypto'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { describe, expect, it } from 'vitest'
import { newKey, SealError } from './seal.ts'
import { openStream, sealStream } from './stream.ts'

const K = 64 * 1024
const key = { version: 1, bytes: newKey() }
const place = { table: 'a.b', column: 'c', row: '1' }
const inParts = (bytes: Buffer, size: number) =>
  Readable.from(
    Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) =>
      bytes.subarray(i * size, (i + 1) * size),
    ),
  )
const sealed = (bytes: Buffer, size = 10_000) => buffer(sealStream(key, place, inParts(bytes, size)))
const opened = (bytes: Buffer, at = place, size = 7_000) => buffer(openStream(key, at, inParts(bytes, size)))

describe('sealStream and openStream', () => {
  it.each([0, 1, K - 1, K, K + 1, 2 * K, 3 * K + 5])('%i bytes come back', async (size) => {
    const plain = randomBytes(size)
    const stored = await sealed(plain)
    expect((await opened(stored)).equals(plain)).toBe(true)
    // However the bytes arrive.
    expect((await opened(stored, place, 1_000_000)).equals(plain)).toBe(true)
    expect(stored.length).toBe(1 + size + 16 * Math.max(1, Math.ceil(size / K)))
  })

  it('gives nothing out of what was changed, cut, swapped or put elsewhere', async () => {
    const stored = await sealed(randomBytes(2 * K + 100))
    const chunk = K + 16
    const bent = Buffer.from(stored)
    bent[100]! ^= 1
    const swapped = Buffer.concat([
      stored.subarray(0, 1),
      stored.subarray(1 + chunk, 1 + 2 * chunk),
      stored.subarray(1, 1 + chunk),
      stored.subarray(1 + 2 * chunk),
    ])
    const wrong = [
      bent,
      swapped,
      stored.subarray(0, 1 + 2 * chunk),
      stored.subarray(0, 50),
      stored.subarray(1),
    ]
    for (const bytes of wrong) await expect(opened(bytes)).rejects.toBeInstanceOf(SealError)
    await expect(opened(Buffer.alloc(0))).rejects.toBeInstanceOf(SealError)
    await expect(opened(stored, { ...place, row: '2' })).rejects.toBeInstanceOf(SealError)
  })
})
