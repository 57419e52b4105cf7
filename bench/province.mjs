// Grows the demo province to 50 units, 500 officers and 100 procedures, through the real commands.
import { createHash, randomBytes } from 'node:crypto'
import {
  accountByUsername,
  appoint,
  createAccount,
  createUnit,
  delegate,
  inTx,
  loadProvince,
  publishForm,
  publishProcedure,
  publishProcess,
  readCtx,
  readPackages,
  SYSTEM,
  unitByRef,
} from './motcua.mjs'

export const UNITS = 50
export const OFFICERS = 500
export const PROCEDURES = 100
/** Procedures whose dossiers are played and multiplied: both ask for three papers. */
export const BASES = ['2.000620', '1.013225']
/** The commune in which the templates are played. */
export const HOME = 'tayhoa'
export const ROLES = ['tiepnhan', 'chuyenvien', 'truongphong', 'lanhdao', 'vanthu']
const SINCE = '2025-07-01'

/** @returns {Promise<{units: {id: string, key: string, code: string}[], procedures: {code: string, base: number}[]}>} */
export async function growProvince(root) {
  await loadProvince(root)
  const units = await addUnits(root)
  await addOfficers(root, units)
  await addPeculiarOfficers(root)
  return { units: await placesOf(root), procedures: await addProcedures(root) }
}

/** Units that both receive and decide, in which dossiers of a commune may lie. */
async function placesOf(root) {
  const { rows } = await root.database.pool.query(
    `select u.id, u.key, c.value as code from organisations.unit u
       join organisations.unit_code c on c.unit_id = u.id and c.scheme = 'QD20'
      where u.kind = 'commune' order by u.key`,
  )
  return rows
}

async function addUnits(root) {
  const { rows } = await root.database.pool.query('select count(*)::int as n from organisations.unit')
  const keys = Array.from({ length: UNITS - rows[0].n }, (_, i) => `bench-${i + 1}`)
  await inTx(root, SYSTEM, 'bench.units', async (ctx) => {
    for (const [i, key] of keys.entries()) {
      await createUnit(ctx, {
        name: `UBND xã Thử Tải ${i + 1}`,
        kind: 'commune',
        key,
        parent: 'daklak',
        codes: [{ scheme: 'QD20', value: `H15.${200 + i}` }],
        isReceptionPoint: true,
        canDecide: true,
        validFrom: SINCE,
      })
    }
  })
  return keys
}

async function addOfficers(root, units) {
  const { rows } = await root.database.pool.query(
    "select count(*)::int as n from identity.account where kind = 'officer'",
  )
  await inTx(root, SYSTEM, 'bench.officers', async (ctx) => {
    for (let i = rows[0].n, k = 0; i < OFFICERS - 2; i++, k++) {
      const unit = units[Math.floor(k / ROLES.length) % units.length]
      const role = ROLES[k % ROLES.length]
      const round = Math.floor(k / (ROLES.length * units.length))
      const username = `${role}${round || ''}.${unit}`
      const account = { username, kind: 'officer', name: `Cán bộ ${role} ${unit}`, password: null }
      await appoint(ctx, { accountId: await createAccount(ctx, account), unit, role, validFrom: SINCE })
    }
  })
}

/** A clerk who may do 7 of the 100 procedures in one unit, and an officer who sees everything in all units. */
async function addPeculiarOfficers(root) {
  await inTx(root, SYSTEM, 'bench.peculiar', async (ctx) => {
    const all = await createAccount(ctx, officer('bench.all', 'Cán bộ mọi đơn vị'))
    const inspector = await createAccount(ctx, officer('bench.inspector', 'Cán bộ kiểm tra toàn tỉnh'))
    const { rows } = await root.database.pool.query('select id from organisations.unit')
    for (const { id } of rows) {
      await appoint(ctx, { accountId: all, unit: id, role: 'chuyenvien', validFrom: SINCE })
      await appoint(ctx, { accountId: inspector, unit: id, role: 'kiemtra', validFrom: SINCE })
    }
    const clerk = await createAccount(ctx, officer('bench.clerk', 'Chuyên viên bảy thủ tục'))
    const giver = await accountByUsername(ctx, `chuyenvien.${HOME}`)
    const today = ctx.now().toISOString().slice(0, 10)
    await delegate(ctx, {
      fromAccountId: giver.id,
      toAccountId: clerk,
      unit: HOME,
      role: 'chuyenvien',
      procedures: [...BASES, ...Array.from({ length: 5 }, (_, i) => codeOf(i))],
      validFrom: today,
      validTo: `${Number(today.slice(0, 4)) + 1}${today.slice(4)}`,
      reason: 'Đo tốc độ',
    })
  })
}

const officer = (username, name) => ({ username, kind: 'officer', name, password: null })

const codeOf = (i) => `9.${String(100001 + i)}`

/** Copies of the two base procedures under other codes, until there are 100. */
async function addProcedures(root) {
  const packages = (await readPackages()).filter((p) => BASES.includes(p.code))
  const bases = BASES.map((code) => packages.find((p) => p.code === code))
  const { rows } = await root.database.pool.query('select count(*)::int as n from catalogue.procedure')
  const made = BASES.map((code, base) => ({ code, base }))
  for (let i = 0; i < PROCEDURES - rows[0].n; i++) {
    const base = i % bases.length
    const { procedure, form, process } = bases[base]
    const code = codeOf(i)
    const name = { vi: `${procedure.name.vi} (mẫu ${i + 1})`, en: `${procedure.name.en} (${i + 1})` }
    await inTx(root, SYSTEM, 'bench.procedure', async (ctx) => {
      const { id: formVersionId } = await publishForm(ctx, form)
      const { id: processVersionId } = await publishProcess(ctx, { key: code, xml: process })
      await publishProcedure(
        ctx,
        { ...procedure, code, nationalCode: code, name, goldenCases: underCode(procedure.goldenCases, code) },
        { formVersionId, processVersionId },
      )
    })
    made.push({ code, base })
  }
  return made
}

const underCode = (cases, code) => cases.map((g) => ({ ...g, body: { ...g.body, procedureCode: code } }))

/**
 * Opens sessions without passwords, for accounts by user name.
 * @returns {Promise<Map<string, string>>} tokens by user name
 */
export async function openSessions(pool, usernames) {
  const tokens = new Map(usernames.map((name) => [name, randomBytes(32).toString('base64url')]))
  const digests = [...tokens.values()].map((t) => createHash('sha256').update(t).digest('hex'))
  await pool.query(
    `insert into identity.session (token_sha256, account_id, kind, created_at, expires_at)
     select decode(g.digest, 'hex'), a.id, 'person', now(), now() + interval '12 hours'
       from unnest($1::text[], $2::text[]) as g(username, digest)
       join identity.account a on a.username = g.username`,
    [[...tokens.keys()], digests],
  )
  return tokens
}

/** The unit of a short name. */
export const unitOf = (root, key) => unitByRef(readCtx(root, SYSTEM), key)
