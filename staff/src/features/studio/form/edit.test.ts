import type { FormSource } from '@motcua/rules'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { freeKey, move, nodeAt, nudge, placeOf, pointerOf, removeAt, walk } from './edit.ts'

const words = (vi: string) => ({ vi, en: vi })
const text = (key: string) => ({ key, type: 'text' as const, label: words(key) })
const form: FormSource = {
  key: 'thu',
  title: words('Thử'),
  sections: [
    {
      key: 'A',
      title: words('A'),
      fields: [text('a'), { key: 'g', type: 'group', label: words('g'), fields: [text('b'), text('c')] }],
    },
    {
      key: 'B',
      title: words('B'),
      fields: [{ key: 'r', type: 'repeat', label: words('r'), fields: [text('d')] }],
    },
  ],
}
const keys = (of: FormSource) =>
  walk(of).map(({ node, place }) => `${'  '.repeat(place.length - 1)}${node.key}`.trim())

describe('places', () => {
  it('are pointers and back', () => {
    expect(pointerOf([0, 1, 1])).toBe('/sections/0/fields/1/fields/1')
    expect(placeOf('/sections/0/fields/1/fields/1/label/en')).toEqual([0, 1, 1])
    expect(placeOf('/title')).toBeNull()
    expect(nodeAt(form, [0, 1, 1])?.key).toBe('c')
    expect(nodeAt(form, [4])).toBeUndefined()
  })
})

describe('nudge', () => {
  it.each([
    ['up in its list', [0, 1], -1, ['A', 'g', 'b', 'c', 'a', 'B', 'r', 'd'], [0, 0]],
    ['down out of a group', [0, 1, 1], 1, ['A', 'a', 'g', 'b', 'c', 'B', 'r', 'd'], [0, 2]],
    ['down into the next section', [0, 1], 1, ['A', 'a', 'B', 'g', 'b', 'c', 'r', 'd'], [1, 0]],
    ['up into the section before', [1, 0], -1, ['A', 'a', 'g', 'b', 'c', 'r', 'd', 'B'], [0, 2]],
    ['a section', [1], -1, ['B', 'r', 'd', 'A', 'a', 'g', 'b', 'c'], [0]],
  ] as const)('moves %s', (_, place, by, expected, at) => {
    const moved = nudge(form, place, by)!
    expect(keys(moved.form)).toEqual(expected)
    expect(moved.place).toEqual(at)
  })
  it('stays at the very edges', () => {
    expect(nudge(form, [0], -1)).toBeNull()
    expect(nudge(form, [0, 0], -1)).toBeNull()
    expect(nudge(form, [1, 0], 1)).toBeNull()
  })
})

describe('move', () => {
  it('refuses what makes no form', () => {
    expect(move(form, [0, 1], [0, 1, 0])).toBeNull()
    expect(move(form, [0], [1, 0])).toBeNull()
    expect(move(form, [0, 0], [1])).toBeNull()
    const nested = move(form, [0, 1], [1, 0, 0])!
    expect(keys(nested.form)).toEqual(['A', 'a', 'B', 'r', 'g', 'b', 'c', 'd'])
    expect(move(form, [1, 0], [1, 0, 0])).toBeNull()
  })
  it('loses and doubles nothing, and tells where the node is', () => {
    const places = walk(form).map(({ place }) => place)
    fc.assert(
      fc.property(fc.constantFrom(...places), fc.constantFrom(...places), (from, to) => {
        const moved = move(form, from, to)
        if (!moved) return
        expect(keys(moved.form).sort()).toEqual(keys(form).sort())
        expect(nodeAt(moved.form, moved.place)).toBe(nodeAt(form, from))
      }),
    )
  })
})

it('takes away with all inside', () =>
  expect(keys(removeAt(form, [0, 1]))).toEqual(['A', 'a', 'B', 'r', 'd']))
it('finds a free key', () => expect(freeKey({ ...form, sections: [] }, 'truong')).toBe('truong1'))
