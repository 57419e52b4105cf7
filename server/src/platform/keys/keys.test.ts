import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SYSTEM } from '../actor.ts'
import { type Ctx, inTx } from '../ctx.ts'
import { examineDeep } from '../examine.ts'
import { newId } from '../id.ts'
import { openTestKeys, TEST_ROOT_KEY } from '../testing/test-keys.ts'
import { type TestRoot, testRoot } from '../testing/test-root.ts'
import { blindIndex } from './blind-index.ts'
import { eraseData, newDataKey, openDataKey, openJson, sealJson, unwrapDataKey } from './data-key.ts'
import { checkRootKey, openKeyring } from './keyring.ts'
import { KeyError, makeRootKeyFile, readRootKey } from './root-key.ts'
import { rotateKeys, rotateRootKey } from './rotate.ts'
import { newKey, open, SealError, seal } from './seal.ts'
import { examineKeys, examineRootKeyFile, wrappingKeys } from './status.ts'

let root: TestRoot
const folder = mkdtempSync(join(tmpdir(), 'motcua-keys-'))
beforeAll(async () => {
  root = await testRoot([])
})
afterAll(async () => {
  await root.drop()
  rmSync(folder, { recursive: true })
})

const place = { table: 'a.b', column: 'c', row: '1' }
const key = { version: 1, bytes: newKey() }
const command = <T>(work: (ctx: Ctx) => Promise<T>) => inTx(root, SYSTEM, 'test', work)
const makeKeys = (count: number) =>
  command((ctx) => Promise.all(Array.from({ length: count }, () => newDataKey(ctx, newId()))))
const wrappedOf = async (id: string): Promise<Buffer | null> => {
  const { rows } = await root.database.pool.query('select wrapped from platform.data_key where id = $1', [id])
  return rows[0]?.wrapped ?? null
}
const file = (name: string) => ({ file: join(folder, name), text: null, mayMake: false })

describe('seal and open', () => {
  it('gives back the plain bytes, and never the same ciphertext twice', () => {
    const plain = Buffer.from('066190000001')
    const one = seal(key, place, plain)
    expect(open(key, place, one).equals(plain)).toBe(true)
    expect(one.equals(seal(key, place, plain))).toBe(false)
    expect(one[0]).toBe(1)
  })

  it.each([
    ['another table', { ...place, table: 'a.x' }, key],
    ['another column', { ...place, column: 'x' }, key],
    ['another row', { ...place, row: '2' }, key],
    ['another version of the key', place, { ...key, version: 2 }],
    ['another key', place, { version: 1, bytes: newKey() }],
  ])('does not open in %s', (_, there, other) => {
    const sealed = seal(key, place, Buffer.from('066190000001'))
    expect(() => open(other, there, sealed)).toThrow(SealError)
  })

  it('does not open when any byte was changed, or none are there', () => {
    const sealed = seal(key, place, Buffer.from('abc'))
    for (let i = 0; i < sealed.length; i++) {
      const bent = Buffer.from(sealed)
      bent[i]! ^= 1
      expect(() => open(key, place, bent)).toThrow(SealError)
    }
    expect(() => open(key, place, sealed.subarray(0, 20))).toThrow(SealError)
    expect(() => open(key, place, Buffer.alloc(0))).toThrow(SealError)
  })
})

describe('the blind index', () => {
  it('tells equal values, by kind, and needs its key', () => {
    const one = blindIndex(root.keys, 'idNumber', '066190000001')
    expect(one).toMatch(/^[0-9a-f]{16}$/)
    expect(blindIndex(root.keys, 'idNumber', '066190000001')).toBe(one)
    expect(blindIndex(root.keys, 'phone', '066190000001')).not.toBe(one)
    expect(blindIndex(root.keys, 'idNumber', '066190000002')).not.toBe(one)
    expect(blindIndex({ index: newKey() }, 'idNumber', '066190000001')).not.toBe(one)
  })
})

describe('the root key', () => {
  it('is made once, for its owner only', () => {
    const made = makeRootKeyFile(file('root.key').file)
    expect(readRootKey(file('root.key'))?.equals(made)).toBe(true)
    expect(statSync(file('root.key').file).mode & 0o777).toBe(0o600)
    expect(examineRootKeyFile(file('root.key')).ok).toBe(true)
    expect(() => makeRootKeyFile(file('root.key').file)).toThrow(/đã có/)
    expect(readRootKey(file('root.key'))?.equals(made)).toBe(true)
  })

  it('that is missing, wrong or broken is one sentence, and nothing is changed', async () => {
    const count = async () => (await root.database.pool.query('table platform.secret')).rows
    const before = await count()
    makeRootKeyFile(file('other.key').file)
    writeFileSync(file('broken.key').file, 'không phải khoá\n')
    const cases = [
      [file('nowhere.key'), /Không thấy tệp khoá gốc .*nowhere\.key/],
      [file('other.key'), /không phải khoá của dữ liệu này/],
      [file('broken.key'), /phải là 32 byte/],
      [{ file: null, text: null, mayMake: false }, /motcua keys new-root/],
      // Even where a first key could be made: these data were sealed with another.
      [{ ...file('never.key'), mayMake: true }, /Không thấy tệp khoá gốc/],
    ] as const
    for (const [source, sentence] of cases) {
      await expect(checkRootKey(root.database, source)).rejects.toThrow(sentence)
      await expect(openKeyring(root.database, source)).rejects.toBeInstanceOf(KeyError)
    }
    expect(await count()).toEqual(before)
    expect(() => readFileSync(file('never.key').file)).toThrow(/ENOENT/)
  })
})

describe('a data key', () => {
  it('opens its own thing only, and nothing once it is deleted', async () => {
    const made = await makeKeys(2)
    const [one, two] = [made[0]!, made[1]!]
    const sealed = sealJson(one, 'a.b', 'c', { phone: '0900000001' })
    const ctx = { db: root.database.kysely, keys: root.keys }
    const own = await openDataKey(ctx, one.id, await wrappedOf(one.id))
    expect(openJson(own, 'a.b', 'c', sealed)).toEqual({ phone: '0900000001' })
    await expect(openDataKey(ctx, one.id, await wrappedOf(two.id))).rejects.toMatchObject({
      code: 'data.unreadable',
    })
    await command(async (tx) => eraseData(tx, one.id))
    await expect(openDataKey(ctx, one.id, await wrappedOf(one.id))).rejects.toMatchObject({
      code: 'data.erased',
      status: 410,
    })
    await expect(openDataKey(ctx, two.id, await wrappedOf(two.id))).resolves.toMatchObject({ id: two.id })
  })
})

describe('rotation', () => {
  it('wraps every key anew, is finished after an interruption, and leaves damaged keys alone', async () => {
    const made = await makeKeys(5000)
    const damaged = made[17]!.id
    await root.database.pool.query(
      `update platform.data_key set wrapped = set_byte(wrapped, 40, get_byte(wrapped, 40) # 1) where id = $1`,
      [damaged],
    )
    const stop = new Error('cut off')
    await expect(
      rotateKeys(root, () => {
        throw stop
      }),
    ).rejects.toBe(stop)
    const half = await wrappingKeys(root.database)
    expect(half.map((k) => k.dataKeys > 0)).toEqual([true, true])
    const steps: number[] = []
    const rest = await rotateKeys(
      root,
      (done) => void steps.push(done),
      async () => {},
    )
    expect(rest).toMatchObject({ wrappingKey: half[1]!.id, damaged: [damaged] })
    expect(steps.at(-1)).toBe(rest.rewrapped)
    const after = await wrappingKeys(root.database)
    expect(after.map((k) => [k.dataKeys, k.retiredAt !== null])).toEqual([
      [1, true],
      [expect.any(Number), false],
    ])
    for (const { id, bytes } of made) {
      if (id === damaged) continue
      expect(unwrapDataKey(root.keys, id, (await wrappedOf(id))!).bytes.equals(bytes)).toBe(true)
    }
    expect((await examineKeys(root.database, root.clock.now())).ok).toBe(true)
    expect((await examineKeys(root.database, new Date(Date.now() + 500 * 86_400_000))).ok).toBe(false)
  })

  it('of the root key leaves data keys as they are; the old root key opens nothing more', async () => {
    const [one] = await makeKeys(1)
    const sealed = await wrappedOf(one!.id)
    const digests = async () =>
      (await examineDeep(root.database, [], folder, null)).tables.find((t) => t.table === 'platform.data_key')
    const before = await digests()
    const next = makeRootKeyFile(file('next.key').file)
    expect(await rotateRootKey(root, next)).toBeGreaterThanOrEqual(3)
    expect(await digests()).toEqual(before)
    await expect(openTestKeys(root.database)).rejects.toBeInstanceOf(KeyError)
    const keys = await openKeyring(root.database, file('next.key'))
    expect(unwrapDataKey(keys, one!.id, sealed!).bytes.equals(one!.bytes)).toBe(true)
    expect(keys.index.equals(root.keys.index)).toBe(true)
    await rotateRootKey({ ...root, keys }, Buffer.from(TEST_ROOT_KEY, 'base64'))
    await expect(openTestKeys(root.database)).resolves.toMatchObject({ newest: keys.newest })
  })
})
