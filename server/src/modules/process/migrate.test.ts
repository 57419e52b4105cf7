import { afterAll, beforeAll, expect, test } from 'vitest'
import { drainJobs } from '../../platform/jobs.ts'
import { migrateInstances, previewMigration, publishProcess, undoMigration } from './index.ts'
import { bpmn, flows } from './testing/bpmn.ts'
import { type Office, openOffice, ports } from './testing/office.ts'

let office: Office
let versions: [string, string]

const timer = (id: string, days: number) =>
  `<boundaryEvent id="${id}" attachedToRef="lam"><timerEventDefinition><timeDuration>P${days}D</timeDuration></timerEventDefinition></boundaryEvent>`
const OLD =
  bpmn(`<startEvent id="s"/><userTask id="lam" name="Làm" motcua:roles="chuyenvien" motcua:hours="8"/>${timer('han', 5)}
  <userTask id="bo" name="Bước sẽ bỏ" motcua:hours="1"/><userTask id="nhac"/><endEvent id="e"/>
  ${flows('s -> lam', 'lam -> bo', 'bo -> e', 'han -> nhac', 'nhac -> e')}`)
const NEW =
  bpmn(`<startEvent id="s"/><userTask id="lam" name="Làm nhanh" motcua:roles="vanthu" motcua:hours="4"/>${timer('som', 2)}
  <userTask id="ky" motcua:hours="1"/><userTask id="nhac"/><endEvent id="e"/>
  ${flows('s -> lam', 'lam -> ky', 'ky -> e', 'som -> nhac', 'nhac -> e')}`)

beforeAll(async () => {
  office = await openOffice()
  const publish = (xml: string) => office.act((ctx) => publishProcess(ctx, { key: 'doi', xml }))
  versions = [(await publish(OLD)).id, (await publish(NEW)).id]
})
afterAll(() => office.root.drop())

const started = () => office.start(versions[0])
const move = (only: string[]) =>
  office.act((ctx) => migrateInstances(ctx, versions[0], versions[1], ports, { only }))
const undo = (id: string) => office.act((ctx) => undoMigration(ctx, id, ports))

test('a preview says where each goes, when it is due, and what cannot go; it changes nothing', async () => {
  const [goes, stays] = [await started(), await started()]
  await office.complete(stays)
  const before = await office.tasks(goes)
  const preview = await office.act((ctx) =>
    previewMigration(ctx, versions[0], versions[1], ports, { only: [goes, stays] }),
  )
  // Both began at the same moment.
  preview.sort((a, b) => a.problems.length - b.problems.length)
  expect(preview).toMatchObject([
    {
      subjectId: goes,
      tasks: [
        {
          from: 'lam',
          to: 'lam',
          name: 'Làm nhanh',
          dueBefore: new Date('2026-01-05T16:00:00+07:00'),
          dueAfter: new Date('2026-01-05T12:00:00+07:00'),
        },
      ],
      problems: [],
    },
    {
      subjectId: stays,
      problems: [{ node: 'bo', message: '"Bước sẽ bỏ" (bo): phiên bản mới không có bước này.' }],
    },
  ])
  expect(await office.tasks(goes)).toEqual(before)
})

test('moved processes follow the new version, the others stay', async () => {
  const [goes, stays] = [await started(), await started()]
  await office.complete(stays)
  const { processes } = await move([goes, stays])
  expect(processes.map(({ problems }) => problems.length).sort()).toEqual([0, 1])
  expect(await office.tasks(goes)).toMatchObject([
    {
      node: 'lam',
      name: 'Làm nhanh',
      roles: ['vanthu'],
      hours: 4,
      dueAt: new Date('2026-01-05T12:00:00+07:00'),
    },
  ])
  await office.complete(goes)
  expect(await office.tasks(goes)).toMatchObject([{ node: 'ky' }])
  expect((await office.complete(stays)).ended).toBe(true)
})

test('a move is undone exactly, once; what has gone on meanwhile is kept', async () => {
  const [back, on] = [await started(), await started()]
  const before = await office.tasks(back)
  const { migrationId } = await move([back, on])
  await office.complete(on)
  expect(await undo(migrationId)).toEqual({ undone: [back], kept: [on] })
  expect(await office.tasks(back)).toEqual(before)
  expect(await office.tasks(on)).toMatchObject([{ node: 'ky' }])
  await office.complete(back)
  expect(await office.tasks(back)).toMatchObject([{ node: 'bo' }])
  await expect(undo(migrationId)).rejects.toMatchObject({ status: 404, code: 'process.no_migration' })
})

test('timers of the new version ring, those of the old one only after an undo', async () => {
  const [moved, back] = [await started(), await started()]
  const { migrationId } = await move([back])
  await move([moved])
  await undo(migrationId)
  await drainJobs(office.root, new Date('2026-01-07T08:00:00+07:00'))
  expect((await office.tasks(moved)).map(({ node }) => node)).toEqual(['nhac'])
  expect((await office.tasks(back)).map(({ node }) => node)).toEqual(['lam'])
  await drainJobs(office.root, new Date('2026-01-10T08:00:00+07:00'))
  expect((await office.tasks(back)).map(({ node }) => node)).toEqual(['nhac'])
})
