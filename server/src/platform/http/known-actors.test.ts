import { describe, expect, it } from 'vitest'
import type { FoundActor } from '../access/revision.ts'
import { ANONYMOUS } from '../actor.ts'
import { rememberActors } from './known-actors.ts'

const at = (time: string) => new Date(`2026-01-05T${time}Z`)

function world(revision: string | null = '7') {
  const asked: string[] = []
  const clock = { now: at('01:00') }
  const authenticate = async (token: string): Promise<FoundActor | null> => {
    asked.push(token)
    return token === 'unknown' ? null : { actor: { ...ANONYMOUS, name: token }, revision, until: at('02:00') }
  }
  return { asked, clock, actors: rememberActors(authenticate, () => clock.now) }
}

describe('remembered actors', () => {
  it('are asked for once and then recalled with their revision, unconfirmed for each request', async () => {
    const { asked, actors } = world()
    expect((await actors.recall('an'))!.remembered).toBeUndefined()
    const again = (await actors.recall('an'))!
    expect(again.remembered).toEqual({ revision: '7', isConfirmed: false })
    again.remembered!.isConfirmed = true
    expect((await actors.recall('an'))!.remembered!.isConfirmed).toBe(false)
    expect(asked).toEqual(['an'])
  })

  it.each([
    ['when their time is over', '02:00'],
    ['when the clock was moved back', '00:59'],
  ])('are asked for anew %s', async (_, time) => {
    const { asked, clock, actors } = world()
    await actors.recall('an')
    clock.now = at(time)
    await actors.recall('an')
    expect(asked).toEqual(['an', 'an'])
  })

  it('are not kept without a revision, nor when unknown', async () => {
    const lasting = world(null)
    await lasting.actors.recall('an')
    await lasting.actors.recall('an')
    expect(lasting.asked).toHaveLength(2)
    const { asked, actors } = world()
    expect(await actors.recall('unknown')).toBeNull()
    expect(await actors.recall('unknown')).toBeNull()
    expect(asked).toHaveLength(2)
  })
})
