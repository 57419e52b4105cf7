import { accountByUsername, actorOf, makeMandate, noteRepresentative } from '../../modules/identity/index.ts'
import { type Actor, SYSTEM } from '../../platform/actor.ts'
import type { Ctx } from '../../platform/ctx.ts'
import { demoMandates, demoPeople } from './people.ts'

/** A family and the head of a company, who act for others as the real commands let them. */
export async function makeDemoMandates(ctx: Ctx): Promise<void> {
  const { authorised, children, representatives } = demoMandates()
  const { citizens, businesses } = demoPeople()
  const person = (username: string) => [...citizens, ...businesses].find((p) => p.username === username)!
  const as = async (username: string): Promise<Actor> =>
    actorOf(ctx, (await accountByUsername(ctx, username))!)
  for (const { principal, agent } of authorised) {
    const { name, idNumber } = person(agent)
    const validTo = `${ctx.now().getUTCFullYear() + 5}-12-31`
    await ctx.as(await as(principal), (own) =>
      makeMandate(own, { kind: 'authorised', agent: { name, idNumber }, validTo }),
    )
  }
  for (const { parent, ...principal } of children)
    await ctx.as(await as(parent), (own) => makeMandate(own, { kind: 'child', principal }))
  for (const { business, citizen } of representatives) {
    const { name, idNumber: number, phone, address } = person(business)
    const head = person(citizen)
    const { id } = await as(business)
    await ctx.as(SYSTEM, (own) =>
      noteRepresentative(own, id, {
        ...{ kind: 'business', number, name, phone, address, email: null, level: 1 },
        representative: { number: head.idNumber, name: head.name },
      }),
    )
  }
}
