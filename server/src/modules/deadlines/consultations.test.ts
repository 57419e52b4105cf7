import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { SYSTEM } from '../../platform/actor.ts'
import { type Ctx, inTx, readCtx } from '../../platform/ctx.ts'
import { drainJobs } from '../../platform/jobs.ts'
import { defineModule } from '../../platform/module.ts'
import { type TestRoot, testRoot } from '../../platform/testing/test-root.ts'
import { createUnit, organisations, unitByRef } from '../organisations/index.ts'
import { parseMoment, vietnamIso } from './domain/moment.ts'
import {
  answerConsultation,
  consultationsOf,
  deadlines,
  parseLimit,
  type StartConsultation,
  setSpecialDay,
  startConsultation,
  withdrawConsultation,
} from './index.ts'

const heard: { type: string; data: Record<string, unknown> }[] = []
const EVENTS = [
  'consultation_answered',
  'consultation_late',
  'consultation_withdrawn',
  'consented_by_silence',
]
const listener = defineModule({
  name: 'listener',
  subscribers: EVENTS.map((name) => ({
    name: `listener.${name}`,
    on: `deadlines.${name}`,
    react: async (_, { type, data }) => {
      heard.push({ type, data })
    },
  })),
})

let root: TestRoot
let unitId: string
beforeAll(async () => {
  root = await testRoot([organisations, deadlines, listener])
  await act((ctx) => createUnit(ctx, { key: 'so-xay-dung', name: 'Sở Xây dựng', kind: 'department' }))
  unitId = (await unitByRef(read(), 'so-xay-dung')).id
})
afterAll(() => root.drop())
beforeEach(() => {
  heard.length = 0
})

const at = (text: string) => parseMoment(text)!
const iso = (moment: Date | null) => moment && vietnamIso(moment).slice(0, 16)
const act = <T>(work: (ctx: Ctx) => Promise<T>) => inTx(root, SYSTEM, 'deadlines.test', work)
const read = () => readCtx(root, SYSTEM)
const refusal = (work: Promise<unknown>) => work.then(() => 'done').catch((e: { code: string }) => e.code)

/** Asks on Monday 2 March, 10:00, for an opinion within two working days. */
async function asked(more: Partial<StartConsultation> = {}) {
  root.clock.set(at('2026-03-02T10:00'))
  const limit = parseLimit('2 ngày làm việc')
  const basis = { onSilence: 'CONSENT', legalBasis: 'Nghị định thử' } as const
  return act((ctx) => startConsultation(ctx, { subjectId: ctx.newId(), unitId, limit, ...basis, ...more }))
}

const now = async (subjectId: string) => (await consultationsOf(read(), [subjectId]))[0]!

describe('an opinion that is asked', () => {
  it('is consent when nothing is heard: a row with its reason, and an event', async () => {
    const { id, subjectId, dueAt } = await asked()
    expect(iso(dueAt)).toBe('2026-03-04T10:00')
    await drainJobs(root, at('2026-03-04T10:00'))
    expect((await now(subjectId)).state).toBe('open')
    await drainJobs(root, at('2026-03-04T10:05'))
    expect(await now(subjectId)).toMatchObject({
      ...{ id, state: 'silent', consents: true, closedBy: SYSTEM.id, closedAt: at('2026-03-04T10:01') },
      note: 'Hết 2 ngày làm việc lúc 10:00 thứ Tư 04/03/2026 mà chưa có ý kiến nên coi như đồng ý (Nghị định thử).',
    })
    expect(heard).toEqual([
      {
        type: 'deadlines.consented_by_silence',
        data: { consultationId: id, unitId, dueAt: dueAt.toISOString(), consents: true },
      },
    ])
    await act((ctx) => deadlines.jobs!['deadlines.end_consultation']!(ctx, { id }))
    const late = act((ctx) => answerConsultation(ctx, id, { consents: false, note: 'Không đồng ý' }))
    expect(await refusal(late)).toBe('consultation.closed')
    await drainJobs(root, at('2026-03-05T10:00'))
    expect(heard.length).toBe(1)
  })

  it('is answered in time, and then no silence follows', async () => {
    const { id, subjectId } = await asked()
    root.clock.set(new Date(at('2026-03-04T10:00').getTime() + 59_000))
    await act((ctx) => answerConsultation(ctx, id, { consents: false, note: 'Vướng quy hoạch' }))
    await drainJobs(root, at('2026-03-06T10:00'))
    expect(await now(subjectId)).toMatchObject({
      state: 'answered',
      consents: false,
      note: 'Vướng quy hoạch',
    })
    expect(heard.map((e) => e.type)).toEqual(['deadlines.consultation_answered'])
    const again = act((ctx) => answerConsultation(ctx, id, { consents: true, note: '' }))
    expect(await refusal(again)).toBe('consultation.closed')
  })

  it('is not answered too late, even when the job has not run', async () => {
    const { id, subjectId } = await asked()
    root.clock.set(at('2026-03-04T10:01'))
    const late = act((ctx) => answerConsultation(ctx, id, { consents: false, note: 'x' }))
    expect(await refusal(late)).toBe('consultation.closed')
    await drainJobs(root, at('2026-03-04T10:02'))
    expect((await now(subjectId)).state).toBe('silent')
  })

  it('waits where silence means nothing, and is late once', async () => {
    const { id, subjectId } = await asked({ onSilence: 'WAIT' })
    await drainJobs(root, at('2026-03-09T10:00'))
    await act((ctx) => deadlines.jobs!['deadlines.end_consultation']!(ctx, { id }))
    await drainJobs(root, at('2026-03-09T10:00'))
    const late = await now(subjectId)
    expect([late.state, iso(late.overdueAt)]).toEqual(['open', '2026-03-04T10:01'])
    await act((ctx) => answerConsultation(ctx, id, { consents: true, note: 'Thống nhất' }))
    await drainJobs(root, at('2026-03-09T11:00'))
    expect(heard.map((e) => e.type)).toEqual([
      'deadlines.consultation_late',
      'deadlines.consultation_answered',
    ])
  })

  it('can be taken back', async () => {
    const { id, subjectId } = await asked()
    await act((ctx) => withdrawConsultation(ctx, id, 'Người nộp rút hồ sơ'))
    await drainJobs(root, at('2026-03-09T10:00'))
    expect(await now(subjectId)).toMatchObject({
      state: 'withdrawn',
      consents: null,
      note: 'Người nộp rút hồ sơ',
    })
    expect(heard.map((e) => e.type)).toEqual(['deadlines.consultation_withdrawn'])
  })

  it('is asked of a unit once at a time', async () => {
    const { id, subjectId } = await asked()
    expect(await refusal(asked({ subjectId }))).toBe('consultation.open')
    await act((ctx) => withdrawConsultation(ctx, id, 'hỏi lại'))
    expect(await refusal(asked({ subjectId }))).toBe('done')
    expect((await consultationsOf(read(), [subjectId])).length).toBe(2)
  })

  it('keeps the date that was told when the calendar changes', async () => {
    const { id, subjectId } = await asked()
    const day = { kind: 'LOCAL_OFF', name: 'Nghỉ bão', legalBasis: 'Công điện thử' } as const
    await act((ctx) => setSpecialDay(ctx, { ...day, unitId, date: '2026-03-03' }))
    await drainJobs(root, at('2026-03-04T10:02'))
    expect(await now(subjectId)).toMatchObject({ id, state: 'silent' })
  })

  it('that does not exist is not found', async () => {
    const id = read().newId()
    expect(await refusal(act((ctx) => withdrawConsultation(ctx, id, 'x')))).toBe('consultation.not_found')
    expect(await refusal(asked({ limit: { value: 0, unit: 'days' } }))).toBe('limit.out_of_range')
    expect(await refusal(act((ctx) => deadlines.jobs!['deadlines.end_consultation']!(ctx, { id })))).toBe(
      'done',
    )
  })
})
