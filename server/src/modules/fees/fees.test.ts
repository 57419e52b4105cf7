import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SYSTEM } from '../../platform/actor.ts'
import { inTx } from '../../platform/ctx.ts'
import { type TestRoot, testRoot } from '../../platform/testing/test-root.ts'
import { type TestServer, testActor, testServer } from '../../platform/testing/test-server.ts'
import { createUnit, organisations } from '../organisations/index.ts'
import { drawReceipt, fees } from './index.ts'

const URL = '/api/v1/receipt-books'

let root: TestRoot
let server: TestServer
let tinh = ''
beforeAll(async () => {
  root = await testRoot([organisations, fees])
  server = await testServer(root)
  tinh = await inTx(root, SYSTEM, 'test', async (ctx) => {
    const top = await createUnit(ctx, { name: 'UBND tỉnh Thử', kind: 'province', key: 'tinh' })
    return top.id
  })
})
afterAll(async () => {
  await server.app.close()
  await root.drop()
})

let made = 0
/** A commune without a book. */
const commune = () =>
  inTx(root, SYSTEM, 'test', async (ctx) => {
    const key = `xa${++made}`
    const { id, name } = await createUnit(ctx, {
      name: `UBND xã ${made}`,
      kind: 'commune',
      key,
      parent: tinh,
    })
    return { id, name, key }
  })
const of = (role: string, unitId: string) =>
  testActor('officer', [{ role, unitId, via: 'appointment' } as never])
const administrator = (unit: { id: string }) => of('quantri', unit.id)
const open = async (unit: { id: string; key: string }, changes: object = {}) => {
  // Books are used in the order in which they were opened.
  root.clock.set(new Date(root.clock.now().getTime() + 1))
  const marks = { form: '01BLP2-001', series: `${unit.key}-26T`, taxCode: '6099000014' }
  return server.call(administrator(unit), 'POST', URL, { unit: unit.key, ...marks, ...changes })
}
const draw = (unit: { id: string; name: string }, fail = false) =>
  inTx(root, SYSTEM, 'test', async (ctx) => {
    const receipt = await drawReceipt(ctx, unit)
    if (fail) throw new Error('taken back')
    return receipt
  })
const range = (first: number, last: number) =>
  Array.from({ length: last - first + 1 }, (_, i) => String(first + i).padStart(7, '0'))

describe('numbers of receipts', () => {
  it('are 1 to 50 when 50 are drawn at once', async () => {
    const unit = await commune()
    await open(unit)
    const drawn = await Promise.all(range(1, 50).map(() => draw(unit)))
    expect(drawn.map(({ number }) => number).sort()).toEqual(range(1, 50))
    expect(drawn[0]).toMatchObject({ form: '01BLP2-001', series: unit.key.toUpperCase() + '-26T' })
  })

  it('have no gap and no double, whatever is taken back and whichever books they come from', async () => {
    const world = fc.record({
      sizes: fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 3 }),
      fails: fc.array(fc.boolean(), { minLength: 1, maxLength: 20 }),
    })
    await fc.assert(
      fc.asyncProperty(world, async ({ sizes, fails }) => {
        const unit = await commune()
        const all: string[] = []
        for (const [i, size] of sizes.entries()) {
          const series = `${unit.key}-${i}T`
          await open(unit, { series, firstNumber: 10, lastNumber: 9 + size })
          all.push(...range(10, 9 + size).map((number) => `${series.toUpperCase()} ${number}`))
        }
        const ends = await Promise.allSettled(fails.map((fail) => draw(unit, fail)))
        const drawn = ends.flatMap((end) =>
          end.status === 'fulfilled' ? [`${end.value.series} ${end.value.number}`] : [],
        )
        const wanted = fails.filter((fail) => !fail).length
        expect(drawn.sort()).toEqual(all.slice(0, Math.min(wanted, all.length)))
      }),
      { numRuns: 15 },
    )
  })

  it('say in one sentence what to do when there is none', async () => {
    const unit = await commune()
    await expect(draw(unit)).rejects.toMatchObject({
      code: 'fees.no_book',
      message: expect.stringMatching(
        /^UBND xã \d+ không có quyển biên lai nào còn số: hãy ghi số biên lai giấy/,
      ),
    })
    await open(unit, { firstNumber: 7, lastNumber: 7 })
    expect((await draw(unit)).number).toBe('0000007')
    await expect(draw(unit)).rejects.toMatchObject({ code: 'fees.no_book' })
  })
})

describe('a book', () => {
  it('is closed with the last number that was drawn, and its other numbers may stand in another', async () => {
    const unit = await commune()
    const { body: book } = await open(unit, { lastNumber: 100 })
    await draw(unit)
    expect((await open(unit, { firstNumber: 50, lastNumber: 150 })).body.code).toBe('fees.numbers_taken')
    const closed = await server.call(administrator(unit), 'POST', `${URL}/${book.id}/closure`)
    expect(closed.body).toMatchObject({ state: 'closed', lastNumber: 1, left: 0, can: [] })
    const again = await server.call(administrator(unit), 'POST', `${URL}/${book.id}/closure`)
    expect([again.status, again.body.code]).toEqual([409, 'fees.book_ended'])
    expect((await open(unit, { firstNumber: 1, lastNumber: 100 })).status).toBe(409)
    expect((await open(unit, { firstNumber: 2, lastNumber: 100 })).status).toBe(201)
    expect((await draw(unit)).number).toBe('0000002')
  })

  it('is opened and closed by the administrator of its unit, and seen by its desk too', async () => {
    const [unit, other] = [await commune(), await commune()]
    const { body: book } = await open(unit)
    const wish = { unit: unit.key, form: '01BLP2-001', series: 'ZZ-26T', taxCode: '6099000014' }
    const asked = async (actor: ReturnType<typeof of>) =>
      (await server.call(actor, 'GET', `${URL}?unit=${unit.key}`)).status
    expect((await server.call(administrator(other), 'POST', URL, wish)).status).toBe(403)
    expect((await server.call(of('tiepnhan', unit.id), 'POST', URL, wish)).status).toBe(403)
    expect((await server.call(administrator(other), 'POST', `${URL}/${book.id}/closure`)).status).toBe(403)
    expect(await asked(of('tiepnhan', unit.id))).toBe(200)
    expect(await asked(of('tiepnhan', other.id))).toBe(403)
    const { body } = await server.call(administrator(unit), 'GET', `${URL}?unit=${unit.key}`)
    expect(body).toMatchObject({ items: [{ id: book.id, nextNumber: 1, can: ['close'] }], can: ['open'] })
  })
})
