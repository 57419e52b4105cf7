import type { Readable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type SmallProvince, smallProvince } from '../src/modules/dossiers/testing/small-province.ts'
import { workplace } from '../src/modules/workplace/index.ts'
import type { Actor } from '../src/platform/actor.ts'

let p: SmallProvince
beforeAll(async () => {
  p = await smallProvince([workplace])
})
afterAll(() => p.close())

/** Follows the stream as a browser does; `next` waits for an event of this name. */
async function follow(actor: Actor) {
  const token = Buffer.from(JSON.stringify(actor)).toString('base64url')
  const answer = await p.app.inject({
    method: 'GET',
    url: '/api/v1/live',
    headers: { authorization: `Bearer ${token}` },
    payloadAsStream: true,
  })
  const stream: Readable = answer.stream()
  let text = ''
  stream.on('data', (part) => {
    text += part
  })
  const next = async (name: string): Promise<{ dossiers?: string[] }> => {
    for (;;) {
      const found = text.match(new RegExp(`event: ${name}\\ndata: (.*)\\n\\n`))
      if (found) {
        text = text.slice(found.index! + found[0].length)
        return JSON.parse(found[1]!)
      }
      await new Promise((resolve) => stream.once('data', resolve))
    }
  }
  return { answer, stream, next, heard: () => text }
}

describe('the live stream', () => {
  it('tells the units of a dossier, and nobody else, that it moved', async () => {
    const xa = await follow(p.officer('tiepnhan', 'xa'))
    const phuong = await follow(p.officer('tiepnhan', 'phuong'))
    expect(xa.answer.headers['content-type']).toBe('text/event-stream; charset=utf-8')
    await Promise.all([xa.next('ready'), phuong.next('ready')])

    const first = await p.call(p.citizen, 'POST', '/api/v1/dossiers', p.body())
    expect(await xa.next('queues')).toEqual({ dossiers: [first.body.id], more: false })
    const second = await p.call(p.citizen, 'POST', '/api/v1/dossiers', p.body({ receivingUnit: 'phuong' }))
    // The first would have come before it.
    expect(await phuong.next('queues')).toEqual({ dossiers: [second.body.id], more: false })
    expect(xa.heard() + phuong.heard()).not.toContain('Nguyễn')
    for (const { stream } of [xa, phuong]) stream.destroy()
  })

  it('tells of a task that a colleague takes', async () => {
    const clerk = p.officer('chuyenvien', 'xa')
    const { body } = await p.call(p.citizen, 'POST', '/api/v1/dossiers', p.body())
    await p.call(p.officer('tiepnhan', 'xa'), 'POST', `/api/v1/dossiers/${body.id}/acceptance`)
    const [task] = (await p.call(clerk, 'GET', `/api/v1/tasks?dossier=${body.id}`)).body.items
    const screen = await follow(p.officer('truongphong', 'xa'))
    await screen.next('ready')
    p.root.clock.set(new Date(p.root.clock.now().getTime() + 60_000))
    await p.call(clerk, 'POST', `/api/v1/tasks/${task.id}/claim`)
    expect((await screen.next('queues')).dossiers).toEqual([body.id])
    screen.stream.destroy()
  })

  it('is for officers, ends by itself and limits the streams of an account', async () => {
    expect((await p.call(p.citizen, 'GET', '/api/v1/live?seconds=0')).status).toBe(403)
    const officer = p.officer('lanhdao', 'xa')
    const short = await p.call(officer, 'GET', '/api/v1/live?seconds=0')
    expect([short.status, short.body]).toEqual([200, 'retry: 3000\nevent: ready\ndata: {}\n\n'])
    const open = await Promise.all(Array.from({ length: 20 }, () => follow(officer)))
    const refused = await p.call(officer, 'GET', '/api/v1/live?seconds=0')
    expect([refused.status, refused.body.code]).toEqual([429, 'live.too_many'])
    for (const { stream } of open) stream.destroy()
  })

  it('lets the server stop while screens follow', async () => {
    const other = await smallProvince([workplace])
    const token = Buffer.from(JSON.stringify(other.officer('lanhdao', 'xa'))).toString('base64url')
    const headers = { authorization: `Bearer ${token}` }
    const address = await other.app.listen({ port: 0, host: '127.0.0.1' })
    const answer = await fetch(`${address}/api/v1/live`, { headers })
    const read = answer.text()
    await other.close()
    expect(await read).toContain('event: ready')
  })
})

describe('saved filters', () => {
  it('are kept for their officer, replaced by name and dropped', async () => {
    const me = p.officer('chuyenvien', 'xa')
    const save = (body: object) => p.call(me, 'POST', '/api/v1/saved-filters', body)
    const list = async (actor = me) => (await p.call(actor, 'GET', '/api/v1/saved-filters')).body.items
    const first = await save({ name: '  Đất  đai ', screen: 'queues', query: { queue: 'late' } })
    expect([first.status, first.body.name]).toEqual([201, 'Đất đai'])
    const second = await save({ name: 'Đất đai', screen: 'queues', query: { queue: 'unit', q: 'đất' } })
    expect(second.body.id).toBe(first.body.id)
    expect(await list()).toEqual([second.body])
    expect(await list(p.officer('chuyenvien', 'xa'))).toEqual([])
    const url = `/api/v1/saved-filters/${first.body.id}`
    expect((await p.call(p.officer('lanhdao', 'xa'), 'DELETE', url)).status).toBe(404)
    expect((await p.call(me, 'DELETE', url)).status).toBe(200)
    expect(await list()).toEqual([])
    expect((await save({ name: ' ', screen: 'queues', query: {} })).body.code).toBe('filter.no_name')
  })
})
