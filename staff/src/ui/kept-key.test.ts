import { expect, it } from 'vitest'
import { createKeptKey } from './kept-key.ts'

const key = (name: string, more: Partial<KeyboardEvent> = {}) =>
  ({ key: name, timeStamp: performance.now(), ...more }) as KeyboardEvent

/** Keys that come out, when only `known` is known. */
function heard(kept: ReturnType<typeof createKeptKey>, known: string): string[] {
  const heard: string[] = []
  kept.retry((event) => {
    if (event.key === known) heard.push(event.key)
    return event.key === known
  })
  return heard
}

it('keeps the last key of a screen that waits until somebody knows it, once', () => {
  const kept = createKeptKey()
  kept.wait()
  kept.offer(key('j'), false)
  kept.offer(key('c'), false)
  expect(heard(kept, 'j')).toEqual([])
  expect(heard(kept, 'c')).toEqual(['c'])
  expect(heard(kept, 'c')).toEqual([])
})

it('keeps a key while a screen is on its way', () => {
  const kept = createKeptKey()
  kept.offer(key('c'), true)
  expect(heard(kept, 'c')).toEqual(['c'])
})

it('keeps nothing when no screen waits, nothing that repeats, and nothing with Ctrl', () => {
  const kept = createKeptKey()
  kept.offer(key('c'), false)
  expect(heard(kept, 'c')).toEqual([])
  kept.wait()
  for (const event of [key('c', { repeat: true }), key('c', { ctrlKey: true }), key('Enter')]) {
    kept.offer(event, false)
    expect(heard(kept, event.key)).toEqual([])
  }
})

it('lets a key go when the waiting ends or it is too old', async () => {
  const kept = createKeptKey()
  const end = kept.wait()
  kept.offer(key('c'), false)
  end()
  await Promise.resolve()
  expect(heard(kept, 'c')).toEqual([])
  kept.offer(key('c', { timeStamp: performance.now() - 6_000 }), true)
  expect(heard(kept, 'c')).toEqual([])
})
