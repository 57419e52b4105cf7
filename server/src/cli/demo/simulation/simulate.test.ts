import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { modules } from '../../../app.ts'
import { dossiers as dossiersModule } from '../../../modules/dossiers/index.ts'
import { SYSTEM } from '../../../platform/actor.ts'
import { readCtx } from '../../../platform/ctx.ts'
import { type TestRoot, testRoot } from '../../../platform/testing/test-root.ts'
import { testServer } from '../../../platform/testing/test-server.ts'
import { openStage } from '../stage.ts'
import { demoUnits } from '../units.ts'
import { readBehaviour } from './behaviour.ts'
import { type Play, type PlayReport, playProvince } from './simulate.ts'

const SHORT: Play = { days: 20, dossiers: 25, seed: '7', behaviour: readBehaviour(), until: '2026-11-25' }

async function digest(play: Play): Promise<string> {
  const root = await testRoot(modules)
  try {
    return (await playProvince(root, play)).digest
  } finally {
    await root.drop()
  }
}

describe('a short life of the province', () => {
  type Act = { kind: string; data: Record<string, unknown>; actorName: string; actorKind: string }
  type Dossier = {
    id: string
    status: number
    punctuality: string | null
    acts: Act[]
    [key: string]: unknown
  }
  const said: string[] = []
  let root: TestRoot
  let report: PlayReport
  let all: Dossier[]
  /** Opened in other units by linked procedures. */
  let children: Dossier[]

  beforeAll(async () => {
    root = await testRoot(modules)
    const play = { ...SHORT, days: 50, dossiers: 110, seed: '1' }
    report = await playProvince(root, play, (line) => said.push(line))
    const found = await readAll()
    all = found.filter((d) => d.acts[0]!.kind === 'submitted')
    children = found.filter((d) => d.acts[0]!.kind === 'childOpened')
  }, 90_000)
  afterAll(() => root.drop())

  async function readAll(): Promise<Dossier[]> {
    const server = await testServer(root)
    const stage = openStage(root)
    const found = new Map<string, Dossier>()
    for (const { key } of demoUnits().filter((u) => u.isReceptionPoint)) {
      const officer = await stage.actor(`tiepnhan.${key}`)
      const get = async (path: string) => (await server.call(officer, 'GET', `/api/v1${path}`)).body
      const items: Dossier[] = []
      for (let path: string | null = '/dossiers?limit=100'; path; ) {
        const page: { items: Dossier[]; next?: string | null } = await get(path)
        items.push(...page.items)
        path = page.next ? `/dossiers?limit=100&after=${encodeURIComponent(page.next)}` : null
      }
      for (const item of items.filter((i) => !found.has(i.id))) {
        found.set(item.id, { ...item, acts: (await get(`/dossiers/${item.id}/timeline`)).items })
      }
    }
    return [...found.values()]
  }
  const having = (kind: string) => all.filter((d) => d.acts.some((a) => a.kind === kind))

  it('files every dossier and says how it goes on', () => {
    expect(report).toMatchObject({ dossiers: 110, finished: true, seed: '1', from: '2026-10-06' })
    expect(all).toHaveLength(110)
    expect(said.length).toBeGreaterThan(8)
  })

  // domain.md 9.3: what a demo must show at least.
  it('shows early and on time', () => {
    const count = (p: string) => all.filter((d) => d.status >= 9 && d.punctuality === p).length
    expect(count('early')).toBeGreaterThanOrEqual(2)
    expect(count('on_time')).toBeGreaterThanOrEqual(3)
  })

  it('shows late with an apology', () => {
    const late = having('apologised').filter((d) => d.punctuality === 'late')
    expect(late.length).toBeGreaterThanOrEqual(2)
  })

  it('shows a second supplement request that the law refuses', () => {
    expect(report.acts['secondRequestRefused']).toBeGreaterThanOrEqual(1)
    for (const d of all) {
      expect(d.acts.filter((a) => a.kind === 'supplementRequested').length).toBeLessThanOrEqual(1)
    }
  })

  it.each([
    'withdrawn',
    'autoClosed',
    'stopped',
    'refused',
    'supplemented',
    'corrected',
    'paymentMet',
    'handedOver',
  ])('shows %s', (kind) => {
    expect(having(kind).length).toBeGreaterThanOrEqual(1)
  })

  it('shows dossiers received elsewhere, and one that waits for the tax', () => {
    expect(all.filter((d) => d['receivingUnit'] !== d['competentUnit']).length).toBeGreaterThanOrEqual(2)
    expect(all.filter((d) => d.status === 6).length).toBeGreaterThanOrEqual(1)
  })

  it('shows a denial, consent by silence, work by a deputy, and a result nobody comes for', () => {
    const denied = all.filter((d) => d.acts.some((a) => a.data['outcome'] === 'refused'))
    expect(denied.length).toBeGreaterThanOrEqual(1)
    const permits = all.filter((d) => d['procedureCode'] === '1.013225' && d.status >= 9)
    expect(permits.some((d) => !d.acts.some((a) => a.data['step'] === 'lay_y_kien'))).toBe(true)
    expect(report.delegations).toBeGreaterThanOrEqual(1)
    expect(all.some((d) => d.status === 9)).toBe(true)
  })

  it('shows linked procedures whose parts other agencies have done', () => {
    const parents = all.filter((d) => d['procedureCode'] === '2.000986' && d.status >= 9)
    expect(parents.length).toBeGreaterThanOrEqual(1)
    expect(children.filter((d) => d.status === 10).length).toBeGreaterThanOrEqual(2)
    for (const { acts } of children) expect(acts[0]!.data['missingAnswers']).toEqual([])
  })

  it('shows what people said of how it went, in the figures of an agency and in words', async () => {
    const server = await testServer(root)
    const get = async (who: string, path: string) =>
      (await server.call(await openStage(root).actor(who), 'GET', `/api/v1${path}`)).body
    const { units } = await get('lanhdao.songhinh', '/ratings/summary?year=2026')
    type Unit = { count: number; average: number | null }
    expect(units.reduce((sum: number, u: Unit) => sum + u.count, 0)).toBe(report.acts['feedback.rate'])
    const published = units.filter((u: Unit) => u.average !== null)
    expect(published.length).toBeGreaterThanOrEqual(1)
    for (const { average } of published) expect(average).toBeGreaterThan(2.5)
    const heads = published.map((u: { unit: string }) => `lanhdao.${u.unit}`)
    const remarks = await Promise.all(heads.map((who: string) => get(who, '/ratings/remarks')))
    expect(remarks.flatMap(({ items }) => items).length).toBeGreaterThanOrEqual(1)
  })

  it('counts in the units what the dossiers are', () => {
    const sum = (key: 'early' | 'on_time' | 'late') =>
      Object.values(report.units).reduce((total, unit) => total + unit[key], 0)
    for (const key of ['early', 'on_time', 'late'] as const) {
      const ended = all.filter(
        (d) => d['acceptedAt'] && [7, 8, 9, 10].includes(d.status) && d.punctuality === key,
      )
      expect([key, sum(key)]).toEqual([key, ended.length])
    }
  })

  it('leaves a database that an operator finds well', async () => {
    const findings = await dossiersModule.examine!(readCtx(root, SYSTEM))
    expect(findings.filter((f) => !f.ok)).toEqual([])
  })
})

describe('the digest of a history', () => {
  it('is the same for the same seed in another database, and another for another seed or behaviour', async () => {
    const first = await digest(SHORT)
    expect(await digest(SHORT)).toBe(first)
    expect(await digest({ ...SHORT, seed: '8' })).not.toBe(first)
    const slower = { ...SHORT.behaviour, officers: { ...SHORT.behaviour.officers, pace: 0.9 } }
    expect(await digest({ ...SHORT, behaviour: slower })).not.toBe(first)
  }, 90_000)

  it('can be stopped between two acts, with all jobs given back to the clock of the machine', async () => {
    const root = await testRoot(modules)
    let asked = 0
    const report = await playProvince(root, SHORT, undefined, () => ++asked > 40)
    expect(report.finished).toBe(false)
    expect(report.dossiers).toBeGreaterThan(0)
    const { rows } = await root.database.pool.query<{ n: number }>(
      "select count(*)::int as n from platform.job where run_at > now() + interval '100 years'",
    )
    expect(rows[0]!.n).toBe(0)
    await root.drop()
  })
})
