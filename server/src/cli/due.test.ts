import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest'
import { deadlines, STANDARD_WEEK, setUnitWeek } from '../modules/deadlines/index.ts'
import { createUnit, organisations } from '../modules/organisations/index.ts'
import { SYSTEM } from '../platform/actor.ts'
import { inTx } from '../platform/ctx.ts'
import { TEST_ROOT_KEY } from '../platform/testing/test-keys.ts'
import { testRoot } from '../platform/testing/test-root.ts'
import { exitCodeOf } from './command.ts'
import { dueCommand } from './due.ts'

const folder = mkdtempSync(join(tmpdir(), 'motcua-due-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllEnvs()
})

async function run(...args: string[]): Promise<string> {
  const written: string[] = []
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    written.push(String(text))
    return true
  })
  await dueCommand().parseAsync(args, { from: 'user' })
  return written.join('')
}

const START = ['--from', '2026-02-13T16:30', '--limit', '5 ngày làm việc']
const due = async (...args: string[]) => JSON.parse(await run(...args, '--json'))

function eventsFile(content: unknown): string {
  const file = join(folder, 'events.json')
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content))
  return file
}

describe('motcua due', () => {
  it('prints the due date and why', async () => {
    expect(await due(...START)).toEqual({
      from: '2026-02-13T16:30:00+07:00',
      limit: { value: 5, unit: 'workingDays', text: '5 ngày làm việc' },
      due: '2026-02-27T16:30:00+07:00',
      firstDue: '2026-02-27T16:30:00+07:00',
      state: 'running',
      endedAt: null,
      outcome: null,
      ledger: [
        {
          at: '2026-02-13T16:30:00+07:00',
          kind: 'START',
          reason: 'ACCEPTED',
          due: '2026-02-27T16:30:00+07:00',
          note: 'Tiếp nhận hồ sơ lúc 16:30 thứ Sáu 13/02/2026. Thời hạn tính từ lúc đó. 5 ngày làm việc hết lúc 16:30 thứ Sáu 27/02/2026. Không tính Tết Nguyên đán (16/02/2026-20/02/2026).',
          legalBasis: null,
        },
      ],
    })
  })

  it('says it in words without --json', async () => {
    expect(await run('--from', '2026-03-02T15:30', '--limit', '04 GIỜ LÀM VIỆC')).toBe(
      [
        'Hạn trả: 11:30 thứ Ba 03/03/2026',
        '- Tiếp nhận hồ sơ lúc 15:30 thứ Hai 02/03/2026. Thời hạn không quá 1 ngày làm việc mà bắt đầu từ 15:00 trở đi nên tính từ đầu ngày làm việc tiếp theo, 07:30 thứ Ba 03/03/2026. 4 giờ làm việc hết lúc 11:30 thứ Ba 03/03/2026.',
        '',
      ].join('\n'),
    )
  })

  it.each([
    ['2026-02-13T16:30', '2026-02-27T16:30:00+07:00'],
    ['2026-02-13 16:30', '2026-02-27T16:30:00+07:00'],
    ['2026-02-13T16:30:59.999', '2026-02-27T16:30:00+07:00'],
    ['2026-02-13T09:30Z', '2026-02-27T16:30:00+07:00'],
    ['2026-02-13T18:30+09:00', '2026-02-27T16:30:00+07:00'],
  ])('reads %s', async (from, expected) => {
    expect((await due('--from', from, '--limit', '5 ngày làm việc')).due).toBe(expected)
  })

  it('plays events, with wall times and offsets', async () => {
    const events = eventsFile([
      { at: '2026-02-24T09:00', kind: 'PAUSE', reason: 'FINANCIAL' },
      { at: '2026-02-25T02:00:00Z', kind: 'RESUME', reason: 'PAID' },
      { at: '2026-02-27T09:00', kind: 'APOLOGY', reason: 'Thiếu người', newDue: '2026-03-05T17:00' },
      { at: '2026-03-03T09:00', kind: 'END', reason: 'RESULT_AT_CENTRE', legalBasis: 'Quyết định thử' },
    ])
    const result = await due(...START, '--events', events)
    expect(result).toMatchObject({
      due: '2026-03-05T17:00:00+07:00',
      firstDue: '2026-03-02T16:30:00+07:00',
      state: 'ended',
      endedAt: '2026-03-03T09:00:00+07:00',
      outcome: 'late',
    })
    expect(result.ledger.map((e: { due: string }) => e.due.slice(0, 16))).toEqual([
      '2026-02-27T16:30',
      '2026-02-27T16:30',
      '2026-03-02T16:30',
      '2026-03-05T17:00',
      '2026-03-05T17:00',
    ])
    expect(result.ledger.at(-1).legalBasis).toBe('Quyết định thử')
  })

  it('plays steps that the law does not count', async () => {
    const events = eventsFile([
      { at: '2026-02-24T09:00', kind: 'EXCLUDE', reason: 'Xác minh', legalBasis: 'Thông tư thử' },
      { at: '2026-02-24T10:00', kind: 'PAUSE', reason: 'FINANCIAL' },
      { at: '2026-02-25T09:00', kind: 'INCLUDE', reason: 'đã có văn bản', of: 'Xác minh' },
      { at: '2026-02-26T09:00', kind: 'RESUME', reason: 'PAID' },
    ])
    expect((await due(...START, '--events', events)).due).toBe('2026-03-03T16:30:00+07:00')
  })

  it('with --mode RESTART a supplement counts the limit again', async () => {
    const events = eventsFile([
      { at: '2026-02-24T09:00', kind: 'PAUSE', reason: 'SUPPLEMENT' },
      { at: '2026-02-25T09:00', kind: 'RESUME', reason: 'SUPPLEMENT_RECEIVED' },
    ])
    const of = async (...more: string[]) => (await due(...START, '--events', events, ...more)).due
    expect(await of()).toBe('2026-03-02T16:30:00+07:00')
    expect(await of('--mode', 'restart')).toBe('2026-03-04T09:00:00+07:00')
  })

  it('uses the calendar of a unit', async () => {
    const root = await testRoot([organisations, deadlines])
    await inTx(root, SYSTEM, 'test', async (ctx) => {
      const unit = await createUnit(ctx, { key: 'songhinh', name: 'Xã Sông Hinh', kind: 'commune' })
      const week = STANDARD_WEEK.map((shifts, i) => (i === 5 ? ([[450, 690]] as const) : shifts))
      await setUnitWeek(ctx, { unitId: unit.id, season: 'x', from: null, to: null, week, legalBasis: 'x' })
    })
    const { rows } = await root.database.pool.query<Record<'name' | 'port' | 'user' | 'folder', string>>(
      `select current_database() as name, current_setting('port') as port, current_user as user,
         split_part(current_setting('unix_socket_directories'), ',', 1) as folder`,
    )
    const { name, port, user, folder: socket } = rows[0]!
    vi.stubEnv(
      'DATABASE_URL',
      `postgresql://${user}@localhost/${name}?host=${encodeURIComponent(socket)}&port=${port}`,
    )
    vi.stubEnv('MOTCUA_ROOT_KEY', TEST_ROOT_KEY)
    vi.stubEnv('MOTCUA_DATA', folder)
    const start = ['--from', '2026-03-06T16:30', '--limit', '2 ngày làm việc']
    expect((await due(...start, '--unit', 'songhinh')).due).toBe('2026-03-10T10:30:00+07:00')
    await expect(run(...start, '--unit', 'khongco')).rejects.toThrow(/^--unit: .*“khongco”/)
    await root.drop()
  })
})

describe('bad input is one line that names the flag or the event, with exit code 2', () => {
  const event = (more: object) => [{ at: '2026-02-24T09:00', kind: 'PAUSE', reason: 'x' }, more]
  it.each<[string, string[], unknown, RegExp]>([
    ['no from', ['--limit', '5 ngày'], null, /--from/],
    ['no limit', ['--from', '2026-02-13T16:30'], null, /--limit/],
    ['bad from', ['--from', 'hôm nay', '--limit', '5 ngày'], null, /^--from: "hôm nay"/],
    ['no such day', ['--from', '2026-02-30T08:00', '--limit', '5 ngày'], null, /^--from: /],
    ['no such hour', ['--from', '2026-02-13T24:00', '--limit', '5 ngày'], null, /^--from: /],
    ['a date only', ['--from', '2026-02-13', '--limit', '5 ngày'], null, /^--from: /],
    ['a year far away', ['--from', '9999-02-13T08:00', '--limit', '5 ngày'], null, /^--from: /],
    [
      'bad limit',
      ['--from', '2026-02-13T16:30', '--limit', 'sớm'],
      null,
      /^--limit: Không đọc được thời hạn “sớm”/,
    ],
    ['no limit at all', ['--from', '2026-02-13T16:30', '--limit', '0 ngày'], null, /^--limit: /],
    ['bad mode', [...START, '--mode', 'x'], null, /^--mode “x”/],
    [
      'no such file',
      [...START, '--events', join(folder, 'nothing.json')],
      null,
      /^--events .*không đọc được/,
    ],
    ['bad JSON', START, '[{', /^--events .*không phải JSON/],
    ['no list', START, {}, /^--events .*danh sách/],
    ['no object', START, [null], /sự kiện thứ 1: phải là một đối tượng/],
    ['no time', START, event({ kind: 'RESUME' }), /sự kiện thứ 2, “at”: thiếu/],
    ['a number as time', START, event({ at: 5, kind: 'RESUME' }), /sự kiện thứ 2, “at”: 5/],
    ['unknown kind', START, event({ at: '2026-02-25T09:00', kind: 'STOP' }), /sự kiện thứ 2: “kind”/],
    [
      'unknown field',
      START,
      event({ at: '2026-02-25T09:00', kind: 'END', who: 1 }),
      /sự kiện thứ 2: .*“who”/,
    ],
    ['a number as pause', START, event({ at: '2026-02-25T09:00', kind: 'RESUME', of: 1 }), /“of”/],
    ['a number as reason', START, event({ at: '2026-02-25T09:00', kind: 'END', reason: 1 }), /“reason”/],
    ['a date of no apology', START, event({ at: '2026-02-25T09:00', kind: 'END', newDue: 'x' }), /APOLOGY/],
    [
      'a bad new date',
      START,
      [{ at: '2026-02-24T09:00', kind: 'APOLOGY', newDue: 'x' }],
      /sự kiện thứ 1, “newDue”/,
    ],
    [
      'no new date',
      START,
      [{ at: '2026-02-24T09:00', kind: 'APOLOGY' }],
      /sự kiện thứ 1: .*ngày hẹn trả mới/,
    ],
    [
      'two pauses',
      START,
      event({ at: '2026-02-25T09:00', kind: 'PAUSE', reason: 'x' }),
      /sự kiện thứ 2: .*đang dừng/,
    ],
    ['out of order', START, event({ at: '2026-02-23T09:00', kind: 'RESUME' }), /sự kiện thứ 2: .*thứ tự/],
    ['before the start', START, [{ at: '2026-02-13T09:00', kind: 'PAUSE' }], /sự kiện thứ 1: .*thứ tự/],
  ])('%s', async (_, args, content, message) => {
    const all = content === null ? args : [...args, '--events', eventsFile(content)]
    const error = await run(...all).catch((e: Error) => e)
    expect((error as Error).message).toMatch(message)
    expect((error as Error).message).not.toContain('\n')
    expect(exitCodeOf(error)).toBe(2)
  })
})
