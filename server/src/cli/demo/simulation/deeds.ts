import { vietnamDate } from '@motcua/rules'
import { addWorkingMinutes, STANDARD_CALENDAR } from '../../../modules/deadlines/index.ts'
import {
  acceptDossier,
  apologise,
  completeStep,
  confirmPayment,
  correctDossier,
  type Dossier,
  handOver,
  recordResult,
  refuseDossier,
  requestSupplement,
  stopDossier,
  submitDossier,
  supplementDossier,
  transferPapers,
  withdrawDossier,
} from '../../../modules/dossiers/index.ts'
import { openTasks, type Task } from '../../../modules/process/index.ts'
import { SYSTEM } from '../../../platform/actor.ts'
import { type Ctx, readCtx } from '../../../platform/ctx.ts'
import { AppError } from '../../../platform/errors.ts'
import { ratingOf } from '../rating.ts'
import { fileFor, TRIES } from './filing.ts'
import { planForesight, planNext, planOfficer, planWork } from './plan.ts'
import { drawRating } from './ratings.ts'
import type { Deed, Run, World } from './world.ts'

/** Does what is on the agenda, if it still makes sense, and plans what follows. */
export async function doDeed(world: World, deed: Deed): Promise<void> {
  const { run, what } = deed
  if (what === 'arrive') {
    await arrive(world, run)
    if (!run.dossier) return
  } else if (what === 'look' || what === 'work') return work(world, deed)
  else {
    const d = run.dossier!
    if (!MAKES_SENSE[what](d)) return
    if (what === 'foresee') return foresee(world, run, d)
    run.dossier = (await DEEDS[what](world, deed, d)) ?? d
  }
  await planNext(world, run)
}

type Simple = Exclude<Deed['what'], 'arrive' | 'look' | 'work'>

const isRunning = (d: Dossier): boolean => (d.status === 2 || d.status === 4) && !d.resultAt

const MAKES_SENSE: Record<Simple, (d: Dossier) => boolean> = {
  receive: (d) => d.status === 1 || (d.status === 5 && !d.acceptedAt),
  answer: (d) => d.status === 5,
  pay: (d) => d.status === 6,
  record: (d) => isRunning(d),
  collect: (d) => d.status === 9,
  withdraw: isRunning,
  stop: isRunning,
  foresee: (d) => [2, 4, 5, 6].includes(d.status) && !d.resultAt,
  apologise: isRunning,
  correct: isRunning,
  correctAsHead: isRunning,
  send: isRunning,
  take: (d) => [2, 4, 5, 6, 9].includes(d.status),
  giveBack: (d) => d.status === 9,
  rate: (d) => [3, 8, 9, 10].includes(d.status),
}

type Act = (world: World, deed: Deed, d: Dossier) => Promise<Dossier | null>

const DEEDS: Record<Exclude<Simple, 'foresee'>, Act> = {
  receive,
  answer: (world, { run, by }, d) => {
    const brought = run.forgotten ?? run.papers[0]
    const papers = brought ? [{ key: brought, originals: 1 }] : []
    return act(world, run, by!, 'dossiers.supplement', (ctx) => supplementDossier(ctx, d.id, { papers }))
  },
  pay: (world, { run, by }, d) =>
    act(world, run, by!, 'dossiers.confirm_payment', (ctx) =>
      confirmPayment(ctx, d.id, { receiptNumber: `BL-${String(run.arrival.index + 1).padStart(6, '0')}` }),
    ),
  record: (world, { run, by }, d) => {
    const number = `${run.arrival.index + 1}/${vietnamDate(world.root.clock.now()).slice(0, 4)}`
    const outcome = run.denied ? 'refused' : 'granted'
    return act(world, run, by!, 'dossiers.record_result', (ctx) =>
      recordResult(ctx, d.id, { number, outcome }),
    )
  },
  collect: (world, { run, by }, d) =>
    act(world, run, by!, 'dossiers.hand_over', (ctx) => handOver(ctx, d.id, {})),
  withdraw: (world, { run, by }, d) => {
    const reason = run.arrival.random.pick(WORDS.withdraw)
    return act(world, run, by!, 'dossiers.withdraw', (ctx) => withdrawDossier(ctx, d.id, { reason }))
  },
  stop: (world, { run, by }, d) => {
    const reason = run.arrival.random.pick(WORDS.stop)
    return act(world, run, by!, 'dossiers.stop', (ctx) => stopDossier(ctx, d.id, { reason }))
  },
  apologise: (world, { run, by }, d) => {
    const minutes = Math.round(world.behaviour.officers.apologyHours * 60)
    const newDue = addWorkingMinutes(STANDARD_CALENDAR, d.dueAt!, minutes).toISOString()
    const reason = run.arrival.random.pick(WORDS.apologise)
    return act(world, run, by!, 'dossiers.apologise', (ctx) => apologise(ctx, d.id, { reason, newDue }))
  },
  correct: async (world, deed, d) => {
    if (!d.processing) return correctPhone(world, deed, d)
    // Once the first step is done, the heads of the agency that decides put right what the desk got wrong.
    const unit = await world.unitKey(d.competentUnitId)
    planOfficer(world, deed.run, 'correctAsHead', 'truongphong', unit, world.root.clock.now())
    return d
  },
  correctAsHead: correctPhone,
  send: async (world, { run, by }, d) => {
    const parcelNumber = `DL${String(run.arrival.index + 1).padStart(8, '0')}`
    const sent = await act(world, run, by!, 'dossiers.transfer', (ctx) =>
      transferPapers(ctx, d.id, { state: 'sent', parcelNumber }),
    )
    const arrives = addWorkingMinutes(STANDARD_CALENDAR, world.root.clock.now(), 420)
    planOfficer(world, run, 'take', 'tiepnhan', await world.unitKey(d.competentUnitId), arrives)
    return sent
  },
  take: (world, { run, by }, d) =>
    act(world, run, by!, 'dossiers.transfer', (ctx) => transferPapers(ctx, d.id, { state: 'received' })),
  giveBack: (world, { run, by }, d) =>
    act(world, run, by!, 'dossiers.transfer', (ctx) => transferPapers(ctx, d.id, { state: 'returned' })),
  rate: async (world, { run, by }, d) => {
    const said = drawRating(run.arrival.rating, d, world.behaviour.citizens)
    const { isOwn, run: say } = await ratingOf(world.root, d, said)
    await world.act(isOwn ? by! : null, 'feedback.rate', run, say)
    world.journal.push(`${run.arrival.index} said ${JSON.stringify(said)}`)
    return d
  },
}

const WORDS = {
  withdraw: ['Người nộp chưa có nhu cầu thực hiện nữa.', 'Người nộp xin rút để chuẩn bị lại giấy tờ.'],
  stop: ['Hồ sơ trùng với hồ sơ đã nộp trước đó.', 'Cơ quan có thẩm quyền đề nghị dừng giải quyết.'],
  apologise: ['Cần thêm thời gian xác minh thực địa.', 'Hồ sơ nhiều, cán bộ phụ trách nghỉ đột xuất.'],
  refuse: [
    'Không thuộc thẩm quyền giải quyết của cơ quan.',
    'Giấy tờ bị tẩy xoá, không đủ căn cứ tiếp nhận.',
  ],
  ask: [
    'Giấy tờ chụp không rõ, đề nghị bổ sung bản rõ nét.',
    'Thông tin chưa khớp với cơ sở dữ liệu dân cư.',
  ],
} as const

async function arrive(world: World, run: Run): Promise<void> {
  const { arrival } = run
  const day = vietnamDate(world.root.clock.now())
  for (let attempt = 0; ; attempt++) {
    const filing = fileFor(arrival, arrival.random, world.cast, day, attempt)
    const { body } = filing
    const online = body.channel === 'online'
    const by = online ? filing.applicant : world.office.present('tiepnhan', filing.receiving, day)
    if (by === null) {
      // The desk is closed, its officer away and nobody in his place: another day.
      const again = addWorkingMinutes(STANDARD_CALENDAR, world.root.clock.now(), 480)
      return world.agenda.plan(again, { run, what: 'arrive' })
    }
    try {
      const { dossier } = await world.act(by, 'dossiers.submit', run, (ctx) => submitDossier(ctx, body))
      run.applicant = filing.applicant
      run.forgotten = filing.forgotten
      run.papers = (body.papers ?? []).map((p) => p.key)
      run.dossier = dossier
      return
    } catch (error) {
      // Not everybody fits every case: somebody too young for a pension is not filed.
      if (!(error instanceof AppError) || error.status !== 422 || attempt === TRIES - 1) throw error
    }
  }
}

async function receive(world: World, { run, by }: Deed, d: Dossier): Promise<Dossier | null> {
  const { fate, random } = run.arrival
  const ask = (reason: string, items: string[]) =>
    act(world, run, by!, 'dossiers.request_supplement', (ctx) =>
      requestSupplement(ctx, d.id, { reason, items }),
    )
  if (fate.refused && d.status === 1) {
    const reason = random.pick(WORDS.refuse)
    return act(world, run, by!, 'dossiers.refuse', (ctx) => refuseDossier(ctx, d.id, { reason }))
  }
  if (fate.asksAtReception && !d.supplement)
    return ask(random.pick(WORDS.ask), ['Bản rõ nét của giấy tờ đã nộp'])
  try {
    return await act(world, run, by!, 'dossiers.accept', (ctx) => acceptDossier(ctx, d.id, {}))
  } catch (error) {
    // What was forgotten is seen by the desk: the law gives one request for all of it.
    if (!(error instanceof AppError) || error.code !== 'dossier.papers_missing' || d.supplement) throw error
    return ask('Hồ sơ còn thiếu giấy tờ bắt buộc.', ['Giấy tờ còn thiếu theo thành phần hồ sơ'])
  }
}

function correctPhone(world: World, { run, by }: Deed, d: Dossier): Promise<Dossier> {
  const phone = `0900000${String(100 + run.arrival.random.below(800))}`
  const input = { version: d.version, reason: 'Cán bộ nhập sai số điện thoại.', applicant: { phone } }
  return act(world, run, by!, 'dossiers.correct', (ctx) => correctDossier(ctx, d.id, input))
}

/** A step is done, or something that its officer finds while doing it. */
async function work(world: World, { run, what, by, task: id }: Deed): Promise<void> {
  const d = run.dossier!
  const open = await openTasks(readCtx(world.root, SYSTEM), [d.id])
  const task = open.find((t) => t.id === id)
  // Withdrawn, closed or gone on without it meanwhile; or the applicant is waited for: then time is found anew.
  if (what === 'work' && (!task || d.status === 5)) {
    if (id !== undefined) run.tasks.delete(id)
    return
  }
  if (task) {
    const asked = await findFault(world, run, by!, d, task)
    if (asked) {
      run.tasks.delete(task.id)
      run.dossier = asked
      return planNext(world, run)
    }
    const outcome = chooseOutcome(run, task)
    run.dossier = await act(world, run, by!, 'tasks.complete', (ctx) => completeStep(ctx, task.id, outcome))
    return planNext(world, run)
  }
  await planWork(world, run, d)
}

/** The officer who examines asks for more papers; a second time the law refuses it, and he goes on. */
async function findFault(
  world: World,
  run: Run,
  by: string,
  d: Dossier,
  task: Task,
): Promise<Dossier | null> {
  const { fate, random } = run.arrival
  const examines = task.roles.includes('chuyenvien') && task.unitId === d.competentUnitId
  if (!examines || !fate.asksInProcess || (d.supplement && !fate.asksTwice) || run.once.has('askedTwice'))
    return null
  const input = { reason: random.pick(WORDS.ask), items: ['Bản rõ nét của giấy tờ đã nộp'] }
  const ask = (ctx: Ctx) => requestSupplement(ctx, d.id, input)
  if (!d.supplement) return act(world, run, by, 'dossiers.request_supplement', ask)
  run.once.add('askedTwice')
  const refused = await act(world, run, by, 'dossiers.request_supplement', ask).catch((error) => error)
  if (refused instanceof AppError && refused.code === 'dossier.supplement_twice') {
    world.tally.set('secondRequestRefused', (world.tally.get('secondRequestRefused') ?? 0) + 1)
    world.journal.push(`${world.root.clock.now().toISOString()} ${run.arrival.index} ${by} refused twice`)
    return null
  }
  throw refused
}

/** The usual outcome, once "no" for a dossier that is denied, once another way for one that is sent back. */
function chooseOutcome(run: Run, task: Task): { outcome?: string } {
  const { fate, random } = run.arrival
  const keys = task.outcomes.slice(1).map((o) => o.key)
  if (fate.denied && !run.denied && keys.includes('tuchoi')) {
    run.denied = true
    return { outcome: 'tuchoi' }
  }
  const ways = keys.filter((key) => key !== 'tuchoi')
  if (!fate.sentBack || run.denied || run.once.has('sentBack') || ways.length === 0) return {}
  run.once.add('sentBack')
  return { outcome: random.pick(ways) }
}

/** On the day before the due date the head sees that it will not be kept, or looks again when it was moved. */
async function foresee(world: World, run: Run, d: Dossier): Promise<void> {
  const now = world.root.clock.now()
  const waits = d.status === 5 || d.status === 6
  if (waits)
    return world.agenda.plan(addWorkingMinutes(STANDARD_CALENDAR, now, 480), { run, what: 'foresee' })
  if (addWorkingMinutes(STANDARD_CALENDAR, d.dueAt!, -500) > now) return planForesight(world, run, d)
  if (!run.arrival.fate.slow) return
  planOfficer(world, run, 'apologise', 'truongphong', await world.unitKey(d.competentUnitId), now)
}

const act = (
  world: World,
  run: Run,
  by: string,
  action: string,
  work: (ctx: Ctx) => Promise<Dossier>,
): Promise<Dossier> => world.act(by, action, run, work)
