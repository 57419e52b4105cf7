import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type SmallProvince, smallProvince } from './testing/small-province.ts'

let p: SmallProvince
beforeAll(async () => {
  p = await smallProvince()
})
afterAll(() => p.close())

describe('withdrawing one’s own dossier', () => {
  const MINUTE = 60_000
  it.each([
    ['by password', { level: 1, ago: 0 }, 403],
    ['proven by level 2 a quarter of an hour ago', { level: 2, ago: 15 * MINUTE }, 200],
    ['proven by level 2 longer ago', { level: 2, ago: 15 * MINUTE + 1 }, 403],
    ['where no provider is connected', null, 200],
  ] as const)('%s', async (_, proof, status) => {
    const assurance = proof && { level: proof.level, at: p.root.clock.now().getTime() - proof.ago }
    const citizen = { ...p.citizen, ...(assurance && { assurance }) }
    const { body } = await p.call(citizen, 'POST', '/api/v1/dossiers', p.body())
    const answer = await p.call(citizen, 'POST', `/api/v1/dossiers/${body.id}/withdrawal`, {})
    expect(answer.status).toBe(status)
    const seen = await p.call(citizen, 'GET', `/api/v1/dossiers/${body.id}`)
    expect(seen.body.status).toBe(status === 200 ? 7 : 1)
    if (status === 403) {
      expect(answer.body).toMatchObject({
        code: 'identity.step_up_needed',
        errors: { level: 2, goTo: '/api/v1/session/oidc?level=2' },
      })
      expect(seen.body.can).toContain('withdrawal')
    }
  })

  it('is done by the desk without it', async () => {
    const assurance = { level: 1, at: 0 } as const
    const { body } = await p.call(p.citizen, 'POST', '/api/v1/dossiers', p.body())
    const desk = { ...p.officer('tiepnhan', 'xa'), assurance }
    expect((await p.call(desk, 'POST', `/api/v1/dossiers/${body.id}/withdrawal`, {})).status).toBe(200)
  })
})
