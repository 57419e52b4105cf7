import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Actor, SYSTEM } from '../../platform/actor.ts'
import { inTx } from '../../platform/ctx.ts'
import { type TestRoot, testRoot } from '../../platform/testing/test-root.ts'
import { type TestServer, testActor, testServer } from '../../platform/testing/test-server.ts'
import { createUnit, organisations } from '../organisations/index.ts'
import { announcements } from './index.ts'

const URL = '/api/v1/announcements'
const WORDS = {
  title: 'Bộ phận Một cửa xã Tây Hoà chuyển trụ sở',
  text: 'Từ ngày 12/01/2026 tiếp nhận tại số 5.\n\nĐiện thoại không đổi.',
  from: '2026-01-05',
  to: '2026-01-07',
}

let root: TestRoot
let server: TestServer
let province: Actor
let commune: Actor
beforeAll(async () => {
  root = await testRoot([organisations, announcements])
  server = await testServer(root)
  const ids = await inTx(root, SYSTEM, 'test', async (ctx) => {
    const top = await createUnit(ctx, { name: 'UBND tỉnh Thử', kind: 'province', key: 'tinh' })
    const xa = await createUnit(ctx, { name: 'UBND xã Thử', kind: 'commune', key: 'xa', parent: top.id })
    return { top: top.id, xa: xa.id }
  })
  const at = (unitId: string) => testActor('officer', [{ role: 'quantri', unitId, via: 'appointment' }])
  province = at(ids.top)
  commune = at(ids.xa)
})
afterAll(async () => {
  await server.app.close()
  await root.drop()
})

const publish = async (more: object = {}) =>
  (await server.call(province, 'POST', URL, { ...WORDS, ...more })).body
const shown = async (): Promise<string[]> =>
  (await server.call(null, 'GET', `${URL}?limit=200`)).body.items.map(({ id }: { id: string }) => id)
const onDay = (day: string) => root.clock.set(`${day}T08:00:00+07:00`)

describe('an announcement', () => {
  it('is shown to everybody from its first day to its last, in the time of Việt Nam', async () => {
    onDay('2026-01-05')
    const { id, state } = await publish({ from: '2026-01-06' })
    expect(state).toBe('upcoming')
    expect(await shown()).not.toContain(id)
    expect((await server.call(null, 'GET', `${URL}/${id}`)).status).toBe(404)
    // Midnight in Việt Nam is still the day before in UTC.
    root.clock.set('2026-01-05T17:00:00Z')
    expect(await shown()).toContain(id)
    const { body } = await server.call(null, 'GET', `${URL}/${id}`)
    expect(body).toEqual({ ...WORDS, id, from: '2026-01-06', titleEn: null, textEn: null })
    root.clock.set('2026-01-07T16:59:00Z')
    expect(await shown()).toContain(id)
    root.clock.set('2026-01-07T17:00:00Z')
    expect(await shown()).not.toContain(id)
  })

  it('is put right in parts, and withdrawn for good', async () => {
    onDay('2026-01-05')
    const { id } = await publish({ titleEn: 'The desk moves' })
    const changed = await server.call(province, 'PATCH', `${URL}/${id}`, { text: 'Đã sửa.', to: null })
    expect(changed.body).toMatchObject({
      title: WORDS.title,
      titleEn: 'The desk moves',
      text: 'Đã sửa.',
      to: null,
    })
    const gone = await server.call(province, 'POST', `${URL}/${id}/withdrawal`)
    expect(gone.body).toMatchObject({ state: 'withdrawn', can: [] })
    expect(await shown()).not.toContain(id)
    const late = await server.call(province, 'PATCH', `${URL}/${id}`, { text: 'Nữa.' })
    expect([late.status, late.body.code]).toEqual([409, 'announcement.withdrawn'])
    const all = (await server.call(province, 'GET', `${URL}/all?limit=200`)).body.items
    expect(all.find((one: { id: string }) => one.id === id)).toMatchObject({ state: 'withdrawn' })
  })

  it('is written once under one key', async () => {
    const once = { 'idempotency-key': 'thong-bao-1' }
    const [first, second] = [
      await server.call(province, 'POST', URL, WORDS, once),
      await server.call(province, 'POST', URL, WORDS, once),
    ]
    expect(second.body.id).toBe(first.body.id)
  })

  it('leaves a row of the audit for every writing, without its words', async () => {
    const { id } = await publish()
    await server.call(province, 'PATCH', `${URL}/${id}`, { title: 'Khác' })
    await server.call(province, 'POST', `${URL}/${id}/withdrawal`)
    const { rows } = await sql<{ actor: string; text: string }>`select actor_id as actor, a::text as text
      from platform.audit a where a::text like ${`%${id}%`}`.execute(root.database.kysely)
    expect(rows).toHaveLength(3)
    for (const { actor, text } of rows) {
      expect(actor).toBe(province.id)
      expect(text).not.toContain('chuyển trụ sở')
    }
  })

  it('is listed page by page, the latest first', async () => {
    onDay('2026-02-02')
    for (const day of ['2026-02-01', '2026-02-02', '2026-01-31'])
      await publish({ from: day, to: null, title: day })
    const first = (await server.call(null, 'GET', `${URL}?limit=2`)).body
    const second = (await server.call(null, 'GET', `${URL}?limit=2&after=${first.next}`)).body
    expect([...first.items, ...second.items].map(({ title }) => title).slice(0, 3)).toEqual([
      '2026-02-02',
      '2026-02-01',
      '2026-01-31',
    ])
    expect((await server.call(null, 'GET', `${URL}?after=x`)).status).toBe(400)
  })

  it.each([
    ['no title', { title: ' \u200b ' }, 422, 'announcement.no_title'],
    ['no text', { text: '\n ' }, 422, 'announcement.no_text'],
    ['an end before its beginning', { to: '2026-01-04' }, 422, 'announcement.bad_period'],
    ['a day that does not exist', { from: '2026-02-30' }, 400, 'request.invalid'],
    ['an unknown field', { html: '<b>' }, 400, 'request.invalid'],
    ['a text without end', { text: 'x'.repeat(10_001) }, 400, 'request.invalid'],
  ])('with %s is refused in a sentence', async (_, more, status, code) => {
    const refused = await server.call(province, 'POST', URL, { ...WORDS, ...more })
    expect([refused.status, refused.body.code]).toEqual([status, code])
    expect(refused.body.title).toMatch(/[.!]$/)
  })
})

describe('who writes', () => {
  it('the administrator of a commune reads all and writes none', async () => {
    const { id } = await publish()
    const all = await server.call(commune, 'GET', `${URL}/all`)
    expect([all.status, all.body.can, all.body.items[0].can]).toEqual([200, [], []])
    for (const [method, path, body] of [
      ['POST', '', WORDS],
      ['PATCH', `/${id}`, { title: 'x' }],
      ['POST', `/${id}/withdrawal`, undefined],
    ] as const) {
      const refused = await server.call(commune, method, URL + path, body)
      expect([refused.status, refused.body.code]).toEqual([403, 'announcement.forbidden'])
    }
  })

  it('a citizen and a visitor write none and read only what is shown', async () => {
    expect((await server.call(testActor('citizen'), 'POST', URL, WORDS)).status).toBe(403)
    expect((await server.call(null, 'POST', URL, WORDS)).status).toBe(401)
    expect((await server.call(null, 'GET', `${URL}/all`)).status).toBe(401)
  })

  it('an announcement that does not exist is not found', async () => {
    const unknown = `${URL}/01890000-0000-7000-8000-000000000000`
    expect((await server.call(null, 'GET', unknown)).status).toBe(404)
    expect((await server.call(province, 'PATCH', unknown, { title: 'x' })).status).toBe(404)
  })
})
