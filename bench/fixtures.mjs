// What the workloads need to know of the generated province: sessions, tasks, codes, words to search for.
import { demoPeople } from './motcua.mjs'
import { HOME, openSessions, ROLES } from './province.mjs'
import { goldenBody } from './templates.mjs'

const API = '/api/v1'
const CITIZENS = 32
const PDF = '%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n'

/** @param {import('pg').Pool} pool @param {number} port of the running server */
export async function readFixtures(pool, port) {
  const officers = (await pool.query("select username from identity.account where kind = 'officer'")).rows
  const citizens = Array.from({ length: CITIZENS }, (_, i) => `nguoidan${i + 1}`)
  const tokens = await openSessions(pool, [...officers.map((o) => o.username), ...citizens])
  const holders = await pool.query(
    `select distinct on (p.unit_id, p.role) p.unit_id || ' ' || p.role as key, a.username
       from organisations.appointment p join identity.account a on a.id = p.account_id
      where a.username not like 'bench.%' order by p.unit_id, p.role, a.username`,
  )
  const holder = new Map(holders.rows.map((r) => [r.key, tokens.get(r.username)]))
  const submissions = await submissionsOf(port, citizens, tokens)
  const codes = (
    await pool.query(
      'select code, tracking_secret as secret from dossiers.dossier where code is not null limit 20000',
    )
  ).rows
  const pages = (
    await pool.query(
      `select c.dossier_id as id, u.id as unit from dossiers.scope c join organisations.unit u on u.id = c.unit_id
        where u.key = $1 limit 5000`,
      [HOME],
    )
  ).rows
  return {
    tokens,
    submissions,
    codes,
    pages,
    officer: (role) => tokens.get(`${role}.${HOME}`),
    clerk: tokens.get('bench.clerk'),
    everywhere: tokens.get('bench.all'),
    inspector: tokens.get('bench.inspector'),
    citizenOf872: tokens.get('nguoidan2'),
    openTasks: () => openTasksOf(pool, holder),
  }
}

/** Bodies of submissions: 25 answers and 3 papers with files, one for each citizen. */
async function submissionsOf(port, citizens, tokens) {
  const people = demoPeople().citizens.filter(({ username }) => citizens.includes(username))
  return Promise.all(
    people.map(async ({ username, name, idNumber }) => {
      const token = tokens.get(username)
      const golden = goldenBody('2.000620')
      const papers = []
      for (const paper of golden.papers) papers.push({ ...paper, fileId: await upload(port, token) })
      const body = {
        ...golden,
        channel: 'online',
        receivingUnit: HOME,
        competentUnit: HOME,
        applicant: { name, idNumber, phone: '0900000001', address: 'Khu phố Phú Thứ, xã Tây Hoà' },
        papers,
      }
      return { method: 'POST', path: `${API}/dossiers`, token, body: JSON.stringify(body) }
    }),
  )
}

async function upload(port, token) {
  const form = new FormData()
  form.append('file', new Blob([PDF]), 'giay-to.pdf')
  const answer = await fetch(`http://127.0.0.1:${port}${API}/files`, {
    method: 'POST',
    body: form,
    headers: { authorization: `Bearer ${token}` },
  })
  if (answer.status !== 201) throw new Error(`upload: ${answer.status} ${await answer.text()}`)
  return (await answer.json()).id
}

/**
 * Steps that somebody may complete now, each with the session of an officer who may: one of each dossier, so that no
 * two connections wait for one another's dossier.
 */
async function openTasksOf(pool, holder) {
  const { rows } = await pool.query(
    `select distinct on (t.subject_id) t.id, t.unit_id as unit, t.roles, t.node, t.subject_id as dossier, t.instance_id as instance, d.code,
        d.procedure_version_id || ' ' || t.node as step
       from process.task t join dossiers.dossier d on d.id = t.subject_id
      where t.completed_at is null and t.cancelled_at is null and t.assignee_id is null
        and d.status in (2, 4) and t.clock_effect = 'run'
      order by t.subject_id, t.seq`,
  )
  return rows.flatMap((t) => {
    const role = ROLES.find((r) => t.roles.includes(r) && holder.has(`${t.unit} ${r}`))
    return role ? [{ ...t, token: holder.get(`${t.unit} ${role}`) }] : []
  })
}
