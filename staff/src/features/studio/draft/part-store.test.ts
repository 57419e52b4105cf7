import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createPartStore, type PartView } from './part-store.ts'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

/** A server with one part, its history and its refusals. */
function desk() {
  const history: unknown[] = ['không']
  const state = { revision: 1, position: 1, saves: 0, down: false }
  const view = (): PartView => ({
    part: 'form',
    revision: state.revision,
    position: state.position,
    first: 1,
    last: history.length,
    content: history[state.position - 1],
    savedAt: '',
    savedBy: '',
  })
  const expecting = (revision: number) => {
    if (state.down) throw new Error('mất mạng')
    if (revision !== state.revision) throw new Error('stale')
    state.revision++
  }
  return {
    state,
    view,
    async save(revision: number, content: unknown) {
      expecting(revision)
      state.saves++
      history.splice(state.position, Infinity, content)
      state.position++
      return view()
    },
    async restore(revision: number, position: number) {
      expecting(revision)
      state.position = position
      return view()
    },
    read: async () => view(),
    isStale: (error: unknown) => (error as Error).message === 'stale',
  }
}

describe('createPartStore', () => {
  it('shows at once and saves once when the hand rests', async () => {
    const server = desk()
    const store = createPartStore<string>(server.view(), server)
    for (const text of ['m', 'mo', 'mot']) store.change(text)
    expect(store.read()).toMatchObject({ content: 'mot', status: 'waiting' })
    await vi.runAllTimersAsync()
    expect(server.state.saves).toBe(1)
    expect(store.read()).toMatchObject({ content: 'mot', status: 'saved', canUndo: true, canRedo: false })
  })

  it('goes back and forward, saving first what waits', async () => {
    const server = desk()
    const store = createPartStore<string>(server.view(), server)
    store.change('mot')
    await store.undo()
    expect(store.read()).toMatchObject({ content: 'không', canUndo: false, canRedo: true })
    await store.redo()
    expect(store.read()).toMatchObject({ content: 'mot', canRedo: false })
  })

  it('keeps what is typed when somebody else was faster, and lets the person choose', async () => {
    const server = desk()
    const store = createPartStore<string>(server.view(), server)
    await server.save(1, 'của người khác')
    store.change('của tôi')
    expect(await store.flush()).toBe(false)
    expect(store.read()).toMatchObject({ content: 'của tôi', status: 'stale' })
    await store.settle('mine')
    await vi.runAllTimersAsync()
    expect(server.view().content).toBe('của tôi')
    await server.save(server.state.revision, 'lần nữa')
    store.change('x')
    await store.flush()
    await store.settle('theirs')
    expect(store.read()).toMatchObject({ content: 'lần nữa', status: 'saved' })
  })

  it('loses nothing without the network and saves when it is back', async () => {
    const server = desk()
    const store = createPartStore<string>(server.view(), server)
    server.state.down = true
    store.change('mot')
    expect(await store.flush()).toBe(false)
    expect(store.read()).toMatchObject({ content: 'mot', status: 'failed' })
    server.state.down = false
    expect(await store.flush()).toBe(true)
    expect(server.view().content).toBe('mot')
  })
})
