import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SYSTEM } from '../../platform/actor.ts'
import { inTx } from '../../platform/ctx.ts'
import { publishProcedure } from '../catalogue/index.ts'
import { publishProcess } from '../process/index.ts'
import { type SmallProvince, smallProvince } from './testing/small-province.ts'

const CODE = '9.000030'
const FORM = 'ngayKiemTra:date!:Ngày kiểm tra thực địa;thucDo:number:Diện tích đo được (m²)'
/** What was measured chooses the way. */
const PROCESS = `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:motcua="urn:motcua:bpmn:1"
    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="d" targetNamespace="t"><process id="p">
  <startEvent id="s"/><userTask id="do" name="Kiểm tra" motcua:roles="chuyenvien" motcua:hours="4" motcua:form="${FORM}"/>
  <exclusiveGateway id="x" default="nho"/><userTask id="kyLon" motcua:roles="lanhdao" motcua:hours="4"/>
  <userTask id="kyNho" motcua:roles="truongphong" motcua:hours="4"/><endEvent id="e"/>
  <sequenceFlow id="a" sourceRef="s" targetRef="do"/><sequenceFlow id="b" sourceRef="do" targetRef="x"/>
  <sequenceFlow id="lon" sourceRef="x" targetRef="kyLon"><conditionExpression xsi:type="tFormalExpression">thucDo &gt; 100</conditionExpression></sequenceFlow>
  <sequenceFlow id="nho" sourceRef="x" targetRef="kyNho"/><sequenceFlow id="c" sourceRef="kyLon" targetRef="e"/>
  <sequenceFlow id="g" sourceRef="kyNho" targetRef="e"/></process></definitions>`

let p: SmallProvince
beforeAll(async () => {
  p = await smallProvince()
  await inTx(p.root, SYSTEM, 'test', async (ctx) => {
    const process = await publishProcess(ctx, { key: CODE, xml: PROCESS })
    const procedure = { ...p.procedure, code: CODE, fees: [] }
    await publishProcedure(ctx, procedure, { formVersionId: null, processVersionId: process.id })
  })
})
afterAll(() => p.close())

const specialist = () => p.officer('chuyenvien', 'xa')

async function atInspection() {
  const { id } = (await p.call(p.citizen, 'POST', '/api/v1/dossiers', p.body({ procedureCode: CODE }))).body
  await p.call(p.officer('tiepnhan', 'xa'), 'POST', `/api/v1/dossiers/${id}/acceptance`)
  const { items } = (await p.call(specialist(), 'GET', `/api/v1/tasks?dossier=${id}`)).body
  const complete = (body: object) =>
    p.call(specialist(), 'POST', `/api/v1/tasks/${items[0].id}/completion`, body)
  return { id, task: items[0], complete }
}
const stepAt = async (id: string) => {
  const head = p.officer('lanhdao', 'xa')
  return (await p.call(head, 'GET', `/api/v1/tasks?dossier=${id}`)).body.items[0].step
}

describe('the form of a step', () => {
  it('is told with the step, and must be answered before it ends', async () => {
    const { id, task, complete } = await atInspection()
    expect(task.form).toBe(FORM)
    const refused = await complete({ answers: { thucDo: 'rộng' } })
    expect([refused.status, refused.body.code]).toEqual([422, 'task.form_invalid'])
    expect(refused.body.title).toMatch(/^Thông tin của bước chưa đủ: .+ \(và 1 chỗ khác\)$/)
    expect(refused.body.errors.map((e: { pointer: string }) => e.pointer)).toEqual([
      '/answers/ngayKiemTra',
      '/answers/thucDo',
    ])
    expect(await stepAt(id)).toBe('do')
  })

  it('chooses the way, and stays in the history for officers only', async () => {
    const { id, complete } = await atInspection()
    const answers = { ngayKiemTra: '06/01/2026', thucDo: '125,5', la: 'không hỏi' }
    expect((await complete({ answers })).status).toBe(200)
    expect(await stepAt(id)).toBe('kyLon')
    const actFor = async (actor: typeof p.citizen) =>
      (await p.call(actor, 'GET', `/api/v1/dossiers/${id}/timeline`)).body.items.find(
        (act: { kind: string }) => act.kind === 'stepCompleted',
      )
    expect((await actFor(specialist())).data.answers).toEqual([
      ['Ngày kiểm tra thực địa', '06/01/2026'],
      ['Diện tích đo được (m²)', '125,5'],
    ])
    expect((await actFor(p.citizen)).data).not.toHaveProperty('answers')
    const small = await atInspection()
    await small.complete({ answers: { ngayKiemTra: '2026-01-06' } })
    expect(await stepAt(small.id)).toBe('kyNho')
  })
})
