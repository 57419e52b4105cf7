/** Random answers for property tests: near to right ones, far from them, and any JSON at all. */
import fc from 'fast-check'
import type { CompiledForm, Field } from './definition.ts'

/** Answers that mostly fit a form, with junk in some places. */
export function answersFor(form: CompiledForm): fc.Arbitrary<unknown> {
  const fields = form.sections.flatMap((section) => section.fields)
  return fc.oneof({ weight: 9, arbitrary: objectFor(fields) }, { weight: 1, arbitrary: anyJson })
}

const anyJson = fc.oneof(fc.jsonValue(), fc.anything())

const junk = fc.oneof(
  anyJson,
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.constantFrom('', null, -0, 1e300, '\u0301', 'e\u0302\u0301 ', '\uD800', '__proto__', 'x'.repeat(3000)),
)

function objectFor(fields: Field<unknown>[]): fc.Arbitrary<unknown> {
  const known = fc.record(Object.fromEntries(fields.map((field) => [field.key, valueFor(field)])), {
    requiredKeys: [],
  })
  const unknown = fc.dictionary(fc.string({ maxLength: 5 }), junk, { maxKeys: 2 })
  return fc.tuple(known, unknown).map(([a, b]) => ({ ...b, ...a }))
}

function valueFor(field: Field<unknown>): fc.Arbitrary<unknown> {
  return fc.oneof({ weight: 9, arbitrary: fittingValue(field) }, { weight: 1, arbitrary: junk })
}

function fittingValue(field: Field<unknown>): fc.Arbitrary<unknown> {
  switch (field.type) {
    case 'group':
      return objectFor(field.fields)
    case 'repeat':
      return fc.array(objectFor(field.fields), { maxLength: Math.min((field.max ?? 4) + 2, 6) })
    case 'choice':
      return fc.constantFrom(...field.choices.map((choice) => choice.value))
    case 'multichoice':
      return fc.array(fc.constantFrom(...field.choices.map((choice) => choice.value), 'x'), { maxLength: 4 })
    case 'boolean':
      return fc.constantFrom(true, false, 'true', 'false', 'on')
    case 'number':
    case 'integer':
    case 'money':
      return fc.oneof(
        fc.integer({ min: -3, max: 30 }),
        fc.double(),
        fc.constantFrom('3', '1.000', '1.234,5', '12,5'),
      )
    case 'date':
      return fc.oneof(
        fc.constantFrom('2026-11-05', '01/01/1995', '5-1-1950', '30022020'),
        fc.integer({ min: 1940, max: 2027 }).map((year) => `${year}-03-04`),
      )
    case 'phone':
      return fc.constantFrom('0912345678', '+84 912 345 678', '12')
    case 'email':
      return fc.constantFrom('a@b.vn', ' a@b.vn ', 'a@b')
    case 'citizenId':
      return fc.constantFrom('066090000001', '066 190 000 002', '066051000003', '12')
    case 'taxCode':
      return fc.constantFrom('0100109106', '0100109106001', '066090000001', '1')
    case 'address':
      return fc.record(
        { province: fc.constantFrom('66', 'x'), commune: fc.constantFrom('24133'), text: junk },
        { requiredKeys: [] },
      )
    case 'file':
      return fc.record(
        { id: fc.uuid(), type: fc.constantFrom('application/pdf', 'text/html'), size: fc.nat() },
        { requiredKeys: [] },
      )
    default:
      return fc.oneof(
        fc.string({ unit: 'binary', maxLength: 40 }),
        fc.constantFrom('Nguyễn Thị Hà', "H'Hen Niê", 'ABC123456'),
      )
  }
}
