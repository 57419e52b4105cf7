import type { Actor } from '../../../platform/actor.ts'
import { SYSTEM } from '../../../platform/actor.ts'
import { inTx } from '../../../platform/ctx.ts'
import type { Module } from '../../../platform/module.ts'
import { NO_PARTNERS, type Partners } from '../../../platform/partners.ts'
import { testIndex } from '../../../platform/testing/test-keys.ts'
import { type TestRoot, testRoot } from '../../../platform/testing/test-root.ts'
import { type TestServer, testActor, testServer } from '../../../platform/testing/test-server.ts'
import { catalogue, publishProcedure } from '../../catalogue/index.ts'
import { deadlines } from '../../deadlines/index.ts'
import { fees, openBook } from '../../fees/index.ts'
import { files } from '../../files/index.ts'
import { forms, publishForm } from '../../forms/index.ts'
import { identity } from '../../identity/index.ts'
import { createUnit, organisations, type Role } from '../../organisations/index.ts'
import { process as processes, publishProcess } from '../../process/index.ts'
import { registries } from '../../registries/index.ts'
import { dossiers } from '../index.ts'

export type SmallProvince = TestServer & {
  root: TestRoot
  unitIds: Record<'xa' | 'phuong', string>
  citizen: Actor
  /** The package of the procedure, to publish others like it. */
  procedure: Record<string, unknown>
  /** An officer with one role in one unit. */
  officer: (role: Role, unit: 'xa' | 'phuong') => Actor
  /** A valid body for POST /dossiers, with changes. */
  body: (changes?: object) => Record<string, unknown>
  close: () => Promise<void>
}

/**
 * Two communes and one procedure of two steps and eight working hours: all that the rules of dossiers need.
 * @param above modules that call dossiers
 */
export async function smallProvince(
  above: readonly Module[] = [],
  partners: Partial<Partners> = {},
): Promise<SmallProvince> {
  const root = await testRoot(
    [
      organisations,
      identity,
      files,
      forms,
      processes,
      deadlines,
      catalogue,
      registries,
      fees,
      dossiers,
      ...above,
    ],
    undefined,
    { ...NO_PARTNERS, ...partners },
  )
  const unitIds = await inTx(root, SYSTEM, 'test', async (ctx) => {
    const top = await createUnit(ctx, {
      name: 'UBND tỉnh',
      kind: 'province',
      key: 'tinh',
      codes: [{ scheme: 'QD20', value: 'H15' }],
    })
    const commune = { kind: 'commune', parent: top.id, isReceptionPoint: true, canDecide: true } as const
    const xa = await createUnit(ctx, {
      ...commune,
      name: 'UBND xã Thử',
      key: 'xa',
      codes: [{ scheme: 'QD20', value: 'H15.1' }],
    })
    const phuong = await createUnit(ctx, {
      ...commune,
      name: 'UBND phường Thử',
      key: 'phuong',
      codes: [{ scheme: 'QD20', value: 'H15.2' }],
    })
    for (const [unit, series] of [
      [xa.id, 'AA-26T'],
      [phuong.id, 'AB-26T'],
    ] as const)
      await openBook(ctx, { unit, form: '01BLP2-001', series, taxCode: '6099000014' })
    return { xa: xa.id, phuong: phuong.id }
  })
  await inTx(root, SYSTEM, 'test', async (ctx) => {
    const form = await publishForm(ctx, FORM)
    const process = await publishProcess(ctx, { key: 'thu', xml: PROCESS })
    await publishProcedure(ctx, PROCEDURE, { formVersionId: form.id, processVersionId: process.id })
  })
  const server = await testServer(root)
  return {
    ...server,
    root,
    unitIds,
    procedure: PROCEDURE,
    citizen: testActor('citizen', [], {
      name: 'Nguyễn Thị Hoà',
      idNumberIndex: testIndex('idNumber', '066190000001'),
    }),
    officer: (role, unit) => testActor('officer', [{ role, unitId: unitIds[unit], via: 'appointment' }]),
    body: (changes = {}) => ({
      procedureCode: '9.000001',
      channel: 'online',
      receivingUnit: 'xa',
      applicant: { name: 'Nguyễn Thị Hoà', idNumber: '066190000001', phone: '0900 000 001' },
      answers: { soBan: 2 },
      papers: [{ key: 'don', originals: 1 }],
      delivery: { method: 'counter' },
      ...changes,
    }),
    async close() {
      await server.app.close()
      await root.drop()
    },
  }
}

const FORM = {
  key: 'thu',
  title: { vi: 'Đơn thử', en: 'Test form' },
  sections: [
    {
      key: 'chung',
      title: { vi: 'Chung', en: 'General' },
      fields: [
        {
          key: 'soBan',
          type: 'integer',
          label: { vi: 'Số bản', en: 'Copies' },
          required: true,
          min: 1,
          max: 20,
        },
        { key: 'ghiChu', type: 'text', label: { vi: 'Ghi chú', en: 'Note' }, maxLength: 200 },
      ],
    },
  ],
}

export const PROCEDURE = {
  code: '9.000001',
  name: { vi: 'Thủ tục thử', en: 'Test procedure' },
  sector: 'Thử nghiệm',
  levels: ['commune'],
  online: 'full',
  validFrom: '2025-01-01',
  channels: [{ channel: 'online' }, { channel: 'desk' }, { channel: 'post' }],
  cases: [{ key: 'chung', name: { vi: 'Trường hợp chung' }, limit: { value: 3, unit: 'workingDays' } }],
  papers: [
    { key: 'don', name: { vi: 'Đơn đề nghị' }, originals: 1, mandatory: true },
    { key: 'kem', name: { vi: 'Giấy kèm theo' }, copies: 1, mandatory: false },
  ],
  fees: [
    {
      key: 'phi',
      name: { vi: 'Phí' },
      collectedAt: 'reception',
      rule: 'soBan * 2000',
      reason: '2.000 đồng một bản',
    },
  ],
  results: [{ code: 'KQ.G15.000001', name: 'Giấy xác nhận thử' }],
  competence: { level: 'commune', unitKind: 'commune' },
  crossBoundary: true,
  clock: { mode: 'RESUME' },
}

const PROCESS = `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:motcua="urn:motcua:bpmn:1" id="d" targetNamespace="urn:motcua:process">
  <process id="thu" isExecutable="true">
    <startEvent id="batDau" />
    <userTask id="thamDinh" name="Thẩm định" motcua:roles="chuyenvien" motcua:hours="16" motcua:outcomes="dat:Đạt;khong:Không đạt" />
    <userTask id="ky" name="Ký" motcua:roles="lanhdao" motcua:hours="8" motcua:outcomes="ky:Ký;tra:Trả lại" />
    <exclusiveGateway id="kyDuoc" default="f4" />
    <serviceTask id="baoTin" motcua:action="notify" />
    <endEvent id="ketThuc" />
    <sequenceFlow id="f1" sourceRef="batDau" targetRef="thamDinh" />
    <sequenceFlow id="f2" sourceRef="thamDinh" targetRef="ky" />
    <sequenceFlow id="f3" sourceRef="ky" targetRef="kyDuoc" />
    <sequenceFlow id="f4" sourceRef="kyDuoc" targetRef="baoTin" />
    <sequenceFlow id="f6" sourceRef="baoTin" targetRef="ketThuc" />
    <sequenceFlow id="f5" sourceRef="kyDuoc" targetRef="thamDinh"><conditionExpression>outcome = "tra"</conditionExpression></sequenceFlow>
  </process>
</definitions>`
