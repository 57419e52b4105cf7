// Single pieces, one after the other in this process: the engines without HTTP.
import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { compileForm } from '../rules/dist/compile.js'
import { computeClock, STANDARD_CALENDAR, stepDueAt } from '../server/dist/src/modules/deadlines/index.js'
import { actsFor, decideAct, maySee } from '../server/dist/src/modules/dossiers/policy.js'
import { validateAnswers } from '../server/dist/src/modules/forms/index.js'
import { completeTask } from '../server/dist/src/modules/process/index.js'
import {
  accountByUsername,
  actorOf,
  blindIndex,
  bodyDigest,
  indexOfPhone,
  inTx,
  looseDataKey,
  modules,
  openRoot,
  readConfig,
  readCtx,
  SYSTEM,
  sealDossier,
  sealReply,
  wrapDataKey,
} from './motcua.mjs'
import { goldenBody } from './templates.mjs'

const MAIN = fileURLToPath(new URL('../server/dist/src/cli/main.js', import.meta.url))
const REPOSITORY = fileURLToPath(new URL('..', import.meta.url))

/** Median of some rounds, in microseconds per call, as a server is that has run for a minute. */
function timeOf(work, calls, rounds = 7) {
  for (let i = 0; i < 10 * calls; i++) work()
  const rates = Array.from({ length: rounds }, () => {
    const started = performance.now()
    for (let i = 0; i < calls; i++) work()
    return ((performance.now() - started) / calls) * 1000
  })
  return rates.sort((a, b) => a - b)[Math.floor(rounds / 2)]
}

/** @returns {{key: string, name: string, value: number, unit: string, goal: number}[]} */
export function measurePure() {
  const { form, answers } = birth()
  const clock = clockOfTenEvents()
  const { actor, dossier, places } = decision()
  return [
    row(
      'form',
      'form validation (25 answers)',
      timeOf(() => validateAnswers(form, answers, { today: '2026-03-02' }), 300),
      'µs',
      50,
    ),
    row(
      'due',
      'due date with 10 events',
      timeOf(() => computeClock(clock), 300),
      'µs',
      100,
    ),
    row(
      'see',
      'access decision: may see',
      timeOf(() => maySee(actor, dossier, places), 20_000),
      'µs',
      10,
    ),
    row(
      'decide',
      'access decision: one act, with its reason',
      timeOf(() => decideAct(actor, 'results', dossier), 20_000),
      'µs',
      10,
    ),
    row(
      'acts',
      'access decision: all 11 acts',
      timeOf(() => actsFor(actor, dossier), 20_000),
      'µs',
      10,
    ),
    // A fifth of the server's CPU for a submission before there were keys (836 ms for 1,000).
    row('seal', 'sealing of a submission, with its kept answer', timeOf(sealing(answers), 300), 'µs', 167),
  ]
}

/** All that keys add to the work of a submission with an idempotency key. */
function sealing(answers) {
  const random = () => randomBytes(32)
  const wrapping = new Map([[1, random()]])
  const keys = { root: random(), wrapping, newest: 1, readAt: 0, index: random(), replies: random() }
  const applicant = {
    name: 'Nguyễn Thị Hoà',
    idNumber: '066190000001',
    phone: '0900000001',
    email: null,
    address: 'Tây Hoà',
  }
  const body = JSON.stringify({ applicant, answers })
  return () => {
    const key = looseDataKey('019b8bab-0680-7440-9baf-0874dae8c5db')
    wrapDataKey(keys, key)
    blindIndex(keys, 'idNumber', applicant.idNumber)
    const delivery = { method: 'post', address: 'Tây Hoà' }
    const dossier = {
      key,
      applicant,
      answers,
      origins: { sources: {}, marks: {} },
      delivery,
      authorisation: null,
    }
    indexOfPhone({ keys }, dossier)
    sealDossier(dossier)
    bodyDigest(keys, body)
    sealReply(keys, { actorId: key.id, key: 'k' }, body)
  }
}

const row = (key, name, value, unit, goal) => ({ key, name, value, unit, goal })

function birth() {
  const code = '2.000620'
  const source = JSON.parse(readFileSync(join(REPOSITORY, 'demo/procedures', code, 'form.json'), 'utf8'))
  return { form: compileForm(source), answers: goldenBody(code).answers }
}

/** A limit of 10 working days with five pauses and resumptions. */
function clockOfTenEvents() {
  const from = new Date('2026-03-02T02:00:00Z')
  const events = Array.from({ length: 10 }, (_, i) => ({
    kind: i % 2 === 0 ? 'PAUSE' : 'RESUME',
    reason: i % 2 === 0 ? 'FINANCIAL' : 'PAID',
    at: new Date(from.getTime() + (i + 1) * 86_400_000),
  }))
  return {
    limit: { value: 10, unit: 'workingDays' },
    calendar: STANDARD_CALENDAR,
    mode: 'RESUME',
    from,
    events,
  }
}

function decision() {
  const units = Array.from({ length: 5 }, (_, i) => `unit-${i}`)
  const roles = units.map((unitId) => ({ role: 'chuyenvien', unitId, via: 'appointment' }))
  const dossier = {
    id: 'd',
    status: 4,
    procedureCode: '2.000620',
    receivingUnitId: 'unit-9',
    competentUnitId: 'unit-4',
    returnUnitId: 'unit-9',
    submittedBy: 'citizen',
    applicantIndex: '066190000001',
    acceptedAt: new Date(),
    dueAt: new Date(),
    submittedAt: new Date(),
    processing: true,
    processEnded: false,
    resultAt: null,
    supplement: null,
  }
  const places = { units: ['unit-9', 'unit-4'], steps: [] }
  return { actor: { kind: 'officer', id: 'o', name: 'O', roles }, dossier, places }
}

const WARM = 30

/**
 * One process step with its load and save in a transaction, one at a time, in milliseconds. Steps of today are left
 * alone: the limit of completions has written steps of one process into dossiers of others.
 */
export async function measureStep(dataDir, count = 200) {
  const config = { ...readConfig({ MOTCUA_DATA: dataDir, MOTCUA_LOG_LEVEL: 'error' }), databaseUrl: null }
  const root = await openRoot(config, modules)
  try {
    const system = readCtx(root, SYSTEM)
    const actor = await actorOf(system, await accountByUsername(system, 'bench.all'))
    const { rows } = await root.database.pool.query(
      `select distinct on (t.subject_id) t.id from process.task t
        where 'chuyenvien' = any(t.roles) and t.completed_at is null and t.cancelled_at is null and t.assignee_id is null
          and t.opened_at < now() - interval '1 day'
        order by t.subject_id limit $1`,
      [count],
    )
    const times = []
    let done = 0
    for (const { id } of rows) {
      const started = performance.now()
      await inTx(root, actor, 'bench.step', (ctx) =>
        completeTask(ctx, id, {}, { stepDueAt: (...a) => stepDueAt(ctx, ...a), timerJob: 'dossiers.timer' }),
      )
      // The first ones read what is then remembered.
      if (++done > WARM) times.push(performance.now() - started)
    }
    times.sort((a, b) => a - b)
    const value = times[Math.floor(times.length / 2)] ?? Number.NaN
    return row('step', `process step with load and save (${times.length})`, value, 'ms', 1.5)
  } finally {
    await root.close()
  }
}

/** The national catalogue, when it is beside the repository; null otherwise. */
export function measureImport(folder) {
  const source = join(REPOSITORY, '../shared/data/procedures')
  if (!existsSync(source)) return null
  const file = readdirSync(source).find((name) => /\.jsonl?(\.gz)?$/.test(name))
  if (!file) return null
  const dataDir = join(folder, 'catalogue')
  mkdirSync(dataDir, { recursive: true })
  const env = { ...process.env, MOTCUA_DATA: dataDir }
  delete env.DATABASE_URL
  const started = performance.now()
  const done = spawnSync(
    process.execPath,
    [MAIN, 'catalogue', 'import', join(source, file), '--keep-going'],
    { env, encoding: 'utf8' },
  )
  const seconds = (performance.now() - started) / 1000
  if (done.status !== 0) throw new Error(`catalogue import: ${done.stderr.slice(-300)}`)
  return row('import', 'catalogue import (2,642), new database', seconds, 's', 30)
}
