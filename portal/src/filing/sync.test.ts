import { describe, expect, it } from 'vitest'
import { type Call, Refusal, Unreachable } from './call.ts'
import type { Change, SavedDraft } from './draft.ts'
import { type DraftState, syncDraft } from './sync.ts'

/** A server with one draft, a network that can fail, and a clock that only runs when told. */
function world(fault: () => Error | null = () => null) {
  let draft: SavedDraft = {
    id: 'd1',
    procedureCode: '1',
    body: { answers: { ten: 'Hà' } },
    version: 3,
    replaced: [],
    savedAt: '2026-11-25T07:00:00.000Z',
  }
  const sent: { method: string; path: string; body: { changes: Change[] } }[] = []
  let kept: Change[] = []
  const due: (() => void)[] = []
  const told: DraftState[] = []
  const call: Call = async <T>(method: string, path: string, body?: unknown) => {
    const error = fault()
    if (error) throw error
    sent.push({ method, path, body: body as { changes: Change[] } })
    for (const { pointer, value } of ((body as { changes?: Change[] })?.changes ?? []) as Change[]) {
      const key = pointer.split('/')[2]!
      draft = { ...draft, body: { answers: { ...draft.body.answers, [key]: value } } }
    }
    draft = { ...draft, version: draft.version + 1, savedAt: `2026-11-25T07:0${draft.version}:00.000Z` }
    return draft as T
  }
  const sync = syncDraft(draft, {
    call,
    shelf: { read: () => kept, write: (changes) => (kept = [...changes]) },
    later: (run) => due.push(run),
    tell: (state) => told.push(state),
  })
  const tick = () => {
    for (const run of due.splice(0)) run()
    return sync.flush()
  }
  return { sync, sent, kept: () => kept, tick, told, due }
}

describe('syncDraft', () => {
  it('shows a change at once and sends the last value of a field only', async () => {
    const { sync, sent, tick, kept } = world()
    sync.change('/answers/ten', 'Hoà')
    sync.change('/answers/ten', 'Hoàng')
    expect(sync.state().body.answers).toEqual({ ten: 'Hoàng' })
    expect(kept()).toHaveLength(1)
    await tick()
    expect(sent).toEqual([
      {
        method: 'PATCH',
        path: '/drafts/d1',
        body: { changes: [{ pointer: '/answers/ten', value: 'Hoàng', base: 3 }], dismiss: [] },
      },
    ])
    expect(sync.state().save).toEqual({ kind: 'saved', at: '2026-11-25T07:03:00.000Z' })
    expect(kept()).toEqual([])
  })

  it('keeps changes while there is no network, and sends them when it is back', async () => {
    let isDown = true
    const { sync, sent, kept, tick } = world(() => (isDown ? new Unreachable() : null))
    sync.change('/answers/ten', 'Hoà')
    await tick()
    expect(sync.state().save).toEqual({ kind: 'waiting' })
    sync.change('/answers/tuoi', 30)
    expect(kept()).toHaveLength(2)
    expect(sync.state().body.answers).toEqual({ ten: 'Hoà', tuoi: 30 })
    isDown = false
    await sync.flush()
    expect(sent).toHaveLength(1)
    expect(sync.state()).toMatchObject({
      save: { kind: 'saved' },
      body: { answers: { ten: 'Hoà', tuoi: 30 } },
    })
    expect(kept()).toEqual([])
  })

  it('keeps what is typed while a save is on its way', async () => {
    const { sync, sent } = world()
    sync.change('/answers/ten', 'Hoà')
    const first = sync.flush()
    sync.change('/answers/ten', 'Hoà Bình')
    await first
    expect(sync.state().body.answers).toEqual({ ten: 'Hoà Bình' })
    // The second change builds on the first, and must not look like one of another tab.
    expect(sent.map(({ body }) => body.changes[0])).toEqual([
      { pointer: '/answers/ten', value: 'Hoà', base: 3 },
      { pointer: '/answers/ten', value: 'Hoà Bình', base: 4 },
    ])
  })

  it('says that the session has ended, and goes on after signing in', async () => {
    let isOut = true
    const { sync, tick } = world(() =>
      isOut ? new Refusal(401, { code: 'session.expired', title: 'Hết hạn.' }) : null,
    )
    sync.change('/answers/ten', 'Hoà')
    await tick()
    expect(sync.state().save).toEqual({ kind: 'signedOut' })
    sync.change('/answers/ten', 'Hoàng')
    expect(sync.state().save).toEqual({ kind: 'signedOut' })
    isOut = false
    await sync.flush()
    expect(sync.state()).toMatchObject({ save: { kind: 'saved' }, body: { answers: { ten: 'Hoàng' } } })
  })

  it('goes on after signing in also when nothing had been typed', async () => {
    let isOut = true
    const { sync } = world(() => (isOut ? new Refusal(401, {}) : null))
    await sync.refresh()
    expect(sync.state().save).toEqual({ kind: 'signedOut' })
    isOut = false
    await sync.refresh()
    expect(sync.state().save).toMatchObject({ kind: 'saved' })
  })

  it('stops when the draft is gone: filed or thrown away elsewhere', async () => {
    const { sync, tick, sent } = world(() => new Refusal(404, {}))
    sync.change('/answers/ten', 'Hoà')
    await tick()
    expect(sync.state().save).toEqual({ kind: 'gone' })
    await sync.flush()
    expect(sent).toEqual([])
  })
})
