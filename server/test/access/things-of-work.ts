import { publishProcedure } from '../../src/modules/catalogue/index.ts'
import { publishProcess } from '../../src/modules/process/index.ts'
import { SYSTEM } from '../../src/platform/actor.ts'
import { inTx } from '../../src/platform/ctx.ts'
import { drainJobs } from '../../src/platform/jobs.ts'
import type { AccessWorld } from './people.ts'
import { makeTarget } from './targets.ts'
import { atCommune, CLERK, multipart, must, only, sendAs, type Thing } from './thing.ts'

const SPECIALIST = 'chuyenvien.same'
const LEADER = 'lanhdao.same'
const reason = 'Lý do thử'

const settle = ({ province: { root } }: AccessWorld) => drainJobs(root, root.clock.now())

async function openTask(world: AccessWorld): Promise<string> {
  return (await makeTarget(world, 'accepted', ['xa', 'xa'], null)).taskId!
}

/** A step in the hands of a specialist. */
async function claimedTask(world: AccessWorld): Promise<string> {
  const task = await openTask(world)
  await must(world, SPECIALIST, `/tasks/${task}/claim`)
  return task
}

/** A batch that has run and can still be undone. */
async function doneBatch(world: AccessWorld): Promise<string> {
  const order = { act: 'complete', ids: [await openTask(world)], waitSeconds: 0 }
  const { id } = await must(world, SPECIALIST, '/batches', order)
  await settle(world)
  return id
}

/** A batch that waits for its moment. */
const waitingBatch = async (world: AccessWorld): Promise<string> => {
  const { id } = await makeTarget(world, 'new', ['xa', 'xa'], null)
  return (await must(world, CLERK, '/batches', { act: 'accept', ids: [id], waitSeconds: 600 })).id
}

const CODE = '9.000900'
const processOf = (hours: number) =>
  `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:motcua="urn:motcua:bpmn:1" id="d" targetNamespace="t"><process id="p"><startEvent id="s"/><userTask id="a" name="Thẩm định" motcua:roles="chuyenvien" motcua:hours="${hours}"/><endEvent id="e"/><sequenceFlow id="f" sourceRef="s" targetRef="a"/><sequenceFlow id="g" sourceRef="a" targetRef="e"/></process></definitions>`

const publishWith = (world: AccessWorld, hours: number): Promise<string> =>
  inTx(world.province.root, SYSTEM, 'test', async (ctx) => {
    const { id } = await publishProcess(ctx, { key: 'doi', xml: processOf(hours) })
    const procedure = { ...world.province.procedure, code: CODE, fees: [] }
    const published = await publishProcedure(ctx, procedure, { formVersionId: null, processVersionId: id })
    return published.versionId
  })

let hours = 1
/** A dossier that runs on a version, and the newer one to which it may be moved. */
async function outdated(world: AccessWorld): Promise<{ id: string; toVersionId: string }> {
  await publishWith(world, (hours % 8) + 1)
  const body = world.province.body({ procedureCode: CODE, channel: 'desk', receivingUnit: 'xa', answers: {} })
  const { id } = await must(world, CLERK, '/dossiers', body)
  await must(world, CLERK, `/dossiers/${id}/acceptance`)
  const toVersionId = await publishWith(world, (++hours % 8) + 1)
  return { id, toVersionId }
}

/** Running dossiers that were moved to a newer version. */
async function migration(world: AccessWorld): Promise<string> {
  const { id, toVersionId } = await outdated(world)
  const { items } = await must(world, LEADER, '/migrations/preview', { toVersionId, ids: [id] })
  const order = { toVersionId, reason, items: [{ id, seen: items[0].seen }] }
  const { id: made } = await must(world, LEADER, '/migrations', order)
  await settle(world)
  return made
}

const CSV = Buffer.from(
  '\uFEFFHọ và tên *,Số định danh *,Điện thoại,Số bản *\nNguyễn Thị Hoà,066190000001,,2\n',
)
async function group(world: AccessWorld): Promise<string> {
  const sheet = multipart('nhom.csv', 'text/csv', CSV)
  const sent = await sendAs(world, world.people.get(CLERK)!, 'POST', '/files', sheet)
  const wish = { unit: 'xa', procedureCode: '9.000001', papersComplete: true, fileId: sent.json().id }
  return (await must(world, CLERK, '/desk/groups', wish)).id
}

const quickFill = async (world: AccessWorld): Promise<string> => {
  const wish = { unit: 'xa', procedureCode: '9.000001', name: 'Mẫu thử', answers: { soBan: 3 } }
  return (await must(world, CLERK, '/desk/quick-fills', wish)).id
}

const savedFilter = async (world: AccessWorld): Promise<string> => {
  const wish = { name: 'Sắp đến hạn', screen: 'queues', query: { queue: 'due-today' } }
  return (await must(world, CLERK, '/saved-filters', wish)).id
}

/** Things of officers at work. */
export const THINGS_OF_WORK: Readonly<Record<string, Thing>> = {
  'POST /tasks/{id}/release': {
    make: claimedTask,
    who: (p) => p.name === SPECIALIST || atCommune('truongphong', 'lanhdao')(p),
    body: {},
  },
  'GET /batches/{id}': { make: waitingBatch, who: only(CLERK) },
  'POST /batches/{id}/cancellation': { make: waitingBatch, who: only(CLERK), body: {} },
  'POST /batches/{id}/undo': { make: doneBatch, who: only(SPECIALIST), body: {} },
  'GET /migrations/{id}': { make: migration, who: only(LEADER) },
  'POST /migrations/{id}/undo': { make: migration, who: only(LEADER), body: {} },
  'GET /desk/groups/{id}': { make: group, who: only(CLERK) },
  'POST /desk/groups/{id}/start': { make: group, who: only(CLERK), body: {} },
  'DELETE /desk/quick-fills/{id}': { make: quickFill, who: atCommune('tiepnhan') },
  'DELETE /saved-filters/{id}': { make: savedFilter, who: only(CLERK) },
}
