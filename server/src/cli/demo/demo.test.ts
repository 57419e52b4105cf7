import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { modules } from '../../app.ts'
import { dossiers as dossiersModule } from '../../modules/dossiers/index.ts'
import { SYSTEM } from '../../platform/actor.ts'
import { readCtx } from '../../platform/ctx.ts'
import { type TestRoot, testRoot } from '../../platform/testing/test-root.ts'
import { type TestServer, testServer } from '../../platform/testing/test-server.ts'
import { type DemoReport, loadDemo } from './load.ts'
import { demoPeople } from './people.ts'
import { openStage, type Stage } from './stage.ts'

// Wednesday; the day before is a holiday.
const NOW = '2026-11-25T10:30:00+07:00'
const UNITS = ['trungtam', 'soxaydung', 'songhinh', 'tayhoa', 'songcau', 'datdai']

type Act = { kind: string; at: string; data: Record<string, unknown>; reason: string | null }
type Dossier = {
  id: string
  code: string | null
  status: number
  punctuality: string | null
  procedureCode: string
  channel: string
  receivingUnit: string
  competentUnit: string
  acceptedAt: string | null
  results: { outcome: string }[]
  filedForAnother: boolean
  parent: { id: string } | null
  children: { id: string; punctuality: string }[]
  answers: Record<string, unknown>
  authorisation: { relation: string } | null
  acts: Act[]
}

let root: TestRoot
let stage: Stage
let server: TestServer
let report: DemoReport
let all: Dossier[]
/** In other units, opened by a step of one of the others. */
let children: Dossier[]
const said: string[] = []

beforeAll(async () => {
  root = await testRoot(modules, NOW)
  report = await loadDemo(root, (line) => said.push(line))
  stage = openStage(root)
  server = await testServer(root)
  const found = await readAll()
  all = found.filter((d) => d.parent === null)
  children = found.filter((d) => d.parent !== null)
}, 60_000)
afterAll(() => root.drop())

const get = async (username: string, path: string) => {
  const { status, body } = await server.call(await stage.actor(username), 'GET', `/api/v1${path}`)
  expect([username, path, status]).toEqual([username, path, 200])
  return body
}

/** Every dossier, as the reception officers of all units see them, with its history. */
async function readAll(): Promise<Dossier[]> {
  const found = new Map<string, string>()
  for (const unit of UNITS) {
    const officer = `tiepnhan.${unit}`
    for (const { id } of (await get(officer, '/dossiers?limit=200')).items) found.set(id, officer)
  }
  return Promise.all(
    [...found].map(async ([id, officer]) => ({
      ...(await get(officer, `/dossiers/${id}`)),
      acts: (await get(officer, `/dossiers/${id}/timeline`)).items,
    })),
  )
}

const having = (kind: string) => all.filter((d) => d.acts.some((a) => a.kind === kind))

describe('what is loaded', () => {
  it('is seventy-nine dossiers in every status', () => {
    expect(report).toMatchObject({
      loaded: true,
      accounts: { officers: 54, citizens: 200, businesses: 5 },
      procedures: 19,
      dossiers: 79,
    })
    expect(report.byStatus).toEqual({ 1: 4, 2: 3, 3: 2, 4: 16, 5: 3, 6: 3, 7: 2, 8: 2, 9: 6, 10: 38 })
    expect(all).toHaveLength(79)
  })

  it('uses every procedure, channel and reception point', () => {
    const used = (field: 'procedureCode' | 'channel' | 'receivingUnit') =>
      [...new Set(all.map((d) => d[field]))].sort()
    expect(new Set([...all, ...children].map((d) => d.procedureCode)).size).toBe(19)
    expect(used('channel')).toEqual(['desk', 'online', 'post'])
    expect(used('receivingUnit')).toEqual([...UNITS].sort())
  })

  it('has a history for every dossier: from its submission, in order, all before now', () => {
    for (const { acts } of all) {
      expect(acts[0]?.kind).toBe('submitted')
      const times = acts.map((a) => new Date(a.at).getTime())
      expect(times).toEqual([...times].sort((a, b) => a - b))
      expect(times.at(-1)).toBeLessThan(new Date(NOW).getTime())
    }
    expect(all.every((d) => (d.acceptedAt === null) === (d.code === null))).toBe(true)
  })

  it('passes the examination of an operator', async () => {
    const findings = await dossiersModule.examine!(readCtx(root, SYSTEM))
    expect(findings.filter((f) => !f.ok)).toEqual([])
  })
})

describe('what the demo must show', () => {
  it('early, on time, and late with an apology', () => {
    const finished = all.filter((d) => d.status >= 9)
    const count = (p: string) => finished.filter((d) => d.punctuality === p).length
    expect(count('early')).toBeGreaterThanOrEqual(2)
    expect(count('on_time')).toBeGreaterThanOrEqual(3)
    const apologised = having('apologised')
    expect(apologised).toHaveLength(3)
    expect(apologised.map((d) => d.punctuality)).toEqual(['late', 'late', 'late'])
  })

  it('a supplement that counts anew, one that goes on, and no second one', () => {
    const supplemented = having('supplemented').filter((d) => d.status === 10)
    expect(supplemented.map((d) => d.procedureCode).sort()).toEqual(['1.013225', '2.000620'])
    for (const { acts } of all) {
      expect(acts.filter((a) => a.kind === 'supplementRequested').length).toBeLessThanOrEqual(1)
    }
  })

  it('a dossier closed by itself when nothing was supplemented', () => {
    expect(having('autoClosed').map((d) => [d.status, d.procedureCode])).toEqual([[8, '1.014027']])
  })

  it('withdrawn before and after acceptance, stopped, refused at reception and after appraisal', () => {
    const withdrawn = having('withdrawn')
    expect(withdrawn.map((d) => d.acceptedAt !== null).sort()).toEqual([false, true])
    expect(having('stopped')).toHaveLength(1)
    expect(having('refused').map((d) => d.status)).toEqual([3, 3])
    const denied = all.filter((d) => d.results.some((r) => r.outcome === 'refused'))
    expect(denied.map((d) => d.status)).toEqual([10, 10])
  })

  it('received elsewhere: the centre for a commune, with papers that travel', () => {
    const elsewhere = all.filter((d) => d.receivingUnit !== d.competentUnit)
    expect(elsewhere.length).toBeGreaterThanOrEqual(2)
    const travelled = elsewhere.find((d) => d.receivingUnit === 'trungtam' && d.competentUnit === 'tayhoa')
    expect(travelled?.acts.filter((a) => a.kind === 'transferred').map((a) => a.data['state'])).toEqual([
      'sent',
      'received',
      'returned',
    ])
  })

  it('waiting for the tax, and paid and finished', () => {
    const waiting = all.filter((d) => d.status === 6).map((d) => d.procedureCode)
    expect(waiting.sort()).toEqual(['1.012783', '1.013831', '1.013831'])
    expect(having('paymentMet').filter((d) => d.status === 10).length).toBeGreaterThanOrEqual(1)
  })

  it('consent by silence: the asked department left a building permit unanswered', () => {
    const permits = all.filter((d) => d.procedureCode === '1.013225' && d.status === 10)
    const answered = (d: Dossier) => d.acts.some((a) => a.data['step'] === 'lay_y_kien')
    expect(permits.some((d) => !answered(d))).toBe(true)
    expect(permits.some(answered)).toBe(true)
  })

  it('linked procedures: one finished with both parts, one under way, each part told what it asks for', () => {
    const linked = all.filter((d) => d.procedureCode === '2.000986')
    expect(linked.map((d) => [d.status, d.children.length]).sort()).toEqual([
      [10, 2],
      [4, 2],
    ])
    const done = linked.find((d) => d.status === 10)!
    expect(done.punctuality).toMatch(/early|on_time/)
    expect(done.children.map((child) => child.punctuality)).toEqual(['on_time', 'on_time'])
    const parts = children.filter((d) => d.parent!.id === done.id)
    expect(parts.map((d) => [d.procedureCode, d.competentUnit, d.status]).sort()).toEqual([
      ['1.001939', 'bhxhsonghinh', 10],
      ['1.004222', 'congansonghinh', 10],
    ])
    for (const { acts } of children)
      expect(acts[0]).toMatchObject({ kind: 'childOpened', data: { missingAnswers: [] } })
    const police = parts.find((d) => d.procedureCode === '1.004222')!
    expect(police.answers).toMatchObject({
      truongHop: 'lienThong',
      nguoiDangKy: { hoTen: 'Trần Gia Bảo' },
      chuHo: { quanHe: 'Con' },
    })
    // Each agency is told its part only.
    expect(Object.keys(police.answers)).not.toContain('me')
    const away = children.find((d) => d.parent!.id !== done.id && d.procedureCode === '1.004222')
    expect([away?.competentUnit, away?.status]).toEqual(['congantayhoa', 4])
  })

  it('filed for another with an authorisation; handed over by post', () => {
    expect(all.filter((d) => d.filedForAnother && d.authorisation).length).toBeGreaterThanOrEqual(1)
    const byPost = having('handedOver').filter((d) =>
      d.acts.some((a) => a.kind === 'handedOver' && a.data['method'] === 'post'),
    )
    expect(byPost).toHaveLength(1)
  })
})

describe('queues', () => {
  it('count what their lists show, for every officer', async () => {
    // The administrator works on no dossier and may not list any.
    for (const { username } of demoPeople().staff.filter((s) => s.role !== 'quantri')) {
      for (const { key, count } of await get(username, '/queues')) {
        const { items } = await get(username, `/dossiers?queue=${key}&limit=200`)
        expect([username, key, items.length]).toEqual([username, key, count])
      }
    }
  })

  it('hold work in every unit, some of it due today and some late', async () => {
    const total = async (unit: string, keys?: string[]) => {
      const roles = ['tiepnhan', 'chuyenvien', 'truongphong', 'lanhdao', 'vanthu']
      const queues = await Promise.all(roles.map((role) => get(`${role}.${unit}`, '/queues')))
      return queues
        .flat()
        .filter((q: { key: string }) => !keys || keys.includes(q.key))
        .reduce((sum: number, q: { count: number }) => sum + q.count, 0)
    }
    for (const unit of UNITS) expect([unit, await total(unit)]).not.toEqual([unit, 0])
    const sum = async (key: string) => {
      const counts = await Promise.all(UNITS.map((unit) => total(unit, [key])))
      return counts.reduce((a, b) => a + b, 0)
    }
    expect(await sum('due-today')).toBeGreaterThanOrEqual(2)
    expect(await sum('late')).toBeGreaterThanOrEqual(1)
    expect(await sum('to-hand-over')).toBe(6)
    expect(await sum('mine')).toBeGreaterThanOrEqual(3)
  })
})

it('is rated: an agency with enough ratings has its scores published, and its head reads the remarks', async () => {
  const { units } = await get('lanhdao.songhinh', '/ratings/summary?year=2026')
  expect(units.find((u: { unit: string }) => u.unit === 'songhinh')).toMatchObject({
    count: 10,
    average: expect.any(Number),
  })
  expect((await get('lanhdao.songhinh', '/ratings/remarks')).items.length).toBeGreaterThanOrEqual(2)
})

describe('afterwards', () => {
  it('leaves the jobs to come to the real clock, none overdue or two hundred years away', async () => {
    const { rows } = await sql<{
      name: string
      at: Date
    }>`select name, run_at as at from platform.job`.execute(root.database.kysely)
    expect(new Set(rows.map((r) => r.name))).toEqual(
      new Set(['deadlines.ring', 'deadlines.ring_step', 'dossiers.auto_close', 'dossiers.timer']),
    )
    for (const { at } of rows) {
      expect(at.getTime()).toBeGreaterThan(new Date(NOW).getTime())
      expect(at.getTime()).toBeLessThan(new Date('2027-06-01').getTime())
    }
  })

  it('changes nothing when it is loaded again', async () => {
    const again = await loadDemo(root, (line) => said.push(line))
    expect(again).toMatchObject({ loaded: false, dossiers: 79, byStatus: report.byStatus })
    expect(said.at(-1)).toBe('Tỉnh trình diễn đã có sẵn, không thay đổi gì.')
  })

  it('lets everybody sign in with the password of the demo', async () => {
    for (const username of ['nguoidan1', 'nguoidan200', 'doanhnghiep5', 'vanthu.songcau', 'quantri']) {
      const body = { username, password: 'motcua-demo' }
      const { status } = await server.call(null, 'POST', '/api/v1/session', body)
      expect([username, status]).toEqual([username, 200])
    }
  })
})

it('tells the same stories when it is loaded on a Sunday before dawn', async () => {
  const other = await testRoot(modules, '2026-11-29T05:00:00+07:00')
  try {
    expect((await loadDemo(other)).byStatus).toEqual(report.byStatus)
  } finally {
    await other.drop()
  }
})
