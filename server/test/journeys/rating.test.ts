import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type SmallProvince, smallProvince } from '../../src/modules/dossiers/testing/small-province.ts'
import { feedback } from '../../src/modules/feedback/index.ts'

let p: SmallProvince
beforeAll(async () => {
  p = await smallProvince([feedback])
})
afterAll(() => p.close())

const MARKS = { information: 5, simplicity: 4, attitude: 4, punctuality: 3, result: 5 }

/** A dossier that the desk refused: an answer, which may be rated. */
async function answered(unit: 'xa' | 'phuong' = 'xa'): Promise<string> {
  const { body } = await p.call(p.citizen, 'POST', '/api/v1/dossiers', p.body({ receivingUnit: unit }))
  const url = `/api/v1/dossiers/${body.id}/refusal`
  const refused = await p.call(p.officer('tiepnhan', unit), 'POST', url, { reason: 'Không đủ điều kiện' })
  expect(refused.status).toBe(200)
  return body.id
}
const rating = (id: string) => `/api/v1/dossiers/${id}/rating`
const rate = (id: string, marks: object = MARKS, actor = p.citizen) => p.call(actor, 'PUT', rating(id), marks)

/** Code and secret as they stand on the receipt. */
async function receiptOf(id: string): Promise<{ code: string; secret: string }> {
  const { rows } = await p.root.database.pool.query(
    'select coalesce(code, submission_number) as code, tracking_secret as secret from dossiers.dossier where id = $1',
    [id],
  )
  return rows[0]!
}

describe('PUT /dossiers/{id}/rating', () => {
  it('keeps one rating of an answered dossier, which replaces itself for ten days', async () => {
    const id = await answered()
    expect((await p.call(p.citizen, 'GET', rating(id))).body).toEqual({ rating: null, can: ['rate'] })
    expect((await rate(id)).body.rating).toMatchObject({ ...MARKS, remark: null, askedBeyond: false })
    const again = await rate(id, { ...MARKS, attitude: 1, remark: 'Chờ\u200b lâu' })
    expect(again.body.rating).toMatchObject({ attitude: 1, remark: 'Chờ lâu' })
    const before = p.root.clock.now()
    p.root.clock.set(new Date(before.getTime() + 11 * 86_400_000).toISOString())
    const late = await rate(id)
    expect([late.status, late.body.code]).toEqual([409, 'rating.closed'])
    const kept = (await p.call(p.citizen, 'GET', rating(id))).body
    expect(kept).toMatchObject({ rating: { attitude: 1 }, can: [] })
    p.root.clock.set(before.toISOString())
  })

  it('refuses a rating before the answer, strange marks and a long remark, and keeps nothing', async () => {
    const { body } = await p.call(p.citizen, 'POST', '/api/v1/dossiers', p.body())
    expect((await rate(body.id)).body.code).toBe('rating.too_early')
    const id = await answered()
    expect((await rate(id, { ...MARKS, result: 6 })).status).toBe(400)
    expect((await rate(id, { ...MARKS, remark: 'a'.repeat(5000) })).body.code).toBe('rating.long_remark')
    expect((await p.call(p.citizen, 'GET', rating(id))).body.rating).toBeNull()
  })

  it('is not there for whoever is not the applicant', async () => {
    const id = await answered()
    expect((await rate(id, MARKS, p.officer('lanhdao', 'xa'))).status).toBe(404)
    expect((await p.call(null, 'PUT', rating(id), MARKS)).status).toBe(401)
  })
})

describe('POST /ratings', () => {
  it('takes the receipt for the person, and says when it is not the right one', async () => {
    const id = await answered()
    const receipt = await receiptOf(id)
    const sent = (changes: object) =>
      p.call(null, 'POST', '/api/v1/ratings', { ...receipt, ...MARKS, ...changes })
    expect((await sent({ secret: 'SAI00000' })).body.code).toBe('track.wrong_secret')
    expect((await sent({ code: 'H15.1-000000-9999' })).body.code).toBe('dossier.not_found')
    expect((await p.call(p.citizen, 'GET', rating(id))).body.rating).toBeNull()
    expect((await sent({ code: receipt.code.toLowerCase() })).status).toBe(200)
    expect((await p.call(p.citizen, 'GET', rating(id))).body.rating).toMatchObject(MARKS)
  })
})

describe('what is told of ratings', () => {
  const summary = async () => (await p.call(null, 'GET', '/api/v1/ratings/summary')).body.units
  const remarks = async (unit: 'xa' | 'phuong') =>
    (await p.call(p.officer('lanhdao', unit), 'GET', '/api/v1/ratings/remarks')).body.items

  it('comes in full groups of five, without persons, and remarks only to the agency', async () => {
    const ids = [await answered('phuong'), await answered('phuong'), await answered('phuong')]
    ids.push(await answered('phuong'), await answered('phuong'))
    for (const id of ids.slice(1)) await rate(id, { ...MARKS, remark: 'Tốt' })
    const few = (await summary()).find((u: { unit: string }) => u.unit === 'phuong')
    expect(few).toMatchObject({ count: 4, average: null, satisfied: null })
    expect(await remarks('phuong')).toEqual([])

    await rate(ids[0]!, { information: 1, simplicity: 1, attitude: 1, punctuality: 1, result: 1 })
    const early = (await summary()).find((u: { unit: string }) => u.unit === 'phuong')
    // All five may still be corrected, which would show whose is which.
    expect(early).toMatchObject({ count: 5, average: null })
    p.root.clock.set(new Date(p.root.clock.now().getTime() + 11 * 86_400_000).toISOString())
    const full = (await summary()).find((u: { unit: string }) => u.unit === 'phuong')
    expect(full).toMatchObject({ count: 5, average: 3.56, satisfied: 80, askedBeyond: 0 })
    const told = await remarks('phuong')
    expect(told).toHaveLength(4)
    expect(Object.keys(told[0]).sort()).toEqual(
      ['askedBeyond', 'average', 'month', 'remark', 'unit', 'unitName'].sort(),
    )
    expect(await remarks('xa')).toEqual([])

    // Page by page all come once, and no cursor can be reckoned from a dossier that the agency knows.
    const seen: string[] = []
    const cursors: string[] = []
    let after = ''
    do {
      const url = `/api/v1/ratings/remarks?limit=1${after && `&after=${after}`}`
      const { items, next } = (await p.call(p.officer('lanhdao', 'phuong'), 'GET', url)).body
      seen.push(...items.map((item: { remark: string }) => item.remark))
      after = next ?? ''
      cursors.push(Buffer.from(after, 'base64url').toString())
    } while (after)
    expect(seen).toHaveLength(4)
    const text = cursors.join()
    for (const id of ids) {
      const digests = ['md5', 'sha1', 'sha256'].map((name) => createHash(name).update(id).digest('hex'))
      for (const trace of [id, ...digests]) expect(text).not.toContain(trace)
    }
    expect((await p.call(p.officer('tiepnhan', 'phuong'), 'GET', '/api/v1/ratings/remarks')).status).toBe(403)
  })

  it('leaves no trace of the person: the remark is sealed and the journal names the system', async () => {
    const id = await answered()
    const key = { 'idempotency-key': 'lan-dau' }
    const body = { ...MARKS, remark: 'Lời khó quên' }
    expect((await p.call(p.citizen, 'PUT', rating(id), body, key)).status).toBe(200)
    const find = (query: string) => p.root.database.pool.query(query, [id])
    const kept = await find('select to_jsonb(r)::text as whole from feedback.rating r where dossier_id = $1')
    expect(kept.rows).toHaveLength(1)
    expect(kept.rows[0].whole).not.toContain('khó quên')
    const journal = await find(`select to_jsonb(a)::text as whole from platform.audit a
      where a.subject = $1 and a.action ilike '%rat%'`)
    expect(journal.rows.length).toBeGreaterThan(0)
    const keys = await p.root.database.pool.query("select 1 from platform.idempotency where key = 'lan-dau'")
    expect(keys.rows).toEqual([])
    for (const { whole } of journal.rows) expect(whole).not.toContain(p.citizen.id)
  })
})
