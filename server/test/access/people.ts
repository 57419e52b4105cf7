import type { FastifyInstance } from 'fastify'
import { buildApp, modules } from '../../src/app.ts'
import { type SmallProvince, smallProvince } from '../../src/modules/dossiers/testing/small-province.ts'
import { createAccount, hashPassword } from '../../src/modules/identity/index.ts'
import { appoint, delegate, ROLES, type Role, unitByRef } from '../../src/modules/organisations/index.ts'
import { type Actor, type ActorKind, ANONYMOUS, type Grant, SYSTEM } from '../../src/platform/actor.ts'
import { type Ctx, inTx } from '../../src/platform/ctx.ts'
import { blindIndex } from '../../src/platform/keys/index.ts'
import { publishPaid } from './paid-procedure.ts'

/** Where an officer stands to the dossiers of the matrix, which are all of `xa`. */
export const RELATIONS = ['own', 'same', 'parent', 'other', 'delegated', 'expired'] as const
export type Relation = (typeof RELATIONS)[number]

/** A real account, and what the matrix itself says it holds: never what the server looked up. */
export type Person = { name: string; actor: Actor; token: string | null; idNumber?: string }

export type AccessWorld = {
  province: SmallProvince
  app: FastifyInstance
  people: ReadonlyMap<string, Person>
  call: (person: Person, method: string, url: string, body?: unknown) => Promise<Answer>
  close: () => Promise<void>
}

// biome-ignore lint/suspicious/noExplicitAny: the matrix reads answers field by field
export type Answer = { status: number; body: any }

const PASSWORD = 'mat-khau-thu'
const HTTP = { rateLimit: 10_000_000, metricsToken: null, trustProxy: false, publicUrl: null }
const APPLICANT_NUMBER = '066190000001'

/** The small province with one account for each role and relation, each signed in by its password. */
export async function openAccessWorld(): Promise<AccessWorld> {
  const above = modules.slice(modules.findIndex(({ name }) => name === 'dossiers') + 1)
  const province = await smallProvince(above)
  const { root } = province
  const app = await buildApp(root, HTTP)
  const hash = await hashPassword(PASSWORD)
  const made = await inTx(root, SYSTEM, 'test', (ctx) => makePeople(ctx, hash))
  await publishPaid(province)
  const call: AccessWorld['call'] = async ({ token }, method, url, body) => {
    const headers: Record<string, string> = token ? { authorization: `Bearer ${token}` } : {}
    const answer = await app.inject({
      method: method as 'GET',
      url: `/api/v1${url}`,
      headers,
      ...(body === undefined ? {} : { payload: body as object }),
    })
    const isJson = String(answer.headers['content-type'] ?? '').includes('json')
    return { status: answer.statusCode, body: isJson && answer.body ? JSON.parse(answer.body) : answer.body }
  }
  // A day later the delegations that end on the first day have run out.
  root.clock.set('2026-01-06T08:00:00+07:00')
  const people = new Map<string, Person>()
  people.set('khach', { name: 'khach', actor: ANONYMOUS, token: null })
  for (const { name, actor, idNumber } of made) {
    const session = await call(people.get('khach')!, 'POST', '/session', {
      username: name,
      password: PASSWORD,
    })
    if (session.status !== 200) throw new Error(`${name}: ${JSON.stringify(session.body)}`)
    people.set(name, { name, actor, token: session.body.token, ...(idNumber ? { idNumber } : {}) })
  }
  return {
    province,
    app,
    people,
    call,
    async close() {
      await app.close()
      await province.close()
    },
  }
}

type Made = { name: string; actor: Actor; idNumber?: string | undefined }

async function makePeople(ctx: Ctx, hash: string): Promise<Made[]> {
  const units = {
    xa: await idOf(ctx, 'xa'),
    phuong: await idOf(ctx, 'phuong'),
    tinh: await idOf(ctx, 'tinh'),
  }
  const made: Made[] = []
  const open = async (name: string, kind: Exclude<ActorKind, 'system' | 'anonymous'>, number?: string) => {
    const id = await createAccount(
      ctx,
      { username: name, kind, name, password: PASSWORD, idNumber: number ?? null },
      hash,
    )
    const idNumberIndex = number ? blindIndex(ctx.keys, 'idNumber', number) : null
    return { kind, id, name, idNumberIndex, roles: [] as Grant[] }
  }
  const keep = (actor: Actor, idNumber?: string) => made.push({ name: actor.name, actor, idNumber })
  keep(await open('chuhoso', 'citizen', APPLICANT_NUMBER))
  keep(await open('congdan', 'citizen', '066190000002'))
  keep(await open('doanhnghiep', 'business', '4400000001'))
  keep(await open('canbo', 'officer'))
  for (const role of ROLES) {
    const giver = await open(`${role}.same`, 'officer')
    for (const relation of RELATIONS) {
      // A number belongs to one account only: one officer after another is the applicant of dossiers of his own.
      const actor =
        relation === 'same' ? giver : await open(`${role}.${relation}`, 'officer', ownNumber(role, relation))
      const unit = relation === 'parent' ? 'tinh' : relation === 'other' ? 'phuong' : 'xa'
      if (relation === 'delegated' || relation === 'expired') {
        await lend(ctx, { from: giver.id, to: actor.id, role, expired: relation === 'expired' })
        if (relation === 'delegated') {
          actor.roles.push({
            role,
            unitId: units.xa,
            via: 'delegation',
            fromAccountId: giver.id,
            procedures: null,
          })
        }
      } else {
        await appoint(ctx, { accountId: actor.id, unit, role })
        actor.roles.push(...reachOf(role, unit, units))
      }
      keep(actor, ownNumber(role, relation))
    }
  }
  return made
}

const idOf = async (ctx: Ctx, key: string) => (await unitByRef(ctx, key)).id

/** The auditor and the administrator of the province reach its communes; every other role is held in one unit. */
function reachOf(role: Role, unit: 'xa' | 'phuong' | 'tinh', units: Record<string, string>): Grant[] {
  const reaches = (role === 'kiemtra' || role === 'quantri') && unit === 'tinh'
  return (reaches ? ['tinh', 'xa', 'phuong'] : [unit]).map((key) => ({
    ...{ role, unitId: units[key]!, via: 'appointment' as const },
    ...(reaches && key === 'tinh' && { reach: 'subtree' as const }),
  }))
}

/** A delegation that has run out is one whose last day passes before the matrix begins. */
async function lend(
  ctx: Ctx,
  { from, to, role, expired }: { from: string; to: string; role: Role; expired: boolean },
): Promise<void> {
  const validTo = expired ? '2026-01-05' : '2026-12-31'
  const days = { validFrom: '2026-01-05', validTo }
  await delegate(ctx, {
    fromAccountId: from,
    toAccountId: to,
    unit: 'xa',
    role,
    ...days,
    reason: 'Nghỉ phép',
  })
}

const ownNumber = (role: Role, relation: Relation): string | undefined =>
  relation === 'own' ? `06619000010${ROLES.indexOf(role)}` : undefined
