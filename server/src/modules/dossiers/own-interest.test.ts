import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Actor } from '../../platform/actor.ts'
import { type SmallProvince, smallProvince } from './testing/small-province.ts'

let p: SmallProvince
beforeAll(async () => {
  p = await smallProvince()
})
afterAll(() => p.close())

/** A new dossier, accepted by the desk. */
async function accepted(): Promise<string> {
  const { body } = await p.call(p.citizen, 'POST', '/api/v1/dossiers', p.body())
  await p.call(p.officer('tiepnhan', 'xa'), 'POST', `/api/v1/dossiers/${body.id}/acceptance`)
  return body.id
}

describe('an officer whose own affair it is', () => {
  it('does no step of it and is offered none', async () => {
    const id = await accepted()
    const own = { ...p.officer('chuyenvien', 'xa'), idNumberIndex: p.citizen.idNumberIndex ?? null }
    const [task] = (await p.call(own, 'GET', `/api/v1/tasks?dossier=${id}`)).body.items
    expect(task.can).toEqual([])
    const listed = (await p.call(own, 'GET', '/api/v1/tasks')).body.items
    expect(listed).toEqual([])
    for (const act of ['claim', 'completion']) {
      const { status, body } = await p.call(own, 'POST', `/api/v1/tasks/${task.id}/${act}`, {})
      expect([status, body.code]).toEqual([403, 'dossier.own_interest'])
    }
    const colleague = p.officer('chuyenvien', 'xa')
    const done = await p.call(colleague, 'POST', `/api/v1/tasks/${task.id}/completion`, { outcome: 'dat' })
    expect(done.status).toBe(200)
  })
})

describe('the audit row of an act', () => {
  it('says by which grant it was done', async () => {
    const id = await accepted()
    const { rows } = await sql<{ details: unknown }>`select details from platform.audit
      where subject = ${id} and action = 'dossiers.accept'`.execute(p.root.database.kysely)
    expect(rows).toEqual([{ details: { grant: `tiepnhan@receivingUnitId=${p.unitIds.xa}` } }])
  })

  it('says so for steps too: by a role of the step, as its head, or as who holds it', async () => {
    const id = await accepted()
    const lent = { ...p.officer('chuyenvien', 'xa') }
    lent.roles = [{ ...lent.roles[0]!, via: 'delegation', fromAccountId: 'nguoi-giao' }]
    const [task] = (await p.call(lent, 'GET', `/api/v1/tasks?dossier=${id}`)).body.items
    const does = async (actor: Actor, act: string, body: object = {}) =>
      expect((await p.call(actor, 'POST', `/api/v1/tasks/${task.id}/${act}`, body)).status).toBe(200)
    await does(lent, 'claim')
    await does(lent, 'release')
    await does(lent, 'completion', { outcome: 'dat' })
    const { rows } = await sql<{ action: string; grant: string }>`select action, details->>'grant' as grant
      from platform.audit where subject = ${id} and action like 'tasks.%' order by id`.execute(
      p.root.database.kysely,
    )
    const byStep = `chuyenvien@unitId=${p.unitIds.xa} by nguoi-giao`
    expect(rows).toEqual([
      { action: 'tasks.claim', grant: byStep },
      { action: 'tasks.release', grant: 'holder' },
      { action: 'tasks.complete', grant: byStep },
    ])
  })
})
