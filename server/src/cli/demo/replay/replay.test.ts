import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, describe, expect, it } from 'vitest'
import { modules } from '../../../app.ts'
import { dossiers as dossiersModule } from '../../../modules/dossiers/index.ts'
import { ROLES } from '../../../modules/organisations/index.ts'
import { importProcess } from '../../../modules/process/index.ts'
import { SYSTEM } from '../../../platform/actor.ts'
import { readCtx } from '../../../platform/ctx.ts'
import { repositoryRoot } from '../../../platform/paths.ts'
import { testRoot } from '../../../platform/testing/test-root.ts'
import { testServer } from '../../../platform/testing/test-server.ts'
import { openStage } from '../stage.ts'
import { type LogAttributes, readCases } from './cases.ts'
import { countLog } from './count-log.ts'
import { deriveProcess } from './derive.ts'
import { replayLog } from './replay.ts'

const folder = mkdtempSync(join(tmpdir(), 'motcua-replay-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

type Case = {
  kenh: string
  phong: string
  batDau: string
  han?: string
  xong?: string
  viec: [string, string, string][]
}

const date = (key: string, at?: string) => (at ? `<date key="${key}" value="2024-03-${at}+07:00"/>` : '')
const text = (key: string, value: string) => `<string key="${key}" value="${value}"/>`

const xesOf = (cases: readonly Case[]) =>
  `<?xml version="1.0"?>\n<log>\n${cases
    .map(({ kenh, phong, batDau, han, xong, viec }, i) => {
      const own = [text('concept:name', `h${i}`), text('kenh', kenh), text('phong', phong)]
      const dates = [date('batDau', batDau), date('han', han), date('xong', xong)]
      const events = viec.map(
        ([name, who, at]) =>
          `<event>${text('concept:name', name)}${text('org:resource', who)}${date('time:timestamp', at)}</event>`,
      )
      return `<trace>${[...own, ...dates, ...events].join('')}</trace>`
    })
    .join('\n')}\n</log>`

const NAMES: LogAttributes = {
  ...{ start: 'batDau', deadline: 'han', end: 'xong', channel: 'kenh', department: 'phong' },
}

// Monday 4 March 2024 and after; every class at its border, loops, steps after the end, no step, no end, no deadline.
const A = { kenh: 'Internet', phong: 'Xây dựng', batDau: '04T08:00:00', han: '08T10:00:00' }
const CASES: Case[] = [
  {
    ...A,
    xong: '07T23:59:59',
    viec: [
      ['Nhận', 'An', '04T08:10:00'],
      ['Xét', 'Bình', '06T09:00:00'],
    ],
  },
  {
    ...A,
    xong: '08T00:00:00',
    viec: [
      ['Nhận', 'An', '04T08:20:00'],
      ['Ký', 'Chi', '07T09:00:00'],
    ],
  },
  {
    ...A,
    kenh: 'Desk',
    xong: '08T10:00:59',
    viec: [
      ['Nhận', 'An', '05T08:20:00'],
      ['Nhận', 'An', '05T08:20:00'],
    ],
  },
  { ...A, kenh: 'Post', xong: '08T10:01:00', viec: [['Xét', 'Bình', '05T08:20:00']] },
  {
    ...A,
    phong: 'Hộ tịch',
    viec: [
      ['Nhận', 'Chi', '05T08:20:00'],
      ['Xét', 'Chi', '29T08:20:00'],
    ],
  },
  {
    ...A,
    xong: '06T10:00:00',
    viec: [
      ['Nhận', 'An', '05T08:00:00'],
      ['Xét', 'An', '06T10:00:01'],
    ],
  },
  { ...A, xong: '20T10:00:00', viec: [] },
  {
    kenh: 'Desk',
    phong: 'Hộ tịch',
    batDau: '04T09:00:00',
    xong: '05T09:00:00',
    viec: [['Ký', 'Chi', '05T09:00:00']],
  },
]

async function replay(path: string, attributes: LogAttributes) {
  const root = await testRoot(modules)
  const log = await readCases(path, attributes)
  return { root, report: await replayLog(root, { path, name: 'thử', log, attributes }) }
}

describe('a small log', () => {
  it('becomes dossiers with its times, its people and its punctuality', async () => {
    const path = join(folder, 'small.xes')
    writeFileSync(path, xesOf(CASES))
    const { root, report } = await replay(path, NAMES)
    try {
      expect(report).toMatchObject({
        ...{ cases: 8, departments: 2, officers: 4, activities: 3, steps: 11, stepsAfterEnd: 1 },
        ...{ unfinished: 1, withoutDeadline: 1, byStatus: { 4: 1, 9: 7 }, mismatches: [] },
        log: { early: 2, on_time: 2, late: 2 },
      })
      expect(report.replayed).toEqual(report.log)

      const server = await testServer(root)
      const officer = await openStage(root).actor('canbo1')
      const list = await server.call(officer, 'GET', '/api/v1/dossiers?limit=50')
      const first = list.body.items.find((d: { applicantName: string }) => d.applicantName.endsWith('h0'))
      expect(first).toMatchObject({ channel: 'online', punctuality: 'early', status: 9 })
      expect(new Date(first.dueAt)).toEqual(new Date('2024-03-08T10:00:00+07:00'))
      const { body } = await server.call(officer, 'GET', `/api/v1/dossiers/${first.id}/timeline`)
      const steps = body.items.filter((a: { kind: string }) => a.kind === 'stepCompleted')
      expect(
        steps.map((a: { data: { name: string }; actorName: string; at: string }) => [
          a.data.name,
          a.actorName,
          new Date(a.at).toISOString(),
        ]),
      ).toEqual([
        ['Chuyển bước đầu', 'An', '2024-03-04T01:00:00.000Z'],
        ['Nhận', 'An', '2024-03-04T01:10:00.000Z'],
        ['Xét', 'Bình', '2024-03-06T02:00:00.000Z'],
      ])
      const clock = await server.call(officer, 'GET', `/api/v1/dossiers/${first.id}/clock`)
      expect(clock.body.ledger[0].note).toBe(
        'Tiếp nhận hồ sơ từ hệ thống khác lúc 08:00 thứ Hai 04/03/2024. Hạn trả đã hẹn ở hệ thống đó được giữ nguyên: 10:00 thứ Sáu 08/03/2024.',
      )
      const findings = await dossiersModule.examine!(readCtx(root, SYSTEM))
      expect(findings.filter((f) => !f.ok)).toEqual([])
    } finally {
      await root.drop()
    }
  })

  it('ends with its last event when no attribute is named for the end', async () => {
    const path = join(folder, 'plain.xes')
    writeFileSync(path, xesOf(CASES.filter((c) => c.viec.length > 0)))
    const { root, report } = await replay(path, { deadline: 'han' })
    await root.drop()
    expect(report).toMatchObject({ unfinished: 0, withoutDeadline: 1, departments: 1, mismatches: [] })
    expect(report.replayed).toEqual({ early: 5, on_time: 0, late: 1 })
  })
})

describe('countLog', () => {
  it('says a difference where the log is another one', async () => {
    const path = join(folder, 'other.xes')
    writeFileSync(path, xesOf(CASES))
    const log = await readCases(path, NAMES)
    // The judge reads the file again: it must see what was changed behind the back of the replay.
    writeFileSync(path, xesOf(CASES.map((c, i) => (i === 0 ? { ...c, xong: '09T10:00:00' } : c))))
    const root = await testRoot(modules)
    const report = await replayLog(root, { path, name: 'thử', log, attributes: NAMES })
    await root.drop()
    expect(report.mismatches).toEqual([{ case: 'h0', replayed: 'early', log: 'late' }])
  })
})

const RECEIPT = join(repositoryRoot, '../shared/data/eventlog/08_receipt.xes.gz')

describe.skipIf(!existsSync(RECEIPT))('the real log of a permit office', () => {
  const attributes: LogAttributes = {
    ...{ start: 'startdate', deadline: 'deadline', planned: 'enddate_planned', end: 'enddate' },
    ...{ channel: 'channel', department: 'department' },
  }

  it('is read whole, and gives a process that may be published', async () => {
    const { cases } = await readCases(RECEIPT, attributes)
    expect(cases).toHaveLength(1434)
    expect(cases.reduce((sum, c) => sum + c.steps.length + c.afterEnd, 0)).toBe(8577)
    expect(countLog(RECEIPT, attributes).counts).toEqual({ early: 951, on_time: 3, late: 375 })
    const { xml, stepOf } = deriveProcess(cases)
    const { problems, graph } = await importProcess(xml, { roles: ROLES, strict: true })
    expect(problems).toEqual([])
    expect([stepOf.size, Object.keys(graph!.nodes).length]).toEqual([27, 2 * 28 + 2])
  })

  it('is replayed to the same counts (every 20th case; the command replays all)', async () => {
    const whole = gunzipSync(readFileSync(RECEIPT)).toString('utf8')
    const [head, ...rest] = whole.split('<trace>')
    const some = rest.filter((_, i) => i % 20 === 0 && i !== rest.length - 1)
    const path = join(folder, 'some.xes')
    writeFileSync(path, `${[head, ...some].join('<trace>')}</log>`)
    const { root, report } = await replay(path, attributes)
    await root.drop()
    expect(report.cases).toBe(72)
    expect(report.mismatches).toEqual([])
    expect(report.replayed).toEqual(countLog(path, attributes).counts)
    expect(report.replayed.early).toBeGreaterThan(0)
    expect(report.replayed.late).toBeGreaterThan(0)
  }, 60_000)
})
