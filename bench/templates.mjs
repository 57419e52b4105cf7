// Plays a few dossiers through the real commands: the rows that the generator then multiplies.
import { readFileSync } from 'node:fs'
import { accountByUsername, actorOf, dossiers, inTx, openTasks, readCtx, SYSTEM } from './motcua.mjs'
import { BASES, HOME } from './province.mjs'

/** What becomes of a dossier, and the share of the closed or of the open ones that end so. */
const LIVES = [
  { life: 'handedOver', open: false, share: 90 },
  { life: 'refused', open: false, share: 5 },
  { life: 'withdrawn', open: false, share: 5 },
  { life: 'submitted', open: true, share: 25 },
  { life: 'step1', open: true, share: 20 },
  { life: 'step2', open: true, share: 20 },
  { life: 'step3', open: true, share: 15 },
  { life: 'supplement', open: true, share: 10 },
  { life: 'finished', open: true, share: 10 },
]

export const goldenBody = (code) => {
  const folder = new URL(`../demo/procedures/${code}/examples/`, import.meta.url)
  const names = { '2.000620': '1-ho-kinh-doanh.json', 1.013225: '1-nha-o-rieng-le.json' }
  return JSON.parse(readFileSync(new URL(names[code], folder), 'utf8')).body
}

/**
 * @param root with a movable clock
 * @returns {Promise<{dossierId: string, base: number, life: string, open: boolean, share: number}[]>}
 */
export async function playTemplates(root) {
  const as = actors(root)
  const made = []
  for (const [base, code] of BASES.entries()) {
    for (const kind of LIVES) {
      const dossierId = await play(root, as, code, kind.life)
      made.push({ dossierId, base, ...kind })
    }
  }
  return made
}

function actors(root) {
  const ctx = readCtx(root, SYSTEM)
  return async (username) => {
    const account = await accountByUsername(ctx, username)
    if (!account) throw new Error(`no account ${username}`)
    return actorOf(ctx, account)
  }
}

/** User name of an officer who may do a step. */
async function holderOf(root, task) {
  const { rows } = await root.database.pool.query(
    `select a.username from organisations.appointment p join identity.account a on a.id = p.account_id
      where p.unit_id = $1 and p.role = any($2) order by a.username <> $3 limit 1`,
    [task.unitId, task.roles, `${task.roles[0]}.${HOME}`],
  )
  if (!rows[0]) throw new Error(`nobody for ${task.node}`)
  return rows[0].username
}

async function play(root, as, code, life) {
  const act = async (username, action, work) => {
    root.clock.set(new Date(root.clock.now().getTime() + 60_000))
    return inTx(root, await as(username), action, work)
  }
  const golden = goldenBody(code)
  const body = { ...golden, channel: 'online', receivingUnit: HOME, competentUnit: HOME }
  const { dossier } = await act('nguoidan1', 'dossiers.submit', (ctx) => dossiers.submitDossier(ctx, body))
  const { id } = dossier
  if (life === 'submitted') return id
  const reception = `tiepnhan.${HOME}`
  if (life === 'refused') {
    const reason = { reason: 'Hồ sơ không thuộc phạm vi giải quyết' }
    await act(reception, 'dossiers.refuse', (ctx) => dossiers.refuseDossier(ctx, id, reason))
    return id
  }
  await act(reception, 'dossiers.accept', (ctx) => dossiers.acceptDossier(ctx, id, {}))
  if (life === 'supplement') {
    const request = { reason: 'Thiếu giấy tờ', items: ['Bản chính'] }
    await act(`chuyenvien.${HOME}`, 'dossiers.request_supplement', (ctx) =>
      dossiers.requestSupplement(ctx, id, request),
    )
    return id
  }
  const steps = { step1: 0, step2: 1, step3: 2, withdrawn: 1 }[life] ?? 50
  for (let i = 0; i < steps; i++) {
    const [task] = await openTasks(readCtx(root, SYSTEM), [id])
    if (!task) break
    await act(await holderOf(root, task), 'tasks.complete', (ctx) => dossiers.completeStep(ctx, task.id, {}))
  }
  if (life === 'withdrawn') {
    const reason = { reason: 'Không còn nhu cầu' }
    await act('nguoidan1', 'dossiers.withdraw', (ctx) => dossiers.withdrawDossier(ctx, id, reason))
  }
  if (life === 'finished' || life === 'handedOver') {
    const result = { outcome: 'granted', number: '12/GP' }
    await act(`vanthu.${HOME}`, 'dossiers.record_result', (ctx) => dossiers.recordResult(ctx, id, result))
  }
  if (life === 'handedOver') {
    await act(reception, 'dossiers.hand_over', (ctx) => dossiers.handOver(ctx, id, { method: 'counter' }))
  }
  return id
}
