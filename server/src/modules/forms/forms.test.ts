import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { runForm, toJsonSchema } from '@motcua/rules'
import { compileForm } from '@motcua/rules/compile'
import { Ajv2020 } from 'ajv/dist/2020.js'
import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SYSTEM } from '../../platform/actor.ts'
import { type Ctx, inTx, readCtx } from '../../platform/ctx.ts'
import { AppError } from '../../platform/errors.ts'
import { repositoryRoot } from '../../platform/paths.ts'
import { type TestRoot, testRoot } from '../../platform/testing/test-root.ts'
import { digestOf } from './domain.ts'
import { formSource, forms, formVersion, publishForm, validateAnswers } from './index.ts'

let root: TestRoot
beforeAll(async () => {
  root = await testRoot([forms])
})
afterAll(() => root.drop())

const folder = join(repositoryRoot, 'rules')
const names = readdirSync(join(folder, 'examples')).filter((name) => name.endsWith('.json'))
const birth = read('examples/khai-sinh.json')
const today = '2026-11-05'

// biome-ignore lint/suspicious/noExplicitAny: test data read from JSON
function read(path: string): any {
  return JSON.parse(readFileSync(join(folder, path), 'utf8'))
}

function command<T>(work: (ctx: Ctx) => Promise<T>): Promise<T> {
  return inTx(root, SYSTEM, 'forms.test', work)
}

async function refusal(work: () => unknown): Promise<AppError> {
  try {
    await work()
  } catch (error) {
    if (error instanceof AppError) return error
    throw error
  }
  throw new Error('it was not refused')
}

describe('publishForm', () => {
  it('keeps versions: the same source is the same version, another is the next', async () => {
    const first = await command((ctx) => publishForm(ctx, birth))
    expect(first.version).toBe(1)
    const reordered = Object.fromEntries(Object.entries(birth).reverse())
    expect(await command((ctx) => publishForm(ctx, reordered))).toEqual(first)
    const changed = { ...birth, title: { vi: 'Tờ khai mới', en: 'New' } }
    const second = await command((ctx) => publishForm(ctx, changed))
    expect(second.version).toBe(2)
    expect(await command((ctx) => publishForm(ctx, birth))).toEqual(first)
    const ctx = readCtx(root, SYSTEM)
    expect(await formVersion(ctx, first.id)).toEqual(compileForm(birth))
    expect((await formVersion(ctx, second.id)).title.vi).toBe('Tờ khai mới')
    expect(await formSource(ctx, first.id)).toEqual(birth)
  })

  it('gives each of many at once its own number', async () => {
    const sources = [1, 2, 3, 4, 5].map((n) => ({ ...birth, key: 'cung-luc', version: n }))
    const done = await Promise.all(
      [...sources, ...sources].map((source) => command((ctx) => publishForm(ctx, source))),
    )
    expect(new Set(done.map((version) => version.version))).toEqual(new Set([1, 2, 3, 4, 5]))
    expect(new Set(done.map((version) => version.id)).size).toBe(5)
  })

  it('refuses a source with problems, telling all of them, and keeps nothing', async () => {
    const error = await refusal(() => command((ctx) => publishForm(ctx, { key: 'x', sections: [] })))
    expect(error).toMatchObject({ code: 'form.refused', status: 422 })
    expect(error.details).toContainEqual({
      pointer: '',
      code: 'missing',
      message: 'Thiếu thuộc tính “title”.',
    })
    const { rows } = await sql`select 1 from forms.form_version where key = 'x'`.execute(
      readCtx(root, SYSTEM).db,
    )
    expect(rows).toEqual([])
  })

  it('keeps or refuses whatever text is put into a form, without a fault of the database', () =>
    fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', minLength: 1, maxLength: 5 }), async (text) => {
        const field = {
          key: 'a',
          type: 'text',
          label: { vi: `x${text}`, en: 'x' },
          showIf: `"${text}" = "a"`,
        }
        const source = {
          key: 'chu',
          title: { vi: 'x', en: 'x' },
          sections: [{ key: 'p', title: { vi: 'x', en: 'x' }, fields: [field] }],
        }
        try {
          await command((ctx) => publishForm(ctx, source))
        } catch (error) {
          expect(error).toMatchObject({ code: 'form.refused' })
        }
      }),
      { numRuns: 50 },
    ))

  it('lets nobody change a version', async () => {
    const { id } = await command((ctx) => publishForm(ctx, birth))
    const { db } = readCtx(root, SYSTEM)
    await expect(sql`update forms.form_version set key = 'y' where id = ${id}`.execute(db)).rejects.toThrow(
      'never changed',
    )
    await expect(sql`delete from forms.form_version where id = ${id}`.execute(db)).rejects.toThrow(
      'never changed',
    )
  })
})

describe('formVersion', () => {
  it('reads a version once', async () => {
    const { id } = await command((ctx) => publishForm(ctx, { ...birth, key: 'mot-lan' }))
    await formVersion(readCtx(root, SYSTEM), id)
    const before = root.database.counter.statements
    await formVersion(readCtx(root, SYSTEM), id)
    expect(root.database.counter.statements).toBe(before)
  })

  it('knows no other', async () => {
    const id = '0190a1b2-0000-7000-8000-000000000001'
    for (const ask of [formVersion, formSource]) {
      expect(await refusal(() => ask(readCtx(root, SYSTEM), id))).toMatchObject({
        code: 'form.not_found',
        status: 404,
      })
    }
  })
})

describe('validateAnswers', () => {
  const form = compileForm(birth)
  const [good, bad] = read('vectors/khai-sinh.json')

  it('gives the cleaned answers', () =>
    expect(validateAnswers(form, good.answers, { today })).toEqual(good.result.answers))

  it('refuses with a pointer for every fault', async () => {
    const error = await refusal(() => validateAnswers(form, bad.answers, { today }))
    expect(error).toMatchObject({ code: 'form.invalid', status: 422 })
    expect(error.message).toContain('và 2 chỗ khác cần sửa')
    expect(error.details).toContainEqual({
      pointer: '/answers/me/ngaysinh',
      code: 'rule',
      message: 'Ngày sinh của mẹ không hợp lý so với ngày sinh của con.',
    })
  })
})

describe('digestOf', () => {
  it('does not depend on the order of keys', () =>
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        expect(digestOf(Object.fromEntries(Object.entries(value).reverse()))).toBe(digestOf(value))
      }),
    ))
  it('depends on the order of lists', () => expect(digestOf([1, 2])).not.toBe(digestOf([2, 1])))
})

describe.each(names)('JSON Schema of %s', (name) => {
  const form = compileForm(read(`examples/${name}`))
  const vectors: { today: string; answers: Record<string, unknown> }[] = read(`vectors/${name}`)
  const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(toJsonSchema(form))

  it('is satisfied by answers without faults, and by no others of the examples', () => {
    for (const vector of vectors) {
      const { answers, errors } = runForm(form, vector.answers, { today: vector.today })
      if (errors.length === 0) expect([validate(answers), validate.errors]).toEqual([true, null])
    }
    expect(validate({ la: 1 })).toBe(false)
  })

  it('is satisfied by what is left of good answers after random changes, when nothing is wrong', () =>
    fc.assert(
      fc.property(fc.constantFrom(...vectors), fc.nat(), fc.jsonValue(), (vector, n, junk) => {
        const answers = structuredClone(vector.answers)
        const keys = Object.keys(answers)
        const key = keys[n % keys.length]
        if (key !== undefined) answers[key] = junk
        const result = runForm(form, answers, { today: vector.today })
        if (result.errors.length === 0)
          expect([validate(result.answers), validate.errors]).toEqual([true, null])
      }),
    ))
})
