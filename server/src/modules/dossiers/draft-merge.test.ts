import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type DraftChange, type DraftState, mergeChanges, pathOf, valueAt } from './draft-merge.ts'

const START: DraftState = { body: { answers: {} }, stamps: {}, replaced: [] }

/** The draft after changes that arrive one by one, from version 2 on. */
const after = (...changes: DraftChange[]): DraftState =>
  changes.reduce((state, change, i) => mergeChanges(state, [change], i + 2), START)

describe('two tabs', () => {
  it('merge different fields silently', () => {
    const { body, replaced } = after(
      { pointer: '/answers/ten', value: 'Hà', base: 1 },
      { pointer: '/answers/tuoi', value: 30, base: 1 },
    )
    expect([body, replaced]).toEqual([{ answers: { ten: 'Hà', tuoi: 30 } }, []])
  })

  it('keep the newer value of one field, and the older one beside it', () => {
    const state = after(
      { pointer: '/answers/ten', value: 'Hà', base: 1 },
      { pointer: '/answers/ten', value: 'Hải', base: 1 },
    )
    expect(state.body).toEqual({ answers: { ten: 'Hải' } })
    expect(state.replaced).toEqual([{ id: '3-0', pointer: '/answers/ten', value: 'Hà', version: 2 }])
  })

  it.each<[string, DraftChange[]]>([
    [
      'who saw the value may change it',
      [
        { pointer: '/answers/ten', value: 'Hà' },
        { pointer: '/answers/ten', value: 'Hải', base: 2 },
      ],
    ],
    [
      'the same value twice is no conflict',
      [
        { pointer: '/answers/ten', value: 'Hà' },
        { pointer: '/answers/ten', value: 'Hà', base: 1 },
      ],
    ],
  ])('%s', (_, changes) => expect(after(...changes).replaced).toEqual([]))

  it('keep what a whole group replaces', () => {
    const state = after(
      { pointer: '/answers/me/ten', value: 'Lan', base: 1 },
      { pointer: '/answers/me', value: { ten: 'Mai' }, base: 1 },
    )
    expect(state.replaced).toMatchObject([{ pointer: '/answers/me', value: { ten: 'Lan' } }])
  })

  it('write into their own rows, wherever those stand', () => {
    const { body, replaced } = after(
      { pointer: '/answers/con/@a/ten', value: 'An', base: 1 },
      { pointer: '/answers/con/@b/ten', value: 'Bình', base: 1 },
      { pointer: '/answers/con/@a', base: 3 },
      { pointer: '/answers/con/@b/tuoi', value: 5, base: 3 },
    )
    expect(body).toEqual({ answers: { con: [{ _id: 'b', ten: 'Bình', tuoi: 5 }] } })
    expect(replaced).toEqual([])
  })

  it('do not bring a removed row back half empty, and lose nothing written into it', () => {
    const { body, replaced } = after(
      { pointer: '/answers/con/@a', value: { ten: 'An' }, base: 1 },
      { pointer: '/answers/con/@a', base: 2 },
      { pointer: '/answers/con/@a/tuoi', value: 5, base: 2 },
    )
    expect(body).toEqual({ answers: { con: [] } })
    expect(replaced).toMatchObject([{ pointer: '/answers/con/@a/tuoi', value: 5 }])
  })
})

// Tabs write, send and receive in any order. The oracle is a list of all acknowledged values.
describe('any number of tabs', () => {
  const pointers = [
    '/answers/a',
    '/answers/b',
    '/answers/g/x',
    '/answers/g/y',
    '/answers/r/@1/z',
    '/answers/r/@2/z',
  ]
  const step = fc.record({
    tab: fc.nat(2),
    pointer: fc.constantFrom(...pointers),
    how: fc.constantFrom('write', 'write', 'remove', 'send', 'read'),
  })

  it('lose no acknowledged value without trace, and end with the same draft', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        let server = { state: START, version: 1 }
        const tabs = [0, 1, 2].map(() => ({ body: START.body, seen: 1, waiting: [] as DraftChange[] }))
        const acknowledged: { pointer: string; value: unknown; version: number; knownTo: Set<unknown> }[] = []
        const send = (tab: (typeof tabs)[number]) => {
          if (tab.waiting.length === 0) return
          const version = server.version + 1
          for (const change of tab.waiting) {
            for (const old of acknowledged) {
              // Whoever saw a value, and writes its field again, takes it away knowingly.
              const isOwn = old.version === version
              if (old.pointer === change.pointer && (isOwn || old.version <= (change.base ?? 0)))
                old.knownTo.add(change)
            }
            if (change.value !== undefined)
              acknowledged.push({ pointer: change.pointer, value: change.value, version, knownTo: new Set() })
          }
          server = { state: mergeChanges(server.state, tab.waiting, version), version }
          Object.assign(tab, { waiting: [], body: server.state.body, seen: version })
        }
        let count = 0
        for (const { tab: i, pointer, how } of steps) {
          const tab = tabs[i]!
          if (how === 'send') send(tab)
          // A tab with unsent changes goes on with what it saw when it made them.
          else if (how === 'read') {
            if (tab.waiting.length === 0)
              Object.assign(tab, { body: server.state.body, seen: server.version })
          } else {
            const value = how === 'write' ? `v${count++}` : undefined
            tab.waiting.push({ pointer, base: tab.seen, ...(value !== undefined && { value }) })
          }
        }
        for (const tab of tabs) send(tab)
        for (const tab of tabs) Object.assign(tab, { body: server.state.body })
        expect(new Set(tabs.map((tab) => JSON.stringify(tab.body))).size).toBe(1)
        for (const { pointer, value, knownTo } of acknowledged) {
          const isThere = valueAt(server.state.body, pathOf(pointer)) === value
          const isKept = server.state.replaced.some((r) =>
            JSON.stringify(r.value).includes(`"${String(value)}"`),
          )
          expect({ pointer, value, found: isThere || isKept || knownTo.size > 0 }).toMatchObject({
            found: true,
          })
        }
      }),
      { numRuns: 300 },
    )
  })
})
