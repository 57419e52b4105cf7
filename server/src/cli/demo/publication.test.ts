import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { modules } from '../../app.ts'
import { currentProcedure, publishPackage } from '../../modules/catalogue/index.ts'
import { createUnit } from '../../modules/organisations/index.ts'
import { SYSTEM } from '../../platform/actor.ts'
import { inTx, readCtx } from '../../platform/ctx.ts'
import { type TestRoot, testRoot } from '../../platform/testing/test-root.ts'
import { type DemoPackage, readPackages } from './packages.ts'
import { loadProvince } from './province.ts'

let root: TestRoot
let packages: DemoPackage[]
beforeAll(async () => {
  root = await testRoot(modules)
  await loadProvince(root)
  packages = await readPackages()
})
afterAll(() => root.drop())

const changed = (code: string, change: (pkg: DemoPackage) => Partial<DemoPackage>): DemoPackage => {
  const pkg = packages.find((p) => p.code === code)!
  return { ...pkg, ...change(pkg) }
}
const publish = (pkg: DemoPackage) => inTx(root, SYSTEM, 'test.publish', (ctx) => publishPackage(ctx, pkg))
const versionOf = async (code: string) => (await currentProcedure(readCtx(root, SYSTEM), code)).version

describe('the publication of a procedure', () => {
  it('changes nothing when the package is the same', async () => {
    expect(await publish(changed('2.000815', () => ({})))).toMatchObject({ changed: false, gaps: [] })
  })

  it.each([
    [
      'a condition compares a number of the form with a text',
      '2.000815',
      (pkg: DemoPackage) => ({
        process: pkg.process.replace('= outcome = "tralai"', '= tongBan = "nhieu"'),
      }),
      /so số với chữ/,
    ],
    [
      'a condition asks for what the form does not have',
      '2.000815',
      (pkg: DemoPackage) => ({
        process: pkg.process.replace('= outcome = "tralai"', '= khongCo = true'),
      }),
      /không có tên "khongCo"/,
    ],
    [
      'a golden case comes out otherwise',
      '2.000815',
      () => ({ cases: [{ name: 'sai', script: [{ complete: 'doi_chieu' }], expect: { path: ['ky'] } }] }),
      /Trường hợp mẫu “sai”/,
    ],
    ['cases cannot be read', '2.000815', () => ({ cases: {} }), /cases\.json/],
    [
      'one case has less time than its steps need',
      '1.013831',
      (pkg: DemoPackage) => ({
        procedure: {
          ...pkg.procedure,
          cases: pkg.procedure.cases.map((c) => ({
            ...c,
            limit: { value: 5, unit: 'workingDays' as const },
          })),
        },
      }),
      /trường hợp datThueHangNam.* là 144 giờ, quá thời hạn pháp luật cho 40 giờ/,
    ],
    [
      'more papers are asked for twice',
      '2.000815',
      (pkg: DemoPackage) => ({
        process: pkg.process.replaceAll(/<userTask id="(ky|vao_so)"/g, '$& motcua:supplement="true"'),
      }),
      /yêu cầu bổ sung lần nữa/,
    ],
  ])('is refused when %s, and nothing is kept', async (_, code, change, message) => {
    const before = await versionOf(code)
    await expect(publish(changed(code, change))).rejects.toMatchObject({
      status: 422,
      message: expect.stringMatching(message),
    })
    expect(await versionOf(code)).toBe(before)
  })

  it('is refused when a unit that the process names has nobody for the step', async () => {
    await inTx(root, SYSTEM, 'test.unit', (ctx) =>
      createUnit(ctx, { name: 'Sở Vắng', kind: 'department', key: 'sovang', parent: 'daklak' }),
    )
    const empty = changed('1.013225', (pkg) => ({
      process: pkg.process.replaceAll('"soxaydung"', '"sovang"'),
    }))
    await expect(publish(empty)).rejects.toMatchObject({
      status: 422,
      code: 'procedure.unstaffed',
      message: expect.stringContaining('ở Sở Vắng chưa ai giữ vai trò chuyenvien'),
    })
  })

  it('leaves out a commune without officers, with every step that has nobody there', async () => {
    const { id } = await inTx(root, SYSTEM, 'test.unit', (ctx) =>
      createUnit(ctx, {
        ...{ name: 'UBND xã Mới', kind: 'commune', key: 'xamoi', parent: 'daklak' },
        isReceptionPoint: true,
        canDecide: true,
      }),
    )
    const { gaps, changed: isNew } = await publish(changed('2.000815', () => ({})))
    expect(isNew).toBe(true)
    expect(new Set(gaps.map((gap) => gap.unitId))).toEqual(new Set([id]))
    expect(await currentProcedure(readCtx(root, SYSTEM), '2.000815')).toMatchObject({ unstaffed: [id] })
  })
})
