import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readPackages } from '../../src/cli/demo/packages.ts'
import { demoPeople } from '../../src/cli/demo/people.ts'
import { openWorld, type World } from './world.ts'

// A Wednesday morning after which every working day of the longest process is in one year.
const FILED = '2026-03-11T08:00'

type Body = {
  channel: 'online' | 'desk' | 'post'
  receivingUnit: string
  applicant: { idNumber: string }
  authorisation?: object
}

const packages = await readPackages()
const examples = packages.flatMap(({ code, procedure }) =>
  (procedure.goldenCases ?? []).map((g) => [code, g.case, g.body as Body] as const),
)
const { citizens, businesses } = demoPeople()
const usernames = new Map([...citizens, ...businesses].map((p) => [p.idNumber, p.username]))

let world: World
beforeAll(async () => {
  world = await openWorld(FILED)
})
afterAll(() => world.close())

/** Who files an example: the applicant, the person who acts for him, or the officer at the desk. */
function filer({ channel, receivingUnit, applicant, authorisation }: Body): string {
  if (channel !== 'online') return `tiepnhan.${receivingUnit}`
  return authorisation ? 'nguoidan1' : usernames.get(applicant.idNumber)!
}

describe.each(examples)('%s %s', (code, key, body) => {
  it('goes from submission to hand-over, and can be tracked', async () => {
    const applicant = await world.as(filer(body))
    const told = await applicant.get(`/procedures/${code}/example?case=${key}`)
    expect(told.body).toEqual(body)
    const filed = await applicant.post('/dossiers', body, { 'idempotency-key': `${code}-${key}-1` })
    expect(filed.body).toMatchObject({ status: 1, procedureCode: code })
    const { id, competentUnit } = filed.body
    const desk = await world.as(`tiepnhan.${body.receivingUnit}`)
    const accepted = await desk.post(`/dossiers/${id}/acceptance`)
    expect(accepted.body).toMatchObject({ status: 2 })
    const { code: number, trackingSecret } = accepted.body
    await world.work(id)
    const clerk = await world.as(`vanthu.${competentUnit}`)
    const recorded = await clerk.post(`/dossiers/${id}/results`, { number: '1' })
    expect(recorded.body).toMatchObject({ status: 9 })
    const handed = await desk.post(`/dossiers/${id}/handover`)
    expect(handed.body).toMatchObject({ status: 10 })
    const visitor = await world.as(null)
    const tracked = await visitor.get(`/track/${number}?secret=${trackingSecret}`)
    expect(tracked.body).toMatchObject({ code: number, status: 10 })
    expect(tracked.body.details.steps.length).toBeGreaterThanOrEqual(4)
  })
})
