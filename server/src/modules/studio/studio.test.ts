import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Actor, type Grant, SYSTEM } from '../../platform/actor.ts'
import { inTx, readCtx } from '../../platform/ctx.ts'
import { type TestRoot, testRoot } from '../../platform/testing/test-root.ts'
import { type TestServer, testActor, testServer } from '../../platform/testing/test-server.ts'
import { catalogue, currentProcedure } from '../catalogue/index.ts'
import { deadlines } from '../deadlines/index.ts'
import { forms } from '../forms/index.ts'
import { createAccount, identity } from '../identity/index.ts'
import { appoint, createUnit, organisations } from '../organisations/index.ts'
import { process as processes } from '../process/index.ts'
import { studio } from './index.ts'

let root: TestRoot
let server: TestServer
let top: Actor
let commune: Actor
let clerk: Actor

beforeAll(async () => {
  root = await testRoot([organisations, identity, forms, processes, deadlines, catalogue, studio])
  server = await testServer(root)
  const actor = (id: string, grants: Grant[]) => ({ ...testActor('officer', grants), id })
  const grant = (role: string, unitId: string): Grant => ({ role, unitId, via: 'appointment' })
  await inTx(root, SYSTEM, 'test', async (ctx) => {
    const codes = [{ scheme: 'QD20' as const, value: 'H15' }]
    const tinh = await createUnit(ctx, { name: 'UBND tỉnh', kind: 'province', key: 'tinh', codes })
    const kind = { kind: 'commune', parent: tinh.id, isReceptionPoint: true, canDecide: true } as const
    const xa = await createUnit(ctx, { ...kind, name: 'UBND xã Thử', key: 'xa' })
    const ban = await createUnit(ctx, { ...kind, name: 'UBND xã Bạn', key: 'ban' })
    const account = (username: string) =>
      createAccount(ctx, { username, kind: 'officer', name: `Cán bộ ${username}`, password: null })
    for (const role of ['tiepnhan', 'chuyenvien', 'lanhdao', 'vanthu'] as const) {
      for (const unit of [xa, ban]) {
        await appoint(ctx, { accountId: await account(`${role}.${unit.key}`), unit: unit.id, role })
      }
    }
    top = actor(await account('quantri.tinh'), [grant('quantri', tinh.id)])
    commune = actor(await account('quantri.xa'), [grant('quantri', xa.id)])
    clerk = actor(await account('vanthu.khac'), [grant('vanthu', xa.id)])
  })
})
afterAll(async () => {
  await server.app.close()
  await root.drop()
})

const drafts = '/api/v1/studio/drafts'
type View = Awaited<ReturnType<TestServer['call']>>['body']

async function begin(who: Actor, body: object): Promise<View> {
  const answer = await server.call(who, 'POST', drafts, body)
  expect(answer.status, JSON.stringify(answer.body)).toBe(201)
  return answer.body
}
const partOf = (draft: View, name: string) => draft.parts.find((part: View) => part.part === name)
const save = (who: Actor, id: string, part: string, revision: number, content: unknown) =>
  server.call(who, 'PUT', `${drafts}/${id}/parts/${part}`, { revision, content })
const read = async (id: string) => (await server.call(top, 'GET', `${drafts}/${id}`)).body

/** The skeleton with what only people can know. */
async function complete(draft: View, changes: object = {}, who = top): Promise<void> {
  const { content, revision } = partOf(draft, 'procedure')
  const filled = {
    ...content,
    sector: 'Nông nghiệp',
    results: [{ code: 'KQ.G99.000001', name: 'Giấy xác nhận' }],
    competence: { level: 'commune', unitKind: 'commune' },
    levels: ['commune'],
    ...changes,
  }
  expect((await save(who, draft.id, 'procedure', revision, filled)).status).toBe(200)
}

async function publish(who: Actor, id: string) {
  const draft = await read(id)
  const revisions = Object.fromEntries(draft.parts.map((part: View) => [part.part, part.revision]))
  const { body: diff } = await server.call(who, 'GET', `${drafts}/${id}/diff`)
  const against = diff.current?.versionId ?? null
  return server.call(who, 'POST', `${drafts}/${id}/publication`, { revisions, against })
}

describe('a procedure that never existed', () => {
  it('is written, checked, tried out and published without touching code', async () => {
    const draft = await begin(top, { unit: 'tinh', code: '9.100001', name: 'Xác nhận nuôi ong' })
    expect(draft).toMatchObject({
      code: '9.100001',
      name: 'Xác nhận nuôi ong',
      unit: { ref: 'tinh' },
      state: 'open',
      isNew: true,
      can: ['save', 'drop', 'publish'],
    })
    const url = `${drafts}/${draft.id}`

    const first = await server.call(top, 'POST', `${url}/check`)
    expect(first.body.problems).toEqual([expect.objectContaining({ part: 'procedure', pointer: '/results' })])
    expect((await publish(top, draft.id)).body).toMatchObject({ code: 'draft.has_problems' })

    await complete(draft)
    const second = await server.call(top, 'POST', `${url}/check`)
    expect(second.body).toMatchObject({ problems: [], untried: [] })

    const play = await server.call(top, 'POST', `${url}/simulation`, {})
    expect(play.body.cases.map((c: View) => [c.name, c.ok])).toEqual([
      ['giải quyết đúng hạn', true],
      ['lãnh đạo trả lại một lần', true],
    ])
    expect(play.body.cases[1].frames[3]).toEqual({
      text: 'Xong “Ký duyệt kết quả”: Trả lại người thẩm định',
      flows: ['f_ket_luan', 'f_tra_lai'],
      tokens: ['tham_dinh'],
      ended: false,
    })

    const { body: diff } = await server.call(top, 'GET', `${url}/diff`)
    expect(diff).toMatchObject({ current: null, unreadable: [] })
    expect(diff.changes).toContainEqual({
      part: 'procedure',
      label: 'Tên thủ tục',
      text: 'Thêm: “Xác nhận nuôi ong”',
    })
    expect(diff.changes.map((c: View) => c.part)).toContain('process')

    const published = await publish(top, draft.id)
    expect(published.status, JSON.stringify(published.body)).toBe(201)
    expect(published.body).toMatchObject({ code: '9.100001', version: 1, changed: true })
    expect(await currentProcedure(readCtx(root, SYSTEM), '9.100001')).toMatchObject({
      name: 'Xác nhận nuôi ong',
      configured: true,
    })
    expect(await read(draft.id)).toMatchObject({ state: 'published', publishedVersion: 1, can: [] })
    expect((await publish(top, draft.id)).body.code).toBe('draft.ended')
  })

  it('is then written on from the version in use, with its golden cases, and the diff tells the change', async () => {
    const next = await begin(top, { unit: 'tinh', code: '9.100001', from: '9.100001' })
    expect(next.isNew).toBe(false)
    expect(partOf(next, 'cases').content).toHaveLength(2)
    const { content, revision } = partOf(next, 'process')
    await save(top, next.id, 'process', revision, content.replace('motcua:hours="24"', 'motcua:hours="20"'))
    const { body: diff } = await server.call(top, 'GET', `${drafts}/${next.id}/diff`)
    expect(diff.current).toMatchObject({ version: 1 })
    expect(diff.changes).toEqual([
      {
        part: 'process',
        label: 'Quy trình',
        text: 'Ở bước “Thẩm định hồ sơ”: số giờ “24” đổi thành “20”.',
      },
    ])
    expect((await publish(top, next.id)).body).toMatchObject({ version: 2, changed: true })
  })

  it('can be copied under another code', async () => {
    const copy = await begin(top, {
      unit: 'tinh',
      code: '9.100002',
      name: 'Xác nhận nuôi dê',
      from: '9.100001',
    })
    expect(partOf(copy, 'procedure').content).toMatchObject({
      code: '9.100002',
      name: { vi: 'Xác nhận nuôi dê' },
      sector: 'Nông nghiệp',
    })
    expect(partOf(copy, 'form').content.key).toBe('tt-9.100002')
    expect((await publish(top, copy.id)).status).toBe(201)
  })
})

describe('saving', () => {
  it('keeps a history that is gone back and forward in, and refuses what is stale', async () => {
    const { id, parts } = await begin(top, { unit: 'tinh', code: '9.200001', name: 'Thủ tục để sửa' })
    const form = parts.find((part: View) => part.part === 'form')
    const url = `${drafts}/${id}/parts/form`
    const one = await save(top, id, 'form', form.revision, { key: 'mot' })
    expect(one.body).toMatchObject({ revision: 2, position: 2, last: 2, content: { key: 'mot' } })
    expect((await save(top, id, 'form', form.revision, { key: 'hai' })).body).toMatchObject({
      code: 'draft.stale',
      errors: { revision: 2 },
    })
    expect((await save(top, id, 'form', 2, { key: 'mot' })).body.revision).toBe(2)
    const two = await save(top, id, 'form', 2, { key: 'hai' })
    expect(two.body).toMatchObject({ revision: 3, position: 3 })

    const back = await server.call(top, 'POST', `${url}/restoration`, { revision: 3, position: 1 })
    expect(back.body).toMatchObject({ revision: 4, position: 1, last: 3, content: form.content })
    const forward = await server.call(top, 'POST', `${url}/restoration`, { revision: 4, position: 2 })
    expect(forward.body.content).toEqual({ key: 'mot' })
    const branch = await save(top, id, 'form', 5, { key: 'ba' })
    expect(branch.body).toMatchObject({ position: 3, last: 3, content: { key: 'ba' } })
    const gone = await server.call(top, 'POST', `${url}/restoration`, { revision: 6, position: 9 })
    expect(gone.body.code).toBe('draft.no_such_step')
    const { body: history } = await server.call(top, 'GET', `${url}/history`)
    expect(history.items.map((step: View) => [step.position, step.savedBy])).toEqual([
      [3, 'Cán bộ quantri.tinh'],
      [2, 'Cán bộ quantri.tinh'],
      [1, 'Cán bộ quantri.tinh'],
    ])
  })

  it('keeps 200 steps', async () => {
    const { id } = await begin(top, { unit: 'tinh', code: '9.200002', name: 'Sửa nhiều lần' })
    for (let i = 1; i <= 205; i++) await save(top, id, 'cases', i, [{ name: `lần ${i}` }])
    const cases = partOf(await read(id), 'cases')
    expect(cases).toMatchObject({ position: 206, first: 7, content: [{ name: 'lần 205' }] })
  })

  it.each([
    ['procedure', 'chữ'],
    ['procedure', null],
    ['form', []],
    ['process', { xml: 1 }],
    ['cases', { name: 'x' }],
  ])('refuses %s %j', async (part, content) => {
    const { items } = (await server.call(top, 'GET', `${drafts}?q=sua%20nhieu`)).body
    const { revision } = partOf(await read(items[0].id), part)
    const answer = await save(top, items[0].id, part, revision, content)
    expect([answer.status, answer.body.code]).toEqual([400, 'draft.bad_content'])
  })

  it('follows code and name, and lets a code be written once at a time', async () => {
    const { id, parts } = await begin(top, { unit: 'tinh', code: '9.200003', name: 'Tên đầu' })
    const { content, revision } = parts[0]
    await save(top, id, 'procedure', revision, { ...content, code: '9.200004', name: { vi: 'Tên sau' } })
    expect(await read(id)).toMatchObject({ code: '9.200004', name: 'Tên sau' })
    const again = await server.call(top, 'POST', drafts, { unit: 'tinh', code: '9.200004', name: 'Hai' })
    expect([again.status, again.body.code]).toEqual([409, 'draft.exists'])
    expect((await server.call(top, 'DELETE', `${drafts}/${id}`)).status).toBe(200)
    expect((await save(top, id, 'form', 1, null)).body.code).toBe('draft.ended')
    await begin(top, { unit: 'tinh', code: '9.200004', name: 'Hai' })
  })
})

describe('checking', () => {
  let spoiled = 0

  it('points to the part and the element, and goes on behind the first fault', async () => {
    const draft = await begin(top, { unit: 'tinh', code: '9.300001', name: 'Nhiều lỗi' })
    await complete(draft, {
      fees: [{ key: 'phi', name: { vi: 'Phí' }, collectedAt: 'reception', rule: 'soTrang *' }],
    })
    const form = partOf(draft, 'form')
    await save(top, draft.id, 'form', form.revision, { ...form.content, sections: [] })
    const xml = partOf(draft, 'process')
    const broken = xml.content
      .replace('motcua:roles="vanthu"', 'motcua:roles="thukho"')
      .replace('motcua:hours="24"', 'motcua:hours="240"')
    await save(top, draft.id, 'process', xml.revision, broken)
    const { body } = await server.call(top, 'POST', `${drafts}/${draft.id}/check`)
    expect(body.problems).toEqual([
      expect.objectContaining({ part: 'form', pointer: '/sections' }),
      expect.objectContaining({ part: 'procedure', pointer: '/fees/0/rule' }),
      expect.objectContaining({
        part: 'process',
        code: 'process.unknown_role',
        element: expect.objectContaining({ id: 'vao_so' }),
      }),
    ])
    expect(await publish(top, draft.id)).toMatchObject({ status: 422, body: { code: 'draft.has_problems' } })
  })

  it('asks for a form and a process, and says when a case cannot be read or played', async () => {
    const draft = await begin(top, { unit: 'tinh', code: '9.300002', name: 'Thiếu' })
    await complete(draft)
    await save(top, draft.id, 'cases', 1, [
      { name: 'sai', script: [{ complete: 'ky' }], expect: { path: ['ky'] } },
    ])
    const play = await server.call(top, 'POST', `${drafts}/${draft.id}/simulation`, {})
    expect(play.body.cases[0]).toMatchObject({ ok: false, frames: [{ tokens: ['tiep_nhan'] }] })
    const bad = await server.call(top, 'POST', `${drafts}/${draft.id}/simulation`, { cases: [{ ten: 'x' }] })
    expect(bad.body.problems[0].message).toContain('Trường hợp mẫu thứ 1')
    await save(top, draft.id, 'process', 1, null)
    await save(top, draft.id, 'form', 1, null)
    const { body } = await server.call(top, 'POST', `${drafts}/${draft.id}/check`)
    expect(body.problems.map((p: View) => p.code)).toEqual(['draft.no_form', 'draft.no_process'])
  })

  it.each<[string, string, (content: View) => unknown]>([
    ['a BPMN that ends in the middle', 'process', (xml) => xml.slice(0, 400)],
    ['a BPMN that is no XML', 'process', () => 'không phải BPMN'],
    [
      'an expression that names no field of the form',
      'form',
      (form) => ({
        ...form,
        sections: form.sections.map((section: View) => ({ ...section, showIf: 'khongCo = true' })),
      }),
    ],
    [
      'a name of 5,000 characters',
      'procedure',
      (pkg) => ({ ...pkg, name: { vi: 'Đơn '.repeat(1250).trim() } }),
    ],
  ])('keeps %s and says so in one sentence', async (_, part, spoil) => {
    const code = `9.31${String(++spoiled).padStart(4, '0')}`
    const draft = await begin(top, { unit: 'tinh', code, name: 'Nhập hỏng' })
    await complete(draft)
    const { content, revision } = partOf(await read(draft.id), part)
    const bad = spoil(content)
    expect((await save(top, draft.id, part, revision, bad)).status).toBe(200)
    expect(partOf(await read(draft.id), part).content).toEqual(bad)
    const { body } = await server.call(top, 'POST', `${drafts}/${draft.id}/check`)
    const own = body.problems.filter((problem: View) => problem.part === part)
    expect(own.length, JSON.stringify(body)).toBeGreaterThan(0)
    for (const { message } of own) expect(message).toMatch(/^\p{Lu}[^\n]{5,400}[.!]$/u)
    expect((await publish(top, draft.id)).body.code).toBe('draft.has_problems')
  })

  it('refuses to publish what was changed since it was looked at', async () => {
    const draft = await begin(top, { unit: 'tinh', code: '9.300003', name: 'Đổi sau khi xem' })
    await complete(draft)
    const revisions = { procedure: 1, form: 1, process: 1, cases: 1 }
    const url = `${drafts}/${draft.id}/publication`
    const late = await server.call(top, 'POST', url, { revisions, against: null })
    expect([late.status, late.body.code]).toEqual([412, 'draft.stale'])
    const other = { revisions: { ...revisions, procedure: 2 }, against: draft.id }
    expect((await server.call(top, 'POST', url, other)).body.code).toBe('draft.outdated')
  })
})

describe('beginning', () => {
  it.each([
    [{ unit: 'tinh', code: '1.23', name: 'x' }, 422, 'draft.bad_code'],
    [{ unit: 'tinh', code: '9.400001' }, 422, 'draft.no_name'],
    [{ unit: 'tinh', code: '9.100001', name: 'Trùng mã' }, 409, 'draft.code_taken'],
    [{ unit: 'tinh', code: '9.400001', from: '9.999999' }, 404, 'procedure.not_found'],
    [{ unit: 'khongco', code: '9.400001', name: 'x' }, 404, 'unit.not_found'],
    [{ unit: 'tinh', code: '9.400001', name: 'x', la: 1 }, 400, 'request.invalid'],
  ])('refuses %j', async (body, status, code) => {
    const answer = await server.call(top, 'POST', drafts, body)
    expect([answer.status, answer.body.code]).toEqual([status, code])
  })
})

describe('access', () => {
  it('is for administrators, each in the own units and those below', async () => {
    expect((await server.call(clerk, 'GET', drafts)).status).toBe(403)
    expect((await server.call(null, 'GET', drafts)).status).toBe(401)
    const above = await begin(top, { unit: 'tinh', code: '9.500001', name: 'Của tỉnh' })
    const own = await begin(commune, { unit: 'xa', code: '9.500002', name: 'Của xã' })
    expect((await server.call(commune, 'GET', `${drafts}/${above.id}`)).status).toBe(404)
    expect((await save(commune, above.id, 'form', 1, null)).status).toBe(404)
    expect((await server.call(top, 'GET', `${drafts}/${own.id}`)).status).toBe(200)
    const list = await server.call(commune, 'GET', drafts)
    expect(list.body.items.map((item: View) => item.code)).toEqual(['9.500002'])
    const refused = await server.call(commune, 'POST', drafts, { unit: 'ban', code: '9.500003', name: 'x' })
    expect(refused.status).toBe(403)
  })

  it('publishes only what one’s own units have to follow', async () => {
    const { items } = (await server.call(commune, 'GET', drafts)).body
    const draft = await read(items[0].id)
    await complete(draft, {}, commune)
    expect((await publish(commune, draft.id)).body.code).toBe('draft.not_yours')
    const { content, revision } = partOf(await read(draft.id), 'procedure')
    const narrow = { ...content, competence: { level: 'commune', units: ['xa'] } }
    await save(commune, draft.id, 'procedure', revision, narrow)
    expect((await publish(commune, draft.id)).status).toBe(201)
  })

  it('pages', async () => {
    const seen: string[] = []
    for (let after = ''; ; ) {
      const { body } = await server.call(top, 'GET', `${drafts}?limit=2${after && `&after=${after}`}`)
      seen.push(...body.items.map((item: View) => item.id))
      if (!body.next) break
      after = body.next
    }
    const all = (await server.call(top, 'GET', `${drafts}?limit=200`)).body.items
    expect(seen).toEqual(all.map((item: View) => item.id))
  })
})
