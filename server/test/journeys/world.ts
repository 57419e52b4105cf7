import type { AddressInfo } from 'node:net'
import { buildApp, modules } from '../../src/app.ts'
import { loadProvince } from '../../src/cli/demo/load.ts'
import { demoUnits } from '../../src/cli/demo/units.ts'
import { drainJobs } from '../../src/platform/jobs.ts'
import { type TestRoot, testRoot } from '../../src/platform/testing/test-root.ts'

// biome-ignore lint/suspicious/noExplicitAny: journeys read answers field by field
export type Answer = { status: number; body: any }

export type Person = {
  get: (path: string) => Promise<Answer>
  post: (path: string, body?: unknown, headers?: Record<string, string>) => Promise<Answer>
  send: (method: string, path: string, body?: unknown) => Promise<Answer>
  upload: (name: string, content: Buffer) => Promise<Answer>
}

export type World = {
  root: TestRoot
  /** Signs in once as a demo account; `null` is a visitor. */
  as: (username: string | null) => Promise<Person>
  /** Moves the clock to a moment (Vietnamese wall time when without offset), running what falls due. */
  at: (moment: string) => Promise<void>
  /**
   * Completes the open tasks of a dossier with their usual outcome, each by an officer who may, until none is left or
   * `until` holds. Where it waits for other units, their sub-dossiers are worked on and get their results.
   */
  work: (dossierId: string, until?: (openSteps: string[]) => boolean) => Promise<string[]>
  close: () => Promise<void>
}

const HTTP = { rateLimit: 1_000_000, metricsToken: null, trustProxy: false, publicUrl: null }

/** The demo province without its history, served over real HTTP, with a clock that can be moved. */
export async function openWorld(start: string): Promise<World> {
  const root = await testRoot(modules, wall(start))
  await loadProvince(root)
  const app = await buildApp(root, HTTP)
  await app.listen({ port: 0, host: '127.0.0.1' })
  const base = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}/api/v1`
  const people = new Map<string, Person>()

  const as = async (username: string | null): Promise<Person> => {
    if (username === null) return person(base, null)
    const known = people.get(username)
    if (known) return known
    const session = await person(base, null).post('/session', { username, password: 'motcua-demo' })
    if (session.status !== 200) throw new Error(`${username}: ${JSON.stringify(session.body)}`)
    const signedIn = person(base, session.body.token)
    people.set(username, signedIn)
    return signedIn
  }

  const work: World['work'] = async (dossierId, until = () => false) => {
    const done: string[] = []
    for (;;) {
      const task = await nextTask(as, dossierId)
      if (!task && (await finishChildren(dossierId))) continue
      if (!task || until([task.step])) return done
      const officer = await as(`${task.roles[0]}.${task.unit}`)
      const completed = await officer.post(`/tasks/${task.id}/completion`, { outcome: task.outcomes[0] })
      if (completed.status !== 200) throw new Error(`${task.step}: ${JSON.stringify(completed.body)}`)
      done.push(task.step)
      if (done.length > 50) throw new Error('the process does not end')
    }
  }

  /** @returns false when there was nothing to do */
  const finishChildren = async (dossierId: string): Promise<boolean> => {
    await drainJobs(root, root.clock.now())
    const { children } = await seenBySomebody(as, `/dossiers/${dossierId}`)
    const open = children.filter((child: { status: number }) => [2, 4].includes(child.status))
    for (const { id, unit } of open) {
      await work(id)
      const recorded = await (await as(`vanthu.${unit}`)).post(`/dossiers/${id}/results`, { number: '1' })
      if (recorded.status !== 200) throw new Error(JSON.stringify(recorded.body))
    }
    await drainJobs(root, root.clock.now())
    return open.length > 0
  }

  return {
    root,
    as,
    work,
    // A session lasts twelve hours: after a move everybody signs in anew.
    at: async (moment) => {
      await drainJobs(root, new Date(wall(moment)))
      people.clear()
    },
    close: async () => {
      await app.close()
      await root.drop()
    },
  }
}

export const wall = (moment: string): string => (/[Z+]/.test(moment) ? moment : `${moment}+07:00`)

/** The moment as people in Việt Nam write it: 2026-03-04T10:00. */
export const wallTime = (iso: string): string =>
  new Date(new Date(iso).getTime() + 7 * 3_600_000).toISOString().slice(0, 16)

// biome-ignore lint/suspicious/noExplicitAny: journeys read answers field by field
const nextTask = async (as: World['as'], dossierId: string): Promise<any> =>
  (await seenBySomebody(as, `/tasks?dossier=${dossierId}`)).items[0]

const UNITS = demoUnits().flatMap(({ key, isReceptionPoint }) => (isReceptionPoint ? [key] : []))

/** What the first desk that may see it sees. */
// biome-ignore lint/suspicious/noExplicitAny: journeys read answers field by field
async function seenBySomebody(as: World['as'], path: string): Promise<any> {
  for (const unit of UNITS) {
    const seen = await (await as(`tiepnhan.${unit}`)).get(path)
    if (seen.status === 200) return seen.body
  }
  throw new Error(`no unit sees ${path}`)
}

function person(base: string, token: string | null): Person {
  const authorization: Record<string, string> = token ? { authorization: `Bearer ${token}` } : {}
  const send = async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
    const json = body === undefined ? {} : { body: JSON.stringify(body) }
    const type: Record<string, string> = body === undefined ? {} : { 'content-type': 'application/json' }
    return read(
      await fetch(base + path, { method, ...json, headers: { ...authorization, ...type, ...headers } }),
    )
  }
  return {
    get: (path) => send('GET', path),
    post: (path, body, headers) => send('POST', path, body, headers),
    send: (method, path, body) => send(method, path, body),
    upload: async (name, content) => {
      const form = new FormData()
      form.append('file', new Blob([new Uint8Array(content)]), name)
      return read(await fetch(`${base}/files`, { method: 'POST', body: form, headers: authorization }))
    },
  }
}

async function read(answer: Response): Promise<Answer> {
  const text = await answer.text()
  const isJson = (answer.headers.get('content-type') ?? '').includes('json')
  return { status: answer.status, body: isJson && text ? JSON.parse(text) : text }
}
