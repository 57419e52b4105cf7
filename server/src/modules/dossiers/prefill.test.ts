import { compileForm } from '@motcua/rules/compile'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SYSTEM } from '../../platform/actor.ts'
import { inTx } from '../../platform/ctx.ts'
import { publishProcedure } from '../catalogue/index.ts'
import { publishForm } from '../forms/index.ts'
import { createAccount } from '../identity/index.ts'
import { type Known, prefillOf, valuesOf } from './prefill.ts'
import { PROCEDURE, type SmallProvince, smallProvince } from './testing/small-province.ts'

const words = (vi: string) => ({ vi, en: vi })
const source = {
  key: 'dien-san',
  title: words('Điền sẵn'),
  sections: [
    {
      key: 'chung',
      title: words('Chung'),
      fields: [
        { key: 'hoTen', type: 'text', label: words('Họ tên'), autocomplete: 'name' },
        {
          key: 'lienHe',
          type: 'group',
          label: words('Liên hệ'),
          fields: [
            { key: 'soMay', type: 'phone', label: words('Số máy'), autocomplete: 'tel' },
            { key: 'noiO', type: 'address', label: words('Nơi ở'), autocomplete: 'street-address' },
          ],
        },
        { key: 'tenCon', type: 'text', label: words('Tên con') },
        {
          key: 'dong',
          type: 'repeat',
          label: words('Dòng'),
          fields: [{ key: 'ten', type: 'text', label: words('Tên'), autocomplete: 'name' }],
        },
      ],
    },
  ],
}
const form = compileForm(source)

describe('prefillOf', () => {
  const account: Known = { source: { kind: 'account' }, values: new Map([['name text', 'Hà']]) }
  const answers = { hoTen: 'Hải', tenCon: 'An', lienHe: { noiO: { province: '66', commune: '22207' } } }
  const earlier: Known = {
    source: { kind: 'dossier', code: 'H15.1-260105-0001', submittedAt: '2026-01-05T01:00:00.000Z' },
    values: valuesOf(form, answers),
  }

  it('takes each value from the first source that has it, and only about the person', () =>
    expect(prefillOf(form, [account, earlier])).toEqual([
      { pointer: '/hoTen', value: 'Hà', source: account.source },
      { pointer: '/lienHe/noiO', value: answers.lienHe.noiO, source: earlier.source },
    ]))

  it('offers no number where a name is asked', () =>
    expect(prefillOf(form, [{ ...account, values: new Map([['name phone', '0912345678']]) }])).toEqual([]))
})

describe('GET /procedures/{code}/prefill', () => {
  let p: SmallProvince
  beforeAll(async () => {
    p = await smallProvince()
    await inTx(p.root, SYSTEM, 'test', async (ctx) => {
      const { id } = await publishForm(ctx, source)
      const { fees: _, papers: __, ...rest } = PROCEDURE
      const cases = [{ key: 'chung', name: { vi: 'Chung' }, limit: { value: 1, unit: 'workingDays' } }]
      const pkg = { ...rest, code: '9.000077', cases, fees: [], papers: [], goldenCases: [] }
      await publishProcedure(ctx, pkg, { formVersionId: id, processVersionId: null })
    })
  })
  afterAll(() => p.close())
  const GIVEN = { at: '2026-01-05T01:00:00.000Z', proof: expect.stringMatching(/^[\w-]{24}$/) }
  const get = async (actor: Parameters<SmallProvince['call']>[0]) =>
    p.call(actor, 'GET', '/api/v1/procedures/9.000077/prefill')

  it('proposes from the own account, and nothing to officers', async () => {
    const account = { username: 'nguoithu', kind: 'citizen', name: 'Trần Thị Thử', password: null } as const
    const id = await inTx(p.root, SYSTEM, 'test', (ctx) =>
      createAccount(ctx, { ...account, idNumber: '066190000002', phone: '0912345678' }),
    )
    const { status, body } = await get({ ...p.citizen, id, name: account.name })
    expect([status, body.items]).toEqual([
      200,
      [
        { pointer: '/hoTen', value: account.name, source: { kind: 'account' }, ...GIVEN },
        { pointer: '/lienHe/soMay', value: '0912345678', source: { kind: 'account' }, ...GIVEN },
      ],
    ])
    expect((await get(p.officer('tiepnhan', 'xa'))).body.items).toEqual([])
    expect((await get(null)).status).toBe(401)
  })

  it('proposes from the last own dossier what the account does not know', async () => {
    const answers = { lienHe: { noiO: { province: '66', commune: '22207', text: 'Buôn Thô' } }, tenCon: 'An' }
    const body = { ...p.body(), procedureCode: '9.000077', caseKey: 'chung', answers, papers: [] }
    expect((await p.call(p.citizen, 'POST', '/api/v1/dossiers', body)).body).toMatchObject({ status: 1 })
    const { items } = (await get(p.citizen)).body
    expect(items).toContainEqual({
      pointer: '/lienHe/noiO',
      value: answers.lienHe.noiO,
      source: { kind: 'dossier', code: expect.stringMatching(/^N/), submittedAt: expect.any(String) },
      ...GIVEN,
    })
    expect(items.map((i: { pointer: string }) => i.pointer)).not.toContain('/tenCon')
  })
})
