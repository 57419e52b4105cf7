import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../platform/id.ts'
import { exportDossiers } from './export.ts'
import { type SmallProvince, smallProvince } from './testing/small-province.ts'

let p: SmallProvince
beforeAll(async () => {
  p = await smallProvince()
  const formula = { name: '=CMD()', idNumber: '066190000001', phone: '0900 000 001' }
  const desk = p.officer('tiepnhan', 'xa')
  const body = p.body({ channel: 'desk', applicant: formula, abstract: 'Một, "hai"' })
  const { id } = (await p.call(desk, 'POST', '/api/v1/dossiers', body)).body
  await p.call(desk, 'POST', `/api/v1/dossiers/${id}/acceptance`)
  await p.call(p.citizen, 'POST', '/api/v1/dossiers', p.body())
})
afterAll(() => p.close())

const db = () => p.root.database.kysely
const pagesRead = async (actorId: string): Promise<number> => {
  const { rows } = await sql<{ n: number }>`select count(*) as n from platform.access
    where actor_id = ${actorId} and subject = 'list:export'`.execute(db())
  return rows[0]!.n
}

describe('GET /dossiers/export', () => {
  it('gives the list as a CSV that a spreadsheet opens and does not run', async () => {
    const { body, headers, status } = await p.call(
      p.officer('lanhdao', 'xa'),
      'GET',
      '/api/v1/dossiers/export',
    )
    expect(status).toBe(200)
    expect(headers['content-disposition']).toBe('attachment; filename="ho-so-2026-01-05.csv"')
    const [header, ...rows] = (body as string).split('\r\n')
    const [online, desk] = ['N260105', 'H15'].map((start) =>
      rows.find((r) => r.replace(/^,/, '').startsWith(start)),
    )
    expect(header).toMatch(/^\uFEFFMã hồ sơ,Số nộp,Mã thủ tục,Tên thủ tục,Trích yếu,Chủ hồ sơ,/)
    expect(online).toMatch(/^,N260105-\d{7},9\.000001,Thủ tục thử,Thủ tục thử - Nguyễn Thị Hoà,/)
    expect(desk).toMatch(/^H15\.1-260105-0001,.*,"Một, ""hai""",'=CMD\(\),Tại quầy,UBND xã Thử,/)
    expect(desk).toContain('Được tiếp nhận,05/01/2026 08:00,05/01/2026 08:00,')
    expect(desk).toMatch(/,Trong hạn,4000$/)
    expect(rows.at(-1)).toBe('')
    expect(body).not.toContain('066190000001')
    expect(body).not.toMatch(/0900.?000.?001/)
  })

  it('keeps to the filter, the unit and the role of who asks', async () => {
    const rows = async (actor: Parameters<typeof p.call>[0], query = '') =>
      (await p.call(actor, 'GET', `/api/v1/dossiers/export${query}`)).body.split('\r\n').length - 2
    expect(await rows(p.officer('kiemtra', 'xa'), '?status=2')).toBe(1)
    expect(await rows(p.officer('kiemtra', 'xa'), '?q=hoa')).toBe(1)
    expect(await rows(p.officer('tiepnhan', 'xa'), '?queue=intake')).toBe(1)
    expect(await rows(p.officer('lanhdao', 'phuong'))).toBe(0)
    for (const actor of [p.citizen, p.officer('chuyenvien', 'xa')]) {
      expect((await p.call(actor, 'GET', '/api/v1/dossiers/export')).status).toBe(403)
    }
    const unknown = await p.call(p.officer('lanhdao', 'xa'), 'GET', '/api/v1/dossiers/export?queue=x')
    expect([unknown.status, unknown.body.code]).toEqual([400, 'queue.unknown'])
  })

  it('leaves an audit row without the words that were searched, and says who was shown', async () => {
    const head = p.officer('lanhdao', 'xa')
    await p.call(head, 'GET', '/api/v1/dossiers/export?q=nguyen')
    const { rows } = await sql`select action, subject, details from platform.audit
      where actor_id = ${head.id}`.execute(db())
    expect(rows).toEqual([{ action: 'dossiers.export', subject: 'export', details: { searched: true } }])
    expect(await pagesRead(head.id)).toBe(1)
  })

  it('reads a page when the client takes it, each dossier once, and none after he went away', async () => {
    const copies = Array.from({ length: 2200 }, (_, n) => ({ id: newId(), number: `X-${n}` }))
    await sql`insert into dossiers.dossier select r.*
      from jsonb_to_recordset(${JSON.stringify(copies)}::jsonb) as c(id uuid, number text)
      join dossiers.dossier d on d.id = (select max(id::text)::uuid from dossiers.dossier)
      cross join lateral jsonb_populate_record(null::dossiers.dossier, to_jsonb(d)
        || jsonb_build_object('id', c.id, 'submission_number', c.number, 'code', null)) r`.execute(db())
    await sql`insert into dossiers.scope (unit_id, dossier_id) select ${p.unitIds.xa}, id from dossiers.dossier
      on conflict do nothing`.execute(db())
    const patient = p.officer('lanhdao', 'xa')
    let text = ''
    for await (const chunk of await exportDossiers(p.root, patient, {})) text += String(chunk)
    const numbers = text.split('\r\n').map((row) => row.split(',')[1])
    expect(new Set(numbers.filter((n) => n?.startsWith('X-'))).size).toBe(2200)
    expect(numbers).toHaveLength(1 + 2202 + 1)
    expect(await pagesRead(patient.id)).toBe(5)

    const hasty = p.officer('lanhdao', 'xa')
    const rows = await exportDossiers(p.root, hasty, {})
    await new Promise((resolve) => rows.once('data', resolve))
    rows.destroy()
    await new Promise((resolve) => rows.once('close', resolve))
    expect(await pagesRead(hasty.id)).toBeLessThanOrEqual(2)
  })
})
