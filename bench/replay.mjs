// Turns the statements of one captured request into an operation that can be run again and again: what the request
// made itself (ids, numbers) is made anew each time, and the dossier it worked on may be another.
import { randomBytes } from 'node:crypto'

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g
const NUMBER = /[Nn]\d{6}-\d{7}/g

/**
 * @param {{statements: {text: string, values: unknown[]}[], startedAt: number}} captured
 * @param {Record<string, string>[]} others for each of many dossiers: captured text -> its own
 * @returns {() => {text: string, values: unknown[], name?: string}[] | null} the statements of one more run; null when
 *   each of the others has had its turn: to do again what is done costs less and is no limit
 */
export function replayOf({ statements, startedAt }, others = []) {
  const text = JSON.stringify(statements)
  const ids = [...new Set(text.match(UUID) ?? [])].filter((id) => timeOf(id) >= startedAt - 5)
  const moved = Object.keys(others[0] ?? {})
  const isNew = text.includes('insert into dossiers.dossier')
  const numbers = isNew ? [...new Set(text.match(NUMBER) ?? [])] : []
  const tokens = [...new Set([...moved, ...ids, ...numbers])]
  let run = 0
  const plans = statements.map((s) => ({
    text: s.text,
    // Statements without values have no name, as in the server.
    name: s.values.length > 0 ? nameOf(s.text) : undefined,
    values: s.values.map((v) => ({ v, touched: tokens.some((t) => String(textOf(v)).includes(t)) })),
  }))
  return () => {
    run += 1
    if (moved.length > 0 && run > others.length) return null
    const own = others[run - 1] ?? {}
    const fresh = new Map(moved.map((m) => [m, own[m]]))
    for (const id of ids) if (!fresh.has(id)) fresh.set(id, newUuid())
    for (const n of numbers) fresh.set(n, `${n.slice(0, 8)}9${String(run).padStart(8, '0')}${salt}`)
    return plans.map(({ text: sql, name, values }) => ({
      text: sql,
      ...(name ? { name } : {}),
      values: values.map(({ v, touched }) => (touched ? replaced(v, fresh) : v)),
    }))
  }
}

const salt = randomBytes(2).toString('hex')

const textOf = (v) => (typeof v === 'string' ? v : Array.isArray(v) ? v.join(' ') : '')

function replaced(value, fresh) {
  if (Array.isArray(value)) return value.map((v) => replaced(v, fresh))
  if (typeof value !== 'string') return value
  for (const [from, to] of fresh) value = value.replaceAll(from, to)
  return value
}

const timeOf = (id) => Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16)

function newUuid() {
  const hex = Date.now().toString(16).padStart(12, '0') + '7' + randomBytes(10).toString('hex').slice(0, 19)
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`
}

const names = new Map()
function nameOf(text) {
  if (!names.has(text)) names.set(text, `b${names.size}`)
  return names.get(text)
}

/**
 * Runs the statements on one connection in one round trip.
 * @param client with `pipeline: true`
 * @returns rows of all of them
 */
export async function runOnce(client, statements) {
  const [first] = statements
  const results = statements.map((s) => (s.values.length > 0 ? client.query(s) : client.query(s.text)))
  const done = await Promise.allSettled(results)
  const failed = done.find((d) => d.status === 'rejected')
  if (failed) {
    if (/^begin/i.test(first.text)) await client.query('rollback').catch(() => {})
    throw failed.reason
  }
  return done.map((d) => d.value.rows)
}
