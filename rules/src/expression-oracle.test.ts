import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compileExpression, ExpressionError } from './compile.ts'
import { evaluate } from './expression.ts'

/** A random expression carries its FEEL text and a slow reading of its own, written apart from the evaluator. */
interface Sample {
  text: string
  value: (env: Record<string, unknown>) => unknown
}

const env = fc.record({
  n: fc.option(fc.integer({ min: -5, max: 5 })),
  m: fc.option(fc.integer({ min: -5, max: 5 })),
  t: fc.option(fc.constantFrom('', 'a', 'ab')),
  c: fc.option(fc.boolean()),
  xs: fc.option(fc.array(fc.option(fc.integer({ min: -3, max: 3 })), { maxLength: 4 })),
})

const samples = fc.letrec<{ any: Sample; number: Sample; bool: Sample; list: Sample }>((tie) => {
  const name = (text: string) => fc.constant<Sample>({ text, value: (e) => e[text] })
  const two = (make: (a: Sample, b: Sample) => Sample, a = tie('number'), b = tie('number')) =>
    fc.tuple(a, b).map(([x, y]) => make(x, y))
  const arithmetic = (op: string, f: (a: number, b: number) => number) =>
    two((a, b) => ({
      text: `(${a.text} ${op} ${b.text})`,
      value: (e) => {
        const [x, y] = [a.value(e), b.value(e)]
        if (typeof x !== 'number' || typeof y !== 'number') return null
        const z = f(x, y)
        return Number.isFinite(z) ? Number.parseFloat(z.toPrecision(15)) + 0 : null
      },
    }))
  const order = (op: string, f: (a: number, b: number) => boolean) =>
    two((a, b) => ({
      text: `(${a.text} ${op} ${b.text})`,
      value: (e) => {
        const [x, y] = [a.value(e), b.value(e)]
        return typeof x === 'number' && typeof y === 'number' ? f(x, y) : null
      },
    }))
  // Kleene logic as least and greatest of 0, 1/2, 1
  const level = (x: unknown) => (x === true ? 1 : x === false ? 0 : 0.5)
  const truth = (x: number) => (x === 1 ? true : x === 0 ? false : null)
  const number = fc.oneof(
    { depthSize: 'small' },
    fc.integer({ min: -9, max: 9 }).map((n) => ({ text: n < 0 ? `(${n})` : `${n}`, value: () => n })),
    name('n'),
    name('m'),
    arithmetic('+', (a, b) => a + b),
    arithmetic('-', (a, b) => a - b),
    arithmetic('*', (a, b) => a * b),
    arithmetic('/', (a, b) => a / b),
    fc.tuple(tie('bool'), tie('number'), tie('number')).map(([c, a, b]) => ({
      text: `(if ${c.text} then ${a.text} else ${b.text})`,
      value: (e: Record<string, unknown>) => (c.value(e) === true ? a : b).value(e),
    })),
    tie('list').map((xs) => ({
      text: `count(${xs.text})`,
      value: (e: Record<string, unknown>) => ((xs.value(e) as unknown[] | null) ?? []).length,
    })),
    tie('list').map((xs) => ({
      text: `sum(${xs.text})`,
      value: (e: Record<string, unknown>) => {
        const list = xs.value(e) as unknown[] | null
        if (list === null || list.some((x) => x === null)) return null
        let total = 0
        for (const x of list) total += x as number
        return Number.parseFloat(total.toPrecision(15)) + 0
      },
    })),
  )
  const bool = fc.oneof(
    { depthSize: 'small' },
    name('c'),
    fc.constant<Sample>({ text: 'true', value: () => true }),
    order('<', (a, b) => a < b),
    order('>=', (a, b) => a >= b),
    two((a, b) => ({
      text: `(${a.text} = ${b.text})`,
      value: (e) => {
        const [x, y] = [a.value(e), b.value(e)]
        if (x === null && y === null) return true
        return x === null || y === null ? false : x === y
      },
    })),
    two(
      (a, b) => ({
        text: `(${a.text} and ${b.text})`,
        value: (e) => truth(Math.min(level(a.value(e)), level(b.value(e)))),
      }),
      tie('bool'),
      tie('bool'),
    ),
    two(
      (a, b) => ({
        text: `(${a.text} or ${b.text})`,
        value: (e) => truth(Math.max(level(a.value(e)), level(b.value(e)))),
      }),
      tie('bool'),
      tie('bool'),
    ),
    tie('bool').map((a) => ({
      text: `not(${a.text})`,
      value: (e: Record<string, unknown>) => truth(1 - level(a.value(e))),
    })),
    fc.tuple(fc.constantFrom('some', 'every'), tie('list'), tie('number')).map(([word, xs, limit]) => ({
      text: `(${word} i in ${xs.text} satisfies i > ${limit.text})`,
      value: (e: Record<string, unknown>) => {
        const list = xs.value(e) as unknown[] | null
        const bound = limit.value(e)
        if (list === null) return null
        const levels = list.map((x) =>
          typeof x === 'number' && typeof bound === 'number' ? level(x > bound) : 0.5,
        )
        return truth(word === 'some' ? Math.max(0, ...levels) : Math.min(1, ...levels))
      },
    })),
  )
  const list = fc.oneof(
    { depthSize: 'small' },
    name('xs'),
    fc.array(tie('number'), { maxLength: 3 }).map((items) => ({
      text: `[${items.map((item) => item.text).join(', ')}]`,
      value: (e: Record<string, unknown>) => items.map((item) => item.value(e)),
    })),
    fc.tuple(tie('list'), tie('number')).map(([xs, limit]) => ({
      text: `${xs.text}[item <= ${limit.text}]`,
      value: (e: Record<string, unknown>) => {
        const bound = limit.value(e)
        const source = (xs.value(e) as unknown[] | null) ?? []
        return source.filter((x) => typeof x === 'number' && typeof bound === 'number' && x <= bound)
      },
    })),
  )
  return { number, bool, list, any: fc.oneof(tie('number'), tie('bool'), tie('list')) }
})

describe('compiled expressions', () => {
  it('equal a slow interpretation of the same text', () => {
    // The parser gives up on a few deeply nested filters and refuses them at publication; it never reads them wrongly.
    let refused = 0
    const compiled = (text: string) => {
      try {
        return compileExpression(text)
      } catch (error) {
        if (!(error instanceof ExpressionError) || text.length < 100) throw error
        refused += 1
        return null
      }
    }
    fc.assert(
      fc.property(samples.any, env, (sample, e) => {
        fc.pre(sample.text.length < 3000)
        const expression = compiled(sample.text)
        if (expression) expect(evaluate(expression, e)).toEqual(sample.value(e))
      }),
      { numRuns: 500 },
    )
    expect(refused).toBeLessThanOrEqual(5)
  })
})
