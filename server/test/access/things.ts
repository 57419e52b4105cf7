import { appoint } from '../../src/modules/organisations/index.ts'
import { SYSTEM } from '../../src/platform/actor.ts'
import { inTx } from '../../src/platform/ctx.ts'
import { newId } from '../../src/platform/id.ts'
import { drainJobs } from '../../src/platform/jobs.ts'
import type { AccessWorld, Person } from './people.ts'
import { makeTarget } from './targets.ts'
import { administrators, CLERK, multipart, must, OWNER, only, sendAs, type Thing } from './thing.ts'
import { THINGS_OF_ADMINISTRATION } from './things-of-administration.ts'
import { THINGS_OF_WORK } from './things-of-work.ts'

const PDF = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n')
const MULTIPART = multipart('giay.pdf', 'application/pdf', PDF)

/** Whoever reads dossiers of the commune, and the applicant. */
const readers = (person: Person): boolean =>
  person.name === OWNER ||
  person.actor.roles.some((g) => !['quantri'].includes(g.role) && !/other|parent/.test(person.name)) ||
  person.name === 'kiemtra.parent'
/** A file of the applicant in a dossier that he filed online. */
async function fileInDossier(world: AccessWorld): Promise<{ fileId: string; dossierId: string }> {
  const sent = await sendAs(world, world.people.get(OWNER)!, 'POST', '/files', MULTIPART)
  const fileId = sent.json().id as string
  const papers = [{ key: 'don', originals: 1, fileId }]
  const { id } = await must(world, OWNER, '/dossiers', world.province.body({ papers }))
  return { fileId, dossierId: id }
}

/** What is due now is done. */
const settle = ({ province: { root } }: AccessWorld) => drainJobs(root, root.clock.now())

async function notice(world: AccessWorld): Promise<string> {
  const { dossierId } = await fileInDossier(world)
  await must(world, CLERK, `/dossiers/${dossierId}/supplement-requests`, { reason: 'Thiếu đơn' })
  await settle(world)
  const { items } = (await world.call(world.people.get(OWNER)!, 'GET', '/notices')).body
  return items[0].id
}

async function printRun(world: AccessWorld): Promise<string> {
  const { id } = await makeTarget(world, 'accepted', ['xa', 'xa'], null)
  const run = await must(world, CLERK, '/slips/prints', { kind: 'receipt', dossiers: [id] })
  await settle(world)
  return run.id
}

async function slip(world: AccessWorld): Promise<string> {
  const { id } = await makeTarget(world, 'accepted', ['xa', 'xa'], null)
  return (await must(world, CLERK, `/dossiers/${id}/slips/receipt`)).id
}

async function specialDay(world: AccessWorld): Promise<string> {
  for (let day = 1; ; day++) {
    const date = `2026-03-${String(day).padStart(2, '0')}`
    const body = { unit: 'xa', date, kind: 'LOCAL_OFF', name: 'Ngày thử', legalBasis: 'QĐ 1' }
    const answer = await world.call(world.people.get('quantri.same')!, 'POST', '/special-days', body)
    if (answer.status === 201) return answer.body.id
    if (day === 31) throw new Error(JSON.stringify(answer.body))
  }
}

const appointment = ({ province }: AccessWorld): Promise<string> =>
  inTx(province.root, SYSTEM, 'test', async (ctx) => {
    return (await appoint(ctx, { accountId: newId(), unit: 'xa', role: 'vanthu' })).id
  })

const delegation = async (world: AccessWorld): Promise<string> => {
  const days = { validFrom: '2026-01-06', validTo: '2026-01-31' }
  const wish = { toAccountId: newId(), unit: 'xa', role: 'tiepnhan', reason: 'Nghỉ phép', ...days }
  return (await must(world, CLERK, '/delegations', wish)).id
}

const draft = async (world: AccessWorld): Promise<string> =>
  (await must(world, OWNER, '/drafts', { procedureCode: '9.000001', body: {} })).id
const upload = async (world: AccessWorld): Promise<string> =>
  (await must(world, OWNER, '/uploads', { name: 'thu.pdf', size: PDF.length })).id

/** One that has arrived to its last byte. */
async function wholeUpload(world: AccessWorld): Promise<string> {
  const id = await upload(world)
  await sendAs(world, world.people.get(OWNER)!, 'PATCH', `/uploads/${id}`, { body: PDF, headers: CHUNK })
  return id
}

const CHUNK = { 'content-type': 'application/offset+octet-stream', 'upload-offset': '0' }

/** Routes about one thing, each with how it is made and for whom it is there. */
export const THINGS: Readonly<Record<string, Thing>> = {
  ...THINGS_OF_ADMINISTRATION,
  ...THINGS_OF_WORK,
  'DELETE /appointments/{id}': { make: appointment, who: administrators },
  'GET /appointments/{id}/held-steps': { make: appointment, who: administrators },
  'DELETE /delegations/{id}': { make: delegation, who: (p) => p.name === CLERK || administrators(p) },
  'DELETE /special-days/{id}': { make: specialDay, who: administrators },
  'GET /special-days/{id}/removal': { make: specialDay, who: administrators },
  'GET /drafts/{id}': { make: draft, who: only(OWNER) },
  'PATCH /drafts/{id}': {
    ...{ make: draft, who: only(OWNER) },
    body: { changes: [{ pointer: '/answers/soBan', value: 2 }] },
  },
  'DELETE /drafts/{id}': { make: draft, who: only(OWNER) },
  'POST /files': { make: async () => '', who: ({ token }) => token !== null, ...MULTIPART },
  'GET /files/{id}': { make: async (world) => (await fileInDossier(world)).fileId, who: readers },
  'POST /notices/{id}/reading': { make: notice, who: only(OWNER), body: {} },
  'GET /slips/prints/{id}': { make: printRun, who: only(CLERK) },
  'GET /slips/prints/{id}.pdf': { make: printRun, who: only(CLERK) },
  'GET /slips/{id}.pdf': { make: slip, who: readers },
  'GET /uploads/{id}': { make: upload, who: only(OWNER) },
  'PATCH /uploads/{id}': {
    ...{ make: upload, who: only(OWNER), body: PDF },
    headers: CHUNK,
  },
  'DELETE /uploads/{id}': { make: upload, who: only(OWNER) },
  'POST /uploads/{id}/completion': { make: wholeUpload, who: only(OWNER), body: {} },
}
