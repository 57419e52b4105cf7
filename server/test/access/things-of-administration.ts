import type { AccessWorld } from './people.ts'
import { administrators, must, OWNER, only, type Thing } from './thing.ts'

const ADMINISTRATOR = 'quantri.same'

let made = 0
/** An account of an officer of the commune. */
async function officer(world: AccessWorld): Promise<string> {
  const username = `canbo.moi${++made}`
  const wish = { unit: 'xa', username, name: 'Cán bộ mới', password: 'mat-khau-thu' }
  return (await must(world, ADMINISTRATOR, '/officers', wish)).id
}

async function lockedOfficer(world: AccessWorld): Promise<string> {
  const id = await officer(world)
  await must(world, ADMINISTRATOR, `/officers/${id}/lock`)
  return id
}

/** Working hours of a season of the commune. */
async function week(world: AccessWorld): Promise<string> {
  const year = 2100 + ++made
  const days = [{ weekday: 1, shifts: [{ from: '07:30', to: '11:30' }] }]
  const season = { season: 'Giờ thử', from: `${year}-01-01`, to: `${year}-01-31`, legalBasis: 'QĐ 1' }
  return (await must(world, ADMINISTRATOR, '/weeks', { unit: 'xa', ...season, days })).id
}

/** A procedure that is being written for the commune. */
async function studioDraft(world: AccessWorld): Promise<string> {
  const wish = { unit: 'xa', code: `9.1${String(++made).padStart(5, '0')}`, name: 'Thủ tục thử' }
  return (await must(world, ADMINISTRATOR, '/studio/drafts', wish)).id
}

type PartView = { part: string; revision: number; content: object; first: number }

async function procedurePart(world: AccessWorld, id: string): Promise<PartView> {
  const { parts } = await must(world, ADMINISTRATOR, `/studio/drafts/${id}`, undefined, 'GET')
  return parts.find((part: PartView) => part.part === 'procedure')
}

/** What only people can know of a procedure. */
async function filledIn(world: AccessWorld, id: string): Promise<object> {
  const { revision, content } = await procedurePart(world, id)
  const facts = {
    sector: 'Nông nghiệp',
    results: [{ code: 'KQ.G99.000001', name: 'Giấy xác nhận' }],
    competence: { level: 'commune', units: ['xa'] },
    levels: ['commune'],
  }
  return { revision, content: { ...content, ...facts } }
}

/** A draft whose procedure was saved once, so that it can be taken back. */
async function savedDraft(world: AccessWorld): Promise<string> {
  const id = await studioDraft(world)
  const path = `/studio/drafts/${id}/parts/procedure`
  await must(world, ADMINISTRATOR, path, await filledIn(world, id), 'PUT')
  return id
}

async function toTheFirst(world: AccessWorld, id: string): Promise<object> {
  const { revision, first } = await procedurePart(world, id)
  return { revision, position: first }
}

async function whatWasSeen(world: AccessWorld, id: string): Promise<object> {
  const { parts } = await must(world, ADMINISTRATOR, `/studio/drafts/${id}`, undefined, 'GET')
  const revisions = parts.map(({ part, revision }: PartView) => [part, revision])
  return { revisions: Object.fromEntries(revisions), against: null }
}

const mandate = async (world: AccessWorld): Promise<string> => {
  const agent = { name: 'Trần Văn Bình', idNumber: `0660880${String(++made).padStart(5, '0')}` }
  return (await must(world, OWNER, '/mandates', { kind: 'authorised', agent })).id
}

/** What the province tells everybody; its own administrator alone may write that. */
const announcement = async (world: AccessWorld): Promise<string> => {
  const body = { title: 'Thông báo thử', text: 'Nội dung thử.', from: '2026-01-06' }
  return (await must(world, 'quantri.parent', '/announcements', body)).id
}

/** A book of receipts of the commune. */
const receiptBook = async (world: AccessWorld): Promise<string> => {
  const wish = { unit: 'xa', form: '01BLP2-001', series: `X${++made}-26T`, taxCode: '6099000014' }
  return (await must(world, ADMINISTRATOR, '/receipt-books', wish)).id
}

/** Things that administrators look after, and what a person has given to another. */
export const THINGS_OF_ADMINISTRATION: Readonly<Record<string, Thing>> = {
  'GET /announcements/{id}': { make: announcement, who: () => true },
  'PATCH /announcements/{id}': {
    ...{ make: announcement, who: only('quantri.parent') },
    body: { title: 'Thông báo thử khác' },
  },
  'POST /announcements/{id}/withdrawal': { make: announcement, who: only('quantri.parent'), body: {} },
  'PATCH /officers/{id}': { make: officer, who: administrators, body: { name: 'Cán bộ đổi tên' } },
  'POST /officers/{id}/lock': { make: officer, who: administrators, body: {} },
  'DELETE /officers/{id}/lock': { make: lockedOfficer, who: administrators },
  'POST /officers/{id}/password': { make: officer, who: administrators, body: {} },
  'DELETE /weeks/{id}': { make: week, who: administrators },
  'GET /weeks/{id}/removal': { make: week, who: administrators },
  'GET /studio/drafts/{id}': { make: studioDraft, who: administrators },
  'DELETE /studio/drafts/{id}': { make: studioDraft, who: administrators },
  'PUT /studio/drafts/{id}/parts/{part}': { make: studioDraft, who: administrators, body: filledIn },
  'GET /studio/drafts/{id}/parts/{part}/history': { make: studioDraft, who: administrators },
  'POST /studio/drafts/{id}/parts/{part}/restoration': {
    ...{ make: savedDraft, who: administrators },
    body: toTheFirst,
  },
  'POST /studio/drafts/{id}/check': { make: studioDraft, who: administrators, body: {} },
  'POST /studio/drafts/{id}/simulation': { make: studioDraft, who: administrators, body: {} },
  'GET /studio/drafts/{id}/diff': { make: studioDraft, who: administrators },
  'POST /studio/drafts/{id}/publication': { make: savedDraft, who: administrators, body: whatWasSeen },
  'POST /receipt-books/{id}/closure': { make: receiptBook, who: administrators, body: {} },
  'DELETE /mandates/{id}': { make: mandate, who: only(OWNER) },
}
