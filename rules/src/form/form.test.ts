import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkForm, compileForm, FormDefinitionError } from '../compile.ts'
import { type CompiledForm, runForm } from '../index.ts'

const examples = new URL('../../examples/', import.meta.url)
const sources = readdirSync(examples)
  .filter((name) => name.endsWith('.json'))
  .map((name) => ({ name, source: JSON.parse(readFileSync(new URL(name, examples), 'utf8')) as unknown }))

const today = '2026-11-05'

/** A form of one section with these fields. */
function formOf(fields: unknown[], more: Record<string, unknown> = {}): unknown {
  return {
    key: 'thu',
    title: words('Thử'),
    sections: [{ key: 'phan', title: words('Phần'), fields }],
    ...more,
  }
}

function words(text: string): { vi: string; en: string } {
  return { vi: text, en: text }
}

function field(key: string, type: string, more: Record<string, unknown> = {}): Record<string, unknown> {
  return { key, type, label: words(key), ...more }
}

function compiled(fields: unknown[], more: Record<string, unknown> = {}): CompiledForm {
  return compileForm(formOf(fields, more))
}

function codes(form: CompiledForm, answers: unknown): string[] {
  return runForm(form, answers, { today }).errors.map((error) => `${error.pointer} ${error.code}`)
}

const yesNo = { choices: ['co', 'khong'].map((value) => ({ value, label: words(value) })) }

describe('one answer', () => {
  it.each<[string, Record<string, unknown>, unknown, unknown, string | undefined]>([
    ['text', {}, '  Nguye\u0302\u0303n\u200B  A ', 'Nguyễn A', undefined],
    ['text', { maxLength: 3 }, 'abcd', 'abcd', 'max_length'],
    ['text', { minLength: 3 }, 'ab', 'ab', 'min_length'],
    ['text', { pattern: '\\d{3}' }, '12a', '12a', 'pattern'],
    ['text', {}, { a: 1 }, undefined, 'type'],
    ['text', {}, 12, undefined, 'type'],
    ['text', { required: true }, ' \u200B ', undefined, 'required'],
    ['text', { required: true }, [], undefined, 'type'],
    ['multiline', {}, ' a\r\nb ', 'a\nb', undefined],
    ['number', {}, '1.234,5', 1234.5, undefined],
    ['number', {}, '12.5', 12.5, undefined],
    ['number', {}, '1.234', '1.234', 'number'],
    ['number', { min: 1 }, 0, 0, 'min'],
    ['number', { max: 1 }, 2, 2, 'max'],
    ['number', {}, true, undefined, 'type'],
    ['integer', {}, '1.234', 1234, undefined],
    ['integer', {}, 1.5, 1.5, 'integer'],
    ['money', {}, '35.000 đ', 35_000, undefined],
    ['money', {}, -1, -1, 'min'],
    ['money', {}, 'nhiều', 'nhiều', 'money'],
    ['date', {}, '5/1/2026', '2026-01-05', undefined],
    ['date', {}, '31/02/2026', '31/02/2026', 'date'],
    ['date', { max: 'today' }, '2026-11-06', '2026-11-06', 'date_max'],
    ['date', { min: '2026-01-01' }, '2025-12-31', '2025-12-31', 'date_min'],
    ['boolean', {}, 'true', true, undefined],
    ['boolean', {}, false, false, undefined],
    ['boolean', {}, 'có', 'có', 'type'],
    ['choice', yesNo, 'co', 'co', undefined],
    ['choice', yesNo, 'x', 'x', 'choice'],
    ['multichoice', yesNo, ['khong', 'co', 'co'], ['co', 'khong'], undefined],
    ['multichoice', yesNo, 'co', ['co'], undefined],
    ['multichoice', { ...yesNo, max: 1 }, ['khong', 'co'], ['co', 'khong'], 'choices_max'],
    ['multichoice', yesNo, ['x'], ['x'], 'choice'],
    ['multichoice', yesNo, [], undefined, undefined],
    ['phone', {}, '+84 912 345 678', '0912345678', undefined],
    ['phone', {}, '12', '12', 'phone'],
    ['email', {}, ' a@b.vn ', 'a@b.vn', undefined],
    ['email', {}, 'a@b', 'a@b', 'email'],
    ['citizenId', {}, '066 090 000 001', '066090000001', undefined],
    ['citizenId', {}, '123', '123', 'citizen_id'],
    ['taxCode', {}, '0100109106001', '0100109106-001', undefined],
    ['taxCode', {}, '0100109107', '0100109107', 'tax_code'],
    [
      'address',
      {},
      { province: '66', commune: '24133', text: ' Buôn Ky ', x: 1 },
      { province: '66', commune: '24133', text: 'Buôn Ky' },
      undefined,
    ],
    ['address', {}, { province: '66' }, { province: '66' }, 'address_full'],
    ['address', { level: 'province' }, { province: '66' }, { province: '66' }, undefined],
    ['address', { level: 'commune' }, { province: '66' }, { province: '66' }, 'address_commune'],
    ['address', { required: true }, {}, undefined, 'required'],
    ['address', {}, { province: { a: 1 } }, undefined, 'type'],
    [
      'file',
      {},
      { id: '0190a1b2-0000-7000-8000-000000000001', size: 5 },
      { id: '0190a1b2-0000-7000-8000-000000000001', size: 5 },
      undefined,
    ],
    ['file', {}, { id: '../etc' }, { id: '../etc' }, 'file'],
    [
      'file',
      { accept: ['application/pdf'] },
      { id: '0190a1b2-0000-7000-8000-000000000001', type: 'image/png' },
      { id: '0190a1b2-0000-7000-8000-000000000001', type: 'image/png' },
      'file_type',
    ],
    [
      'file',
      { maxSize: 4 },
      { id: '0190a1b2-0000-7000-8000-000000000001', size: 5 },
      { id: '0190a1b2-0000-7000-8000-000000000001', size: 5 },
      'file_size',
    ],
  ])('%s %j: %j', (type, more, raw, value, code) => {
    const result = runForm(compiled([field('a', type, more)]), { a: raw }, { today })
    expect(result.answers).toEqual(value === undefined ? {} : { a: value })
    expect(result.errors.map((error) => error.code)).toEqual(code ? [code] : [])
  })

  it('keeps at most twice the length of a text that is much too long, and stays quick with 10 MB', () => {
    const form = compiled([
      field('a', 'text', { maxLength: 1000 }),
      field('b', 'multiline'),
      field('c', 'phone'),
    ])
    const huge = 'ế\u0301'.repeat(3_000_000)
    const result = runForm(form, { a: huge, b: huge, c: huge }, { today })
    expect(String(result.answers['a']).length).toBeLessThanOrEqual(2000)
    expect(result.errors.map((error) => error.code)).toEqual(['max_length', 'max_length', 'phone'])
  })
})

describe('conditions and computations', () => {
  const chain = compiled([
    field('d', 'text', { showIf: 'c = 3' }),
    field('c', 'computed', { as: 'number', compute: 'b + 1' }),
    field('b', 'computed', { as: 'number', compute: 'a + 1' }),
    field('a', 'integer', { showIf: 'mo = true' }),
    field('mo', 'boolean'),
  ])

  it('orders itself, whatever the order of writing', () => {
    expect(runForm(chain, { mo: true, a: 1, d: 'x', c: 99 }, { today }).answers).toEqual({
      d: 'x',
      c: 3,
      b: 2,
      a: 1,
      mo: true,
    })
    expect(runForm(chain, { mo: false, a: 1, d: 'x', c: 3 }, { today }).answers).toEqual({ mo: false })
  })

  it('drops what a hidden group or section holds', () => {
    const form = compileForm({
      key: 'x',
      title: words('x'),
      sections: [
        { key: 'p1', title: words('1'), fields: [field('a', 'boolean')] },
        {
          key: 'p2',
          title: words('2'),
          showIf: 'a = true',
          fields: [field('b', 'text', { required: true })],
        },
        {
          key: 'p3',
          title: words('3'),
          fields: [field('g', 'group', { showIf: 'is defined(b)', fields: [field('x', 'text')] })],
        },
      ],
    })
    const shown = runForm(form, { a: true, b: 'b', g: { x: 'x' } }, { today })
    expect(shown).toMatchObject({
      answers: { a: true, b: 'b', g: { x: 'x' } },
      errors: [],
      sections: ['p1', 'p2', 'p3'],
    })
    const hidden = runForm(form, { a: false, b: 'b', g: { x: 'x' } }, { today })
    expect(hidden).toMatchObject({
      answers: { a: false },
      errors: [],
      sections: ['p1', 'p3'],
      visible: ['/a'],
    })
  })

  it('reads rows by row, columns by name, and counts rows', () => {
    const form = compiled([
      field('r', 'repeat', {
        min: 1,
        max: 2,
        fields: [
          field('n', 'integer', { required: true }),
          field('ly_do', 'text', { showIf: 'row.n > tong / 2', required: 'tong > 5' }),
          field('g', 'group', {
            fields: [field('ti_le', 'computed', { as: 'number', compute: 'round(row.n / tong, 2)' })],
          }),
        ],
        rules: [{ assert: 'sum(value.n) < 9', message: words('nhiều quá') }],
      }),
      field('tong', 'computed', { as: 'number', compute: 'sum(r.n)' }),
    ])
    const result = runForm(form, { r: [{ n: 1, ly_do: 'x' }, { n: 5 }] }, { today })
    expect(result.answers).toEqual({
      r: [
        { n: 1, g: { ti_le: 0.17 } },
        { n: 5, g: { ti_le: 0.83 } },
      ],
      tong: 6,
    })
    expect(result.required).toEqual(['/r/0/n', '/r/1/n', '/r/1/ly_do'])
    expect(result.errors.map((error) => error.pointer)).toEqual(['/r/1/ly_do'])
    expect(codes(form, {})).toEqual(['/r rows_min'])
    expect(codes(form, { r: [1, { n: 2 }, { n: 3 }, { n: 4 }] })).toEqual([
      '/r rows_max',
      '/r/0 type',
      '/r/0/n required',
    ])
    expect(codes(form, { r: { n: 1 } })).toEqual(['/r type', '/r rows_min'])
    expect(codes(form, { r: [{ n: 4 }, { n: 5 }] })).toContain('/r rule')
  })

  it('says nothing of rules that cannot be decided yet', () => {
    const rule = (assert: string, at?: string) => ({ assert, message: words('sai'), ...(at && { at }) })
    const form = compiled([field('a', 'text'), field('b', 'text')], {
      rules: [rule('a != b', 'b'), rule('a in ("x", "y")')],
    })
    expect(codes(form, {})).toEqual([])
    expect(codes(form, { a: 'x' })).toEqual([])
    expect(codes(form, { a: 'x', b: 'x' })).toEqual(['/b rule'])
    expect(codes(form, { a: 'z' })).toEqual([' rule'])
    const either = compiled([field('a', 'text'), field('b', 'text')], {
      rules: [rule('a != null or b != null')],
    })
    expect(codes(either, {})).toEqual([' rule'])
    expect(codes(either, { b: 'x' })).toEqual([])
  })

  it('speaks Vietnamese and English', () => {
    const form = compiled([field('a', 'integer', { min: 1000, label: { vi: 'Số {limit}', en: 'Number' } })])
    expect(runForm(form, { a: 1 }, { today }).errors[0]?.message).toBe(
      '“Số {limit}” không được nhỏ hơn 1.000.',
    )
    expect(runForm(form, { a: 1 }, { today, locale: 'en' }).errors[0]?.message).toBe(
      '“Number” must not be less than 1.000.',
    )
  })

  it('sees no inherited members', () => {
    const form = compiled([
      field('constructor', 'text'),
      field('toString', 'text', { showIf: 'constructor = null' }),
    ])
    expect(runForm(form, {}, { today }).answers).toEqual({})
    const poisoned: unknown = JSON.parse('{"__proto__": {"constructor": "x"}}')
    expect(runForm(form, poisoned, { today }).answers).toEqual({})
  })
})

describe('checkForm', () => {
  const one = (code: string, pointer: string, source: unknown) => [code, pointer, source] as const
  it.each([
    one('shape', '', 5),
    one('missing', '', { key: 'x', title: words('x') }),
    one('unknown_property', '/tittle', { ...(formOf([field('a', 'text')]) as object), tittle: 1 }),
    one('words', '/sections/0/fields/0/label', formOf([field('a', 'text', { label: { vi: 'x' } })])),
    one('bad_type', '/sections/0/fields/0/type', formOf([field('a', 'tekst')])),
    one('bad_key', '/sections/0/fields/0/key', formOf([field('họ tên', 'text')])),
    one('bad_key', '/sections/0/fields/0/key', formOf([field('and', 'text')])),
    one('bad_key', '/sections/0/fields/0/key', formOf([field('some', 'text')])),
    one('bad_key', '/sections/0/fields/0/key', formOf([field('row', 'text')])),
    one('duplicate_key', '/sections/0/fields/1/key', formOf([field('a', 'text'), field('a', 'date')])),
    one(
      'duplicate_choice',
      '/sections/0/fields/0/choices/1',
      formOf([field('a', 'choice', { choices: [yesNo.choices[0], yesNo.choices[0]] })]),
    ),
    one('unknown_property', '/sections/0/fields/0/choices', formOf([field('a', 'text', yesNo)])),
    one('missing', '/sections/0/fields/0', formOf([field('a', 'choice')])),
    one('bad_pattern', '/sections/0/fields/0/pattern', formOf([field('a', 'text', { pattern: '(?=a)' })])),
    one('limits', '/sections/0/fields/0/min', formOf([field('a', 'integer', { min: 5, max: 1 })])),
    one('limits', '/sections/0/fields/0/max', formOf([field('a', 'date', { max: '31/12/2026' })])),
    one('bad_expression', '/sections/0/fields/0/showIf', formOf([field('a', 'text', { showIf: 'b ==' })])),
    one(
      'bad_expression',
      '/sections/0/fields/0/required',
      formOf([field('a', 'text', { required: `$\{x}` })]),
    ),
    one('unknown_name', '/sections/0/fields/0/showIf', formOf([field('a', 'text', { showIf: 'b = 1' })])),
    one('unknown_name', '/sections/0/fields/0/showIf', formOf([field('a', 'text', { showIf: 'value = 1' })])),
    one(
      'unknown_name',
      '/sections/0/fields/0/fields/1/showIf',
      formOf([
        field('r', 'repeat', { fields: [field('a', 'text'), field('b', 'text', { showIf: 'a = "x"' })] }),
      ]),
    ),
    one(
      'unknown_name',
      '/rules/0/at',
      formOf([field('a', 'text')], { rules: [{ assert: 'a = "x"', message: words('x'), at: 'b' }] }),
    ),
    one(
      'nesting',
      '/sections/0/fields/0/fields/0/type',
      formOf([field('r', 'repeat', { fields: [field('s', 'repeat', { fields: [field('a', 'text')] })] })]),
    ),
    one(
      'cycle',
      '/sections/0/fields/0',
      formOf([field('a', 'text', { showIf: 'b = "x"' }), field('b', 'text', { showIf: 'a = "x"' })]),
    ),
    one(
      'cycle',
      '/sections/0/fields/0',
      formOf([field('g', 'group', { showIf: 'g.a = 1', fields: [field('a', 'integer')] })]),
    ),
  ])('%s at %s', (code, pointer, source) => {
    const problems = checkForm(source)
    expect(problems.map((problem) => `${problem.code} ${problem.pointer}`)).toContain(`${code} ${pointer}`)
    for (const problem of problems) expect(problem.message).toMatch(/^.*\p{L}.*\.$/su)
    expect(() => compileForm(source)).toThrow(FormDefinitionError)
  })

  it('tells all problems at once', () => {
    const source = formOf([
      field('a', 'text', { showIf: 'x = 1', required: 'y' }),
      field('b', 'computed', { as: 'text', compute: 'eval(1)' }),
    ])
    expect(checkForm(source).map((problem) => problem.code)).toEqual([
      'unknown_name',
      'unknown_name',
      'bad_expression',
    ])
  })

  it('suggests the name that was meant', () => {
    const source = formOf([
      field('me', 'group', { fields: [field('ten', 'text')] }),
      field('b', 'text', { showIf: 'ten = "x"' }),
    ])
    expect(checkForm(source)[0]?.message).toBe('Không có trường “ten”; có phải “me.ten”?')
  })

  it('never throws, whatever is given', () =>
    fc.assert(
      fc.property(fc.anything(), (junk) => {
        expect(checkForm(junk).length).toBeGreaterThan(0)
        checkForm(formOf([junk, field('a', 'text', { rules: junk, choices: junk, showIf: junk })]))
      }),
    ))

  it.each(sources)('accepts $name, and gives plain JSON', ({ source }) => {
    expect(checkForm(source)).toEqual([])
    const form = compileForm(source)
    expect(JSON.parse(JSON.stringify(form))).toEqual(form)
  })
})
