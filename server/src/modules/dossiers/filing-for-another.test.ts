import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Actor, SYSTEM } from '../../platform/actor.ts'
import { inTx } from '../../platform/ctx.ts'
import { testIndex } from '../../platform/testing/test-keys.ts'
import { testActor } from '../../platform/testing/test-server.ts'
import { createAccount } from '../identity/index.ts'
import { type SmallProvince, smallProvince } from './testing/small-province.ts'

const HOA = { name: 'Nguyễn Thị Hoà', idNumber: '066190000001' }
const FATHER = { name: 'Nguyễn Văn Phúc', idNumber: '066048000003' }
const CHILD = { name: 'Trần Gia Hân', idNumber: '066316000901', birthDate: '2016-05-20' }
const COMPANY = { name: 'Công ty Thử', idNumber: '9900000016' }

let p: SmallProvince
let hoa: Actor
let father: Actor
let company: Actor
let stranger: Actor

beforeAll(async () => {
  p = await smallProvince()
  const open = (person: { name: string; idNumber: string }, kind: 'citizen' | 'business') =>
    inTx(p.root, SYSTEM, 'test', async (ctx) => {
      const account = { username: `u${person.idNumber}`, kind, ...person, password: null }
      const id = await createAccount(ctx, account)
      const idNumberIndex = testIndex('idNumber', person.idNumber)
      return { ...testActor(kind, [], { name: person.name, idNumberIndex }), id }
    })
  hoa = await open(HOA, 'citizen')
  father = await open(FATHER, 'citizen')
  company = await open(COMPANY, 'business')
  stranger = await open({ name: 'Người Lạ', idNumber: '066090000099' }, 'citizen')
})
afterAll(() => p.close())

const mandate = (actor: Actor, body: object) => p.call(actor, 'POST', '/api/v1/mandates', body)
const me = async (actor: Actor) => (await p.call(actor, 'GET', '/api/v1/me')).body
const end = (actor: Actor, id: string) => p.call(actor, 'DELETE', `/api/v1/mandates/${id}`)
const file = (actor: Actor, applicant: object, authorisation?: object) => {
  const { birthDate: _, ...person } = applicant as { birthDate?: string }
  return p.call(
    actor,
    'POST',
    '/api/v1/dossiers',
    p.body({ applicant: person, ...(authorisation && { authorisation }) }),
  )
}

describe('acting for another', () => {
  it('a father authorises his daughter, who files for him in her own account until he ends it', async () => {
    const given = await mandate(father, { kind: 'authorised', agent: HOA })
    expect(given.status).toBe(201)
    expect(given.body).toMatchObject({
      ...{ proof: 'granted', validFrom: '2026-01-05', validTo: '2027-01-04', can: ['end'] },
    })
    const [may] = (await me(hoa)).actFor
    expect(may).toMatchObject({ id: given.body.id, principal: FATHER, kindName: 'Người được uỷ quyền' })
    expect((await me(father)).given).toHaveLength(1)
    const filed = await file(hoa, may.principal, { mandate: may.id })
    expect(filed.status).toBe(201)
    expect(filed.body).toMatchObject({
      ...{ filedForAnother: true, applicant: FATHER },
      authorisation: { relation: 'Người được uỷ quyền', mandate: may.id },
    })
    // Both follow it, each in his own account; nobody else does.
    for (const [actor, status] of [
      [hoa, 200],
      [father, 200],
      [stranger, 404],
    ] as const)
      expect((await p.call(actor, 'GET', `/api/v1/dossiers/${filed.body.id}`)).status).toBe(status)
    expect((await end(stranger, may.id)).status).toBe(404)
    expect((await end(father, may.id)).status).toBe(204)
    expect((await me(hoa)).actFor).toEqual([])
    expect((await file(hoa, FATHER, { mandate: may.id })).body.code).toBe('mandate.not_valid')
    expect((await end(father, may.id)).status).toBe(404)
  })

  it('a mother acts for her child until the day before it is of age', async () => {
    const made = await mandate(hoa, { kind: 'child', principal: CHILD })
    expect(made.body).toMatchObject({ kind: 'child', proof: 'declared', validTo: '2034-05-19' })
    const filed = await file(hoa, CHILD, { mandate: made.body.id })
    expect(filed.body.authorisation.relation).toBe('Cha, mẹ của người chưa thành niên')
    const start = p.root.clock.now()
    p.root.clock.set('2034-05-19T12:00:00+07:00')
    expect((await me(hoa)).actFor).toHaveLength(1)
    p.root.clock.set('2034-05-20T00:00:00+07:00')
    expect((await me(hoa)).actFor).toEqual([])
    p.root.clock.set(start)
    expect((await end(hoa, made.body.id)).status).toBe(204)
  })

  it('an authorisation on paper is shown with every dossier', async () => {
    const { body } = await mandate(hoa, { kind: 'authorised', principal: FATHER })
    expect(body).toMatchObject({ proof: 'declared', paperNeeded: true })
    const bare = await file(hoa, FATHER, { mandate: body.id })
    expect([bare.status, bare.body.code, bare.body.errors[0].pointer]).toEqual([
      422,
      'dossier.authorisation_needed',
      '/authorisation/fileId',
    ])
    // The father sees what was said in his name, and may end it.
    expect((await me(father)).given[0].can).toEqual(['end'])
    expect((await end(father, body.id)).status).toBe(204)
  })

  it('a company lets somebody act in some procedures only', async () => {
    const some = await mandate(company, { kind: 'authorised', agent: HOA, procedures: ['2.000001'] })
    expect((await file(hoa, COMPANY, { mandate: some.body.id })).body.code).toBe('mandate.not_valid')
    await end(company, some.body.id)
    const this1 = await mandate(company, { kind: 'authorised', agent: HOA, procedures: ['9.000001'] })
    expect((await file(hoa, COMPANY, { mandate: this1.body.id })).status).toBe(201)
    // It is for the company, not for somebody else, and not for somebody else to use.
    expect((await file(hoa, FATHER, { mandate: this1.body.id })).body.code).toBe('mandate.not_valid')
    expect((await file(stranger, COMPANY, { mandate: this1.body.id })).body.code).toBe('mandate.not_valid')
  })

  it.each([
    [
      'a child of age',
      { kind: 'child', principal: { ...CHILD, birthDate: '2008-01-05' } },
      '/principal/birthDate',
    ],
    [
      'a child not born yet',
      { kind: 'child', principal: { ...CHILD, birthDate: '2026-01-06' } },
      '/principal/birthDate',
    ],
    [
      'a number of another year',
      { kind: 'child', principal: { ...CHILD, birthDate: '2015-05-20' } },
      '/principal/idNumber',
    ],
    [
      'a number of no person',
      { kind: 'authorised', agent: { name: 'An', idNumber: '123' } },
      '/agent/idNumber',
    ],
    ['oneself', { kind: 'authorised', agent: HOA }, ''],
    ['a day that is past', { kind: 'authorised', agent: FATHER, validTo: '2026-01-04' }, '/validTo'],
  ])('refuses %s', async (_, body, pointer) => {
    const answer = await mandate(hoa, body)
    expect([answer.status, answer.body.code, answer.body.errors[0].pointer]).toEqual([
      422,
      'mandate.invalid',
      pointer,
    ])
  })

  it('refuses the same twice', async () => {
    const { body } = await mandate(father, { kind: 'authorised', agent: HOA })
    expect((await mandate(father, { kind: 'authorised', agent: HOA })).body.code).toBe('mandate.exists')
    await end(hoa, body.id)
  })

  it('is given away only after proving who one is', async () => {
    const weak = { ...father, assurance: { level: 1 as const, at: 0 } }
    const answer = await mandate(weak, { kind: 'authorised', agent: HOA })
    expect(answer.body.code).toBe('identity.step_up_needed')
  })

  it('is not done silently: without a mandate the relation must be told', async () => {
    const silent = await file(stranger, HOA)
    expect([silent.status, silent.body.code]).toEqual([422, 'dossier.authorisation_needed'])
    expect((await file(stranger, HOA, { relation: 'Hàng xóm, được nhờ nộp' })).status).toBe(201)
    expect((await file(hoa, HOA)).status).toBe(201)
  })
})
