import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findJsonError, findJsonPointer } from './json-position.ts'

describe('findJsonError', () => {
  it.each([
    ['', 1, 1],
    ['{"a": 1', 1, 8],
    ['{"a": 1,}', 1, 9],
    ['{\n  "a": 1\n  "b": 2\n}', 3, 3],
    ['[1, 2', 1, 6],
    ['[1 2]', 1, 4],
    ["{'a': 1}", 1, 2],
    ['{"a": tru}', 1, 7],
    ['{"a": "x\ny"}', 1, 7],
    ['{"a": 01}', 1, 8],
    ['{} {}', 1, 4],
    ['[}', 1, 2],
  ])('%j', (text, line, column) => expect(findJsonError(text)).toEqual({ line, column }))

  it('is quick with long texts that never end', () => {
    expect(findJsonError(`["${'a'.repeat(5_000_000)}`)).toEqual({ line: 1, column: 2 })
    expect(findJsonError(`["${'\\n'.repeat(500_000)}"]`)).toBeUndefined()
  })

  it('agrees with JSON.parse on what is JSON', () =>
    fc.assert(
      fc.property(
        fc.json(),
        fc.nat(),
        fc.constantFrom('', ',', '"', '}', '0', 'x', '\\'),
        (json, n, piece) => {
          const at = n % (json.length + 1)
          for (const text of [json, json.slice(0, at) + piece + json.slice(at + 1)]) {
            let sound = true
            try {
              JSON.parse(text)
            } catch {
              sound = false
            }
            expect(findJsonError(text) === undefined).toBe(sound)
          }
        },
      ),
      { numRuns: 500 },
    ))
})

describe('findJsonPointer', () => {
  const text = '{\n  "a": [1, {"b/c": "}",\n "d": 2}],\n  "e": {}\n}'
  it.each([
    ['', 1, 1],
    ['/a', 2, 8],
    ['/a/1/b~1c', 2, 20],
    ['/a/1/d', 3, 7],
    ['/e', 4, 8],
    ['/a/7/x', 2, 8],
  ])('%s', (pointer, line, column) => expect(findJsonPointer(text, pointer)).toEqual({ line, column }))
})
