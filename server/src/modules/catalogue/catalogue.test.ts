import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SYSTEM } from '../../platform/actor.ts'
import { inTx, readCtx } from '../../platform/ctx.ts'
import { type TestRoot, testRoot } from '../../platform/testing/test-root.ts'
import { type TestServer, testServer } from '../../platform/testing/test-server.ts'
import { forms, publishForm } from '../forms/index.ts'
import { importAreas, organisations, readAreaFiles } from '../organisations/index.ts'
import {
  catalogue,
  currentProcedure,
  type ImportOptions,
  importProcedures,
  procedureVersion,
  publishProcedure,
  searchProcedures,
} from './index.ts'
import { copyCertification, copyForm, withTables } from './testing/packages.ts'

let root: TestRoot
let server: TestServer
beforeAll(async () => {
  root = await testRoot([organisations, forms, catalogue])
  server = await testServer(root)
})
afterAll(async () => {
  await server.app.close()
  await root.drop()
})

const TABLE = 'Tên giấy tờMẫu đơn, tờ khaiSố lượng'
const national = (code: string, name: string, fields: Record<string, string> = {}) => ({
  ma_thu_tuc: code,
  ten_thu_tuc: name,
  so_quyet_dinh: '163/QĐ-BTP',
  cap_thuc_hien: 'Cấp xã',
  linh_vuc: 'Hộ tịch',
  doi_tuong_thuc_hien: 'Công dân Việt Nam',
  cach_thuc_thuc_hien: 'Hình thức nộpThời gianPhí, lệ phíMô tảTrực tuyến5 Ngày làm việcMiễn phí',
  thanh_phan_ho_so: `--${TABLE}Tờ khai1 bản chính`,
  can_cu_phap_ly: 'Tên văn bản pháp lýMã văn bảnLuật Hộ tịch60/2014/QH13',
  ...fields,
})

const importRows = (rows: unknown[], options?: ImportOptions) =>
  inTx(root, SYSTEM, 'catalogue.import', (ctx) =>
    importProcedures(
      ctx,
      rows.map((row, i) => ({ line: i + 1, row })),
      options,
    ),
  )
const publish = (pkg: unknown, formVersionId: string | null = null) =>
  inTx(root, SYSTEM, 'catalogue.publish', (ctx) =>
    publishProcedure(ctx, pkg, { formVersionId, processVersionId: null }),
  )
const current = (code: string) => currentProcedure(readCtx(root, SYSTEM), code)

describe('importProcedures', () => {
  it('makes versions: new, unchanged, changed with a readable diff', async () => {
    const birth = national('1.001193', 'Thủ tục đăng ký khai sinh')
    expect(await importRows([birth])).toMatchObject({ new: 1, changed: 0, unchanged: 0 })
    const first = await current('1.001193')
    expect(first).toMatchObject({ version: 1, source: 'national', configured: false, changes: null })
    expect(await importRows([birth])).toMatchObject({ new: 0, changed: 0, unchanged: 1 })
    expect((await current('1.001193')).id).toBe(first.id)

    expect(await importRows([{ ...birth, so_quyet_dinh: '200/QĐ-BTP' }])).toMatchObject({
      changed: 1,
      changedCodes: ['1.001193'],
    })
    const second = await current('1.001193')
    expect(second).toMatchObject({
      version: 2,
      changes: [{ field: 'decision', text: '“163/QĐ-BTP” đổi thành “200/QĐ-BTP”' }],
    })
    expect(await procedureVersion(readCtx(root, SYSTEM), first.id)).toEqual(first)
  })

  it('names damaged lines and repeated codes, and imports the others', async () => {
    const problems: number[] = []
    const good = national('1.000656', 'Thủ tục đăng ký khai tử')
    const report = await importRows([good, { ma_thu_tuc: 'x' }, good, 7, { ...good, linh_vuc: 'Khác' }], {
      onProblem: ({ line }) => problems.push(line),
    })
    expect(problems).toEqual([2, 4])
    expect(report).toMatchObject({
      read: 5,
      new: 1,
      duplicates: [
        { line: 3, same: true },
        { line: 5, same: false },
      ],
    })
  })

  it('imports nothing when the caller refuses the first damaged line', async () => {
    const stop = () => {
      throw new Error('stop')
    }
    const rows = [national('1.000894', 'Thủ tục đăng ký kết hôn'), {}]
    await expect(importRows(rows, { onProblem: stop })).rejects.toThrow('stop')
    await expect(current('1.000894')).rejects.toMatchObject({ status: 404, code: 'procedure.not_found' })
  })
})

describe('publishProcedure', () => {
  const imported = national('2.000815', 'Chứng thực bản sao từ bản chính giấy tờ, văn bản')

  it('lays the configuration over the national catalogue, and an import keeps it', async () => {
    await importRows([imported])
    const { id: formId } = await inTx(root, SYSTEM, 'forms.publish', (ctx) => publishForm(ctx, copyForm))
    expect(await publish(copyCertification, formId)).toMatchObject({ version: 2, changed: true })
    expect(await publish(copyCertification, formId)).toMatchObject({ version: 2, changed: false })
    const configured = await current('2.000815')
    expect(configured).toMatchObject({
      configured: true,
      source: 'province',
      formVersionId: formId,
      validFrom: '2026-01-01',
    })
    expect(configured.cases.map((c) => c.key)).toEqual(['giayTo', 'mienPhi'])
    expect(configured.changes?.map((c) => c.label)).toContain('Thành phần hồ sơ')

    await importRows([
      { ...imported, ten_thu_tuc: 'Chứng thực bản sao', thanh_phan_ho_so: `--${TABLE}Giấy khác1 bản chính` },
    ])
    const after = await current('2.000815')
    expect(after).toMatchObject({
      version: 3,
      source: 'national',
      name: 'Chứng thực bản sao',
      configured: true,
      formVersionId: formId,
      changes: [{ field: 'name' }],
    })
    expect([after.cases, after.papers, after.fees, after.clock]).toEqual([
      configured.cases,
      configured.papers,
      configured.fees,
      configured.clock,
    ])
  })

  it('publishes a procedure that the national catalogue does not have', async () => {
    const code = '9.000001.000.00.00.H15'
    const pkg = { ...copyCertification, code, nationalCode: '9.000001', goldenCases: [] }
    expect(await publish(pkg)).toMatchObject({ version: 1 })
    expect((await current('9.000001')).code).toBe(code)
    expect((await current(code)).name).toBe('Chứng thực bản sao từ bản chính')
  })

  it.each([
    ['no object', null, ''],
    ['an unknown field', { ...copyCertification, note: 'x' }, '/note'],
    [
      'a limit of nothing',
      { ...copyCertification, cases: [{ ...copyCertification.cases[0], limit: { value: 0, unit: 'days' } }] },
      '/cases/0/limit/value',
    ],
    [
      'a rule that is no expression',
      { ...copyCertification, fees: [{ ...copyCertification.fees[0], rule: '2 *' }] },
      '/fees/0/rule',
    ],
  ])('refuses %s and says where', async (_, pkg, pointer) => {
    await expect(publish(pkg)).rejects.toMatchObject({
      status: 422,
      code: 'procedure.bad_package',
      details: expect.arrayContaining([expect.objectContaining({ pointer })]),
    })
  })
})

describe('GET /procedures', () => {
  beforeAll(async () => {
    await importRows([
      national('1.001193', 'Thủ tục đăng ký khai sinh'),
      national('1.000110', 'Thủ tục đăng ký khai sinh có yếu tố nước ngoài tại khu vực biên giới'),
      national('3.000348', 'Cấp lại giấy phép lái xe', { cap_thuc_hien: 'Cấp tỉnh' }),
      national('1.013225', 'Cấp giấy phép xây dựng mới đối với công trình cấp III, cấp IV và nhà ở riêng lẻ'),
      national('1.012783', 'Cấp đổi Giấy chứng nhận quyền sử dụng đất', { cap_thuc_hien: 'Cấp tỉnh' }),
      national('1.004194', 'Đăng ký tạm trú'),
    ])
    await publish(copyCertification)
  })
  const get = (url: string) => server.call(null, 'GET', `/api/v1/procedures${url}`)

  it.each([
    ['khai sinh', '1.001193'],
    ['kai sinh', '1.001193'],
    ['GPLX', '3.000348'],
    ['xây nhà', '1.013225'],
    ['so do', '1.012783'],
    ['dang ki tam chu', '1.004194'],
    ['sao y', '2.000815'],
    ['2.000815', '2.000815'],
    ['thủ tục khai sinh cần giấy tờ gì', '1.001193'],
  ])('finds “%s” first', async (q, code) => {
    const { status, body } = await get(`?q=${encodeURIComponent(q)}`)
    expect([status, body.items[0]?.code]).toEqual([200, code])
  })

  it.each(["%' or 1=1 --", '((((', '🙂', '   ', 'xyzzy', "a'b\\c", '& | ! :*'])(
    'answers “%s” with a list',
    async (q) => {
      expect((await get(`?q=${encodeURIComponent(q)}`)).status).toBe(200)
    },
  )

  it('pages with a cursor and refuses a forged one', async () => {
    const first = (await get('?limit=2')).body
    const second = (await get(`?limit=2&after=${first.next}`)).body
    const codes = [...first.items, ...second.items].map((item: { code: string }) => item.code)
    expect(new Set(codes).size).toBe(4)
    expect((await get('?after=zzz')).body.code).toBe('list.bad_cursor')
    expect((await get(`?after=${Buffer.from('["x",{}]').toString('base64url')}`)).status).toBe(400)
  })

  it('shows a procedure with everything needed before filing', async () => {
    const { status, body } = await get('/2.000815')
    expect(status).toBe(200)
    expect(body).toMatchObject({
      code: '2.000815',
      configured: true,
      cases: [{ key: 'giayTo', limit: { value: 1, unit: 'workingDays' } }, { key: 'mienPhi' }],
      papers: [
        { key: 'banChinh', mandatory: true },
        { key: 'giayUyQuyen', mandatory: { feel: 'uyQuyen = true' } },
      ],
      fees: [{ key: 'phiChungThuc', rule: { expr: { op: 'if' } } }],
      limits: [{ caseKey: 'giayTo' }, { caseKey: 'mienPhi' }],
      channels: [{ channel: 'desk' }, { channel: 'online' }],
      results: [{ code: 'KQ.G15.000021' }],
      form: null,
    })
    expect(body).not.toHaveProperty('goldenCases')
    expect((await get('/0.000000')).status).toBe(404)
  })

  it('shows the compiled form', async () => {
    const form = await inTx(root, SYSTEM, 'forms.publish', (ctx) => publishForm(ctx, copyForm))
    await publish({ ...copyCertification, code: '9.000002', goldenCases: [] }, form.id)
    expect((await get('/9.000002')).body.form).toMatchObject({ key: 'sao-y' })
  })

  it('says time, cost and papers for answers, each with its reason', async () => {
    const form = await inTx(root, SYSTEM, 'forms.publish', (ctx) => publishForm(ctx, copyForm))
    await publish({ ...withTables, code: '9.000003' }, form.id)
    const assess = async (answers: unknown) =>
      (await server.call(null, 'POST', '/api/v1/procedures/9.000003/assessment', { answers })).body
    expect(await assess({ soTrang: 4, soBan: 2, uyQuyen: true })).toMatchObject({
      case: { key: 'giayTo' },
      limit: { text: '1 ngày làm việc' },
      total: 12_000,
      fees: [{ amount: 12_000, reason: 'Từ trang thứ ba 1.000 đồng.', trace: [{ row: 2 }] }],
      papers: [
        { key: 'banChinh', reason: 'Luôn phải có trong trường hợp này.' },
        { key: 'giayUyQuyen', reason: 'Nộp thay.', trace: [{ row: 1, because: ['Uỷ quyền: có'] }] },
      ],
      errors: [],
    })
    const early = await assess({ soTrang: 'nhiều' })
    expect(early).toMatchObject({ total: null, fees: [{ amount: null }] })
    expect(early.errors.map((e: { pointer: string }) => e.pointer)).toEqual(['/soTrang', '/soBan'])
  })

  it('judges an address by the list of administrative units', async () => {
    const current = JSON.stringify([
      {
        ...{ Type: 'province', Code: '66', FullName: 'Tỉnh Đắk Lắk' },
        Wards: [{ Type: 'ward', Code: '22207', FullName: 'Xã Sông Hinh', ProvinceCode: '66' }],
      },
    ])
    await inTx(root, SYSTEM, 'areas.import', (ctx) =>
      importAreas(ctx, readAreaFiles({ current, former: '[]', conversion: '' }).history),
    )
    const where = { key: 'noiO', type: 'address', label: { vi: 'Nơi ở', en: 'Residence' }, level: 'commune' }
    const [section] = copyForm.sections
    const sections = [{ ...section!, fields: [...section!.fields, where] }]
    const form = await inTx(root, SYSTEM, 'forms.publish', (ctx) =>
      publishForm(ctx, { ...copyForm, key: 'noi-o', sections }),
    )
    await publish({ ...withTables, code: '9.000005', goldenCases: [] }, form.id)
    const assess = async (commune: string) => {
      const answers = { soTrang: 1, soBan: 1, noiO: { province: '66', commune } }
      const url = '/api/v1/procedures/9.000005/assessment'
      return (await server.call(null, 'POST', url, { answers })).body.errors
    }
    expect(await assess('22207')).toEqual([])
    expect(await assess('99999')).toMatchObject([
      {
        pointer: '/noiO',
        message: 'Không có đơn vị hành chính mang mã 99999; hãy chọn lại trong danh sách.',
      },
    ])
  })

  it('refuses rules over answers the form does not have', async () => {
    const form = await inTx(root, SYSTEM, 'forms.publish', (ctx) => publishForm(ctx, copyForm))
    const [fee] = copyCertification.fees
    const fees = [{ ...fee, rule: '1000 * soTo' }]
    await expect(
      publish({ ...copyCertification, code: '9.000004', goldenCases: [], fees }, form.id),
    ).rejects.toMatchObject({
      code: 'procedure.bad_package',
      details: [{ pointer: '/fees/0/rule', message: 'Biểu mẫu không có trường “soTo”.' }],
    })
  })

  it('gives a whole example, or says which cases have one', async () => {
    expect((await get('/2.000815/example?case=giayTo')).body).toEqual(
      copyCertification.goldenCases?.[0]?.body,
    )
    expect((await get('/2.000815/example')).status).toBe(200)
    const missing = await get('/2.000815/example?case=mienPhi')
    expect([missing.status, missing.body.code]).toEqual([404, 'procedure.no_example'])
    expect(missing.body.title).toContain('giayTo')
    expect((await get('/1.004194/example')).status).toBe(404)
  })

  it('reads a version once and then keeps it', async () => {
    await current('2.000815')
    const before = root.database.counter.statements
    await current('2.000815')
    expect(root.database.counter.statements - before).toBe(0)
    const found = root.database.counter.statements
    await searchProcedures(readCtx(root, SYSTEM), { q: 'khai sinh' })
    expect(root.database.counter.statements - found).toBe(1)
  })
})
