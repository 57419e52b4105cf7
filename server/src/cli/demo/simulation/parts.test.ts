import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { vietnamDate } from '@motcua/rules'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { addWorkingMinutes, STANDARD_CALENDAR } from '../../../modules/deadlines/index.ts'
import { readPackages } from '../packages.ts'
import { demoPeople } from '../people.ts'
import { openAgenda } from './agenda.ts'
import { drawArrivals } from './arrivals.ts'
import { type Behaviour, BehaviourError, readBehaviour } from './behaviour.ts'
import { fileFor } from './filing.ts'
import { openOffice } from './office.ts'
import { openRandom } from './random.ts'

const folder = mkdtempSync(join(tmpdir(), 'motcua-play-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('openRandom', () => {
  it('gives the same numbers for the same seed, on every machine', () => {
    const draw = (seed: string) => {
      const random = openRandom(seed)
      return Array.from({ length: 5 }, () => random.below(1000))
    }
    expect(draw('1')).toEqual(draw('1'))
    expect(draw('1')).toEqual([831, 123, 826, 749, 574])
    expect(draw('2')).not.toEqual(draw('1'))
  })

  it('keeps to its bounds and weights', () => {
    const random = openRandom('x')
    const picked = Array.from({ length: 4000 }, () =>
      random.weighted([['a', 3] as const, ['b', 1], ['c', 0]]),
    )
    const share = (key: string) => picked.filter((p) => p === key).length / 4000
    expect(share('a')).toBeCloseTo(0.75, 1)
    expect(share('c')).toBe(0)
    const drawn = Array.from({ length: 4001 }, () => random.around(10, 0.5)).sort((a, b) => a - b)
    expect(drawn[0]).toBeGreaterThan(0)
    expect(drawn[2000]).toBeGreaterThan(9)
    expect(drawn[2000]).toBeLessThan(11)
    expect(Array.from({ length: 500 }, () => random.below(3)).every((n) => n >= 0 && n < 3)).toBe(true)
  })
})

describe('openAgenda', () => {
  it('gives things in order of time, and of planning at one moment', () =>
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 20 })),
        fc.integer({ min: 0, max: 21 }),
        (minutes, until) => {
          const agenda = openAgenda<number>()
          for (const [i, minute] of minutes.entries()) agenda.plan(new Date(minute * 60_000), i)
          const taken: number[] = []
          for (let e = agenda.next(new Date(until * 60_000)); e; e = agenda.next(new Date(until * 60_000)))
            taken.push(e.what)
          const expected = minutes.map((minute, i) => ({ minute, i })).filter(({ minute }) => minute < until)
          expect(taken).toEqual(expected.sort((a, b) => a.minute - b.minute || a.i - b.i).map(({ i }) => i))
        },
      ),
    ))
})

describe('readBehaviour', () => {
  const file = (content: unknown) => {
    const path = join(folder, 'b.json')
    writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content))
    return path
  }

  it('puts parts of a file over the usual', () => {
    const changed = readBehaviour(file({ officers: { pace: 2 } }))
    expect(changed).toEqual({ ...readBehaviour(), officers: { ...readBehaviour().officers, pace: 2 } })
  })

  it.each<[string, unknown, RegExp]>([
    ['an unknown name', { officers: { speed: 2 } }, /sai ở \/officers/],
    ['an unknown fate', { atLeast: { lost: 1 } }, /sai ở \/atLeast/],
    ['a share above 1', { citizens: { withdraws: 1.5 } }, /sai ở \/citizens\/withdraws/],
    [
      'a week of six days',
      { arrivals: { weekdays: { desk: [1, 1, 1, 1, 1, 1] } } },
      /sai ở \/arrivals\/weekdays\/desk/,
    ],
    ['a list', [], /sai ở \//],
    ['no JSON', '{', /không phải JSON đúng/],
  ])('refuses %s', (_what, content, message) => {
    expect(() => readBehaviour(file(content))).toThrow(message)
  })

  it('names a file that is not there', () => {
    expect(() => readBehaviour(join(folder, 'none.json'))).toThrow(BehaviourError)
  })
})

describe('openOffice', () => {
  const { staff } = demoPeople()
  const behaviour = readBehaviour()
  const period = { seed: '1', from: '2026-10-05', days: 50 }
  const at = (text: string) => new Date(`${text}:00+07:00`)

  it('works in working hours only, and leaves to the next day what one day cannot hold', () => {
    const officers = { ...behaviour.officers, leaveDaysPerYear: 0, minutesPerDay: 100 }
    const office = openOffice(staff, { ...behaviour, officers }, period)
    const book = (wish: string) => vietnamDate(office.book('lanhdao', 'songhinh', at(wish), 40).at)
    // Friday; a Saturday wish; Friday is full after two.
    expect(book('2026-10-09T09:00')).toBe('2026-10-09')
    expect(book('2026-10-10T09:00')).toBe('2026-10-12')
    expect(book('2026-10-09T10:00')).toBe('2026-10-09')
    expect(book('2026-10-09T11:00')).toBe('2026-10-12')
    expect(book('2026-10-09T11:00')).toBe('2026-10-13')
  })

  it('never books anybody on leave, and a deputy only while he stands in', () => {
    const office = openOffice(staff, behaviour, period)
    expect(office.leaves.length).toBeGreaterThan(10)
    const random = openRandom('book')
    for (let i = 0; i < 400; i++) {
      const wish = addWorkingMinutes(STANDARD_CALENDAR, at('2026-10-05T07:30'), random.below(480 * 30))
      const { by, at: when } = office.book('chuyenvien', 'tayhoa', wish, 10)
      expect(when.getTime()).toBeGreaterThanOrEqual(wish.getTime())
      const day = vietnamDate(when)
      const away = (username: string) =>
        office.leaves.find((l) => l.officer.username === username && l.from <= day && day <= l.to)
      expect(away(by)).toBeUndefined()
      if (by !== 'chuyenvien.tayhoa') expect(away('chuyenvien.tayhoa')?.deputy?.username).toBe(by)
    }
  })
})

const NONE = Object.fromEntries(
  Object.keys(readBehaviour().atLeast).map((name) => [name, 0]),
) as Behaviour['atLeast']

describe('arrivals and filings', () => {
  it('are spread over the period by channel, with the fates that must occur, whatever procedures there are', async () => {
    const packages = await readPackages()
    const period = { seed: '3', from: '2026-09-01', days: 60, count: 300 }
    const arrivals = drawArrivals(readBehaviour(), packages, period)
    expect(arrivals).toHaveLength(300)
    const times = arrivals.map((a) => a.at.getTime())
    expect(Math.min(...times)).toBeGreaterThanOrEqual(new Date('2026-09-01T00:00:00+07:00').getTime())
    for (const { channel, pkg, at } of arrivals) {
      expect(pkg.procedure.channels.map((c) => c.channel)).toContain(channel)
      // Desks are closed on weekends.
      if (channel !== 'online')
        expect([0, 6]).not.toContain(new Date(at.getTime() + 7 * 3_600_000).getUTCDay())
    }
    const few = drawArrivals(readBehaviour(), packages.slice(0, 1), { ...period, count: 30 })
    expect(new Set(few.map((a) => a.pkg.code))).toEqual(new Set([packages[0]!.code]))
  })

  it('file other people of the same sex and about the same age, and dates shortly before the day', async () => {
    const { citizens, businesses } = demoPeople()
    const people = new Map([...citizens, ...businesses].map((p) => [p.username, p]))
    const packages = await readPackages()
    const pkg = packages.find((p) => p.code === '1.001193')!
    const [arrival] = drawArrivals({ ...readBehaviour(), atLeast: NONE }, [pkg], {
      ...{ seed: '1', from: '2026-10-05', days: 5, count: 1 },
    })
    const applicants = new Set<string>()
    for (let i = 0; i < 20; i++) {
      const { body } = fileFor(arrival!, openRandom(`file/${i}`), { packages, people }, '2026-10-07', 0)
      const person = citizens.find((p) => p.idNumber === body.applicant.idNumber)!
      expect(Number(person.idNumber[3]) % 2).toBe(1)
      applicants.add(person.username)
      const child = (body.answers['con'] as { ngaySinh: string }).ngaySinh
      expect(child <= '2026-10-06' && child >= '2026-09-01').toBe(true)
    }
    expect(applicants.size).toBeGreaterThan(5)
  })
})
