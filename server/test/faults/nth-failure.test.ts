import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { type SmallProvince, smallProvince } from '../../src/modules/dossiers/testing/small-province.ts'
import type { Actor } from '../../src/platform/actor.ts'
import { type TestAnswer, testServer } from '../../src/platform/testing/test-server.ts'
import { digestTables, FAILURES, type FailingRoot, failingRoot } from './engine/failing-calls.ts'

let p: SmallProvince
let root: FailingRoot<SmallProvince['root']>
let failing: Awaited<ReturnType<typeof testServer>>
beforeAll(async () => {
  p = await smallProvince()
  root = failingRoot(p.root)
  failing = await testServer(root)
})
afterAll(async () => {
  await failing.app.close()
  await p.close()
})

type Request = { actor: Actor; url: string; body: unknown }

const post = (r: Request, key: string, server = failing): Promise<TestAnswer> =>
  server.call(r.actor, 'POST', `/api/v1${r.url}`, r.body, { 'idempotency-key': key })

const done = async (r: Request): Promise<TestAnswer['body']> => {
  const answer = await post(r, `${r.url}-${r.actor.id}-${p.root.database.counter.statements}`, p)
  if (answer.status >= 300) throw new Error(`${r.url}: ${JSON.stringify(answer.body)}`)
  return answer.body
}

const submission = (): Request => ({ actor: p.citizen, url: '/dossiers', body: p.body() })
const act = (
  role: 'tiepnhan' | 'chuyenvien' | 'lanhdao' | 'vanthu',
  id: string,
  name: string,
  body = {},
): Request => ({ actor: p.officer(role, 'xa'), url: `/dossiers/${id}/${name}`, body })
const accepted = async (): Promise<string> => {
  const { id } = await done(submission())
  return (await done(act('tiepnhan', id, 'acceptance'))).id
}
const step = async (role: 'chuyenvien' | 'lanhdao', id: string, outcome: string): Promise<Request> => {
  const tasks = await p.call(p.officer(role, 'xa'), 'GET', `/api/v1/tasks?dossier=${id}`)
  return {
    actor: p.officer(role, 'xa'),
    url: `/tasks/${tasks.body.items[0].id}/completion`,
    body: { outcome },
  }
}
const processed = async (): Promise<string> => {
  const id = await accepted()
  await done(await step('chuyenvien', id, 'dat'))
  await done(await step('lanhdao', id, 'ky'))
  return id
}

const COMMANDS: [string, () => Promise<Request>][] = [
  ['submit', async () => submission()],
  ['accept', async () => act('tiepnhan', (await done(submission())).id, 'acceptance')],
  ['complete a step', async () => step('chuyenvien', await accepted(), 'dat')],
  [
    'request a supplement',
    async () => act('chuyenvien', await accepted(), 'supplement-requests', { reason: 'Thiếu' }),
  ],
  [
    'supplement',
    async () => {
      const id = await accepted()
      await done(act('chuyenvien', id, 'supplement-requests', { reason: 'Thiếu' }))
      return { actor: p.citizen, url: `/dossiers/${id}/supplements`, body: {} }
    },
  ],
  ['withdraw', async () => ({ actor: p.citizen, url: `/dossiers/${await accepted()}/withdrawal`, body: {} })],
  ['record a result', async () => act('vanthu', await processed(), 'results', { number: '1' })],
  [
    'hand over',
    async () => {
      const id = await processed()
      await done(act('vanthu', id, 'results', { number: '1' }))
      return act('tiepnhan', id, 'handover')
    },
  ],
]

// `npm run test:faults` runs the full form.
const full = inject('faults') === 'full'
const SHORT = ['refused', 'cut after'] as const

// BEGIN is the first call. PostgreSQL has no reason to refuse it but the end of the connection.
const FIRST = { refused: 2, 'cut before': 1, 'cut after': 1 } as const

describe('every command with its nth database call failing, for all n', () => {
  it.each(COMMANDS)(
    '%s: nothing half-done, and done once when asked again',
    { timeout: 120_000 },
    async (name, prepare) => {
      let calls = 0
      for (const failure of full ? FAILURES : SHORT) {
        const request = await prepare()
        const key = `${name} ${failure}`
        let before = await digestTables(p.root)
        for (let nth = FIRST[failure]; ; nth++) {
          root.arm(failure, nth)
          const answer = await post(request, key)
          const after = await digestTables(p.root)
          if (!root.failed() || answer.headers['idempotency-replayed']) {
            expect([name, failure, nth, answer.status < 300]).toEqual([name, failure, nth, true])
            calls = Math.max(calls, nth - 1)
            break
          }
          expect([name, failure, nth, answer.status >= 500]).toEqual([name, failure, nth, true])
          if (failure === 'cut after' && changed(before, after).includes('platform.audit')) {
            // It was COMMIT: everything is there, nobody heard of it, and the next call gets the answer kept.
            before = after
          } else expect([name, failure, nth, changed(before, after)]).toEqual([name, failure, nth, []])
        }
        root.arm(failure, 0)
        const settled = await digestTables(p.root)
        expect((await post(request, key)).headers['idempotency-replayed']).toBe('true')
        expect(changed(settled, await digestTables(p.root))).toEqual([])
      }
      // BEGIN, the key, at least one statement of its own, the audit row, the answer, COMMIT.
      expect(calls).toBeGreaterThan(5)
    },
  )
})

const changed = (before: Map<string, string>, after: Map<string, string>): string[] =>
  [...after].filter(([name, digest]) => before.get(name) !== digest).map(([name]) => name)
