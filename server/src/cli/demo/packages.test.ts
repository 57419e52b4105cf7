import { runForm } from '@motcua/rules'
import { checkForm, compileForm } from '@motcua/rules/compile'
import { Value } from 'typebox/value'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { modules } from '../../app.ts'
import {
  caseFor,
  currentProcedure,
  feesFor,
  legalHours,
  ProcedurePackage,
  type ProcedureVersion,
  papersFor,
} from '../../modules/catalogue/index.ts'
import { SubmitDossier } from '../../modules/dossiers/index.ts'
import { ROLES } from '../../modules/organisations/index.ts'
import {
  hoursOf,
  importProcess,
  readCases,
  runScript,
  simulate,
  userNodes,
} from '../../modules/process/index.ts'
import { SYSTEM } from '../../platform/actor.ts'
import { readCtx } from '../../platform/ctx.ts'
import { type TestRoot, testRoot } from '../../platform/testing/test-root.ts'
import { readPackages } from './packages.ts'
import { loadProvince } from './province.ts'
import { demoUnits } from './units.ts'

const packages = await readPackages()
// Golden bodies are valid on any day from the first on which the demo is played.
const DAYS = ['2026-01-05', '2026-11-25', '2031-03-03']

it('holds the procedures of the demo province', () => {
  expect(packages.map((p) => p.code)).toEqual([
    '1.000656',
    '1.000894',
    '1.001193',
    '1.001612',
    '1.001777',
    '1.001939',
    '1.004222',
    '1.004873',
    '1.012783',
    '1.013225',
    '1.013831',
    '1.014027',
    '2.000620',
    '2.000635',
    '2.000815',
    '2.000884',
    '2.000908',
    '2.000986',
    '2.002481',
  ])
})

describe.each(packages.map((p) => [p.code, p] as const))('package %s', (code, pkg) => {
  it('is a package of its code', () => {
    expect([...Value.Errors(ProcedurePackage, pkg.procedure)]).toEqual([])
    expect(pkg.procedure.code).toBe(code)
  })

  it('has a form without problems', () => {
    expect(checkForm(pkg.form)).toEqual([])
  })

  it('has a sound process whose steps have roles, hours and one end for every way', async () => {
    const result = await importProcess(pkg.process, {
      roles: ROLES,
      units: demoUnits().map((unit) => unit.key),
    })
    expect(result.problems).toEqual([])
    // The step that waits for the applicant's payment has no hours by law.
    expect(result.warnings.filter((w) => w.element?.id !== 'cho_thue')).toEqual([])
    for (const { step } of userNodes(result.graph!)) expect(step.roles.length).toBeGreaterThan(0)
  })

  it('uses up exactly the legal limit of its longest case, and no case more than its own', async () => {
    const { graph } = await importProcess(pkg.process)
    const spare = pkg.procedure.cases.map(({ key, limit }) => {
      const { hours, missing } = hoursOf(graph!, { caseKey: key })
      expect(missing).toEqual([])
      return legalHours(limit) - hours
    })
    expect(Math.min(...spare)).toBe(0)
  })

  it('has golden cases of its process that go through every step', async () => {
    const { graph } = await importProcess(pkg.process)
    expect(simulate(graph!, readCases(pkg.cases))).toMatchObject({ problems: [], untried: [] })
  })

  it('can be drawn: every node and flow has its place', async () => {
    const { graph } = await importProcess(pkg.process)
    const drawn = [...pkg.process.matchAll(/bpmnElement="(\w+)"/g)].map((match) => match[1])
    // With lanes the plane shows a collaboration: one pool around the process, and its lanes.
    const around = [...pkg.process.matchAll(/<(?:collaboration|participant|lane) id="(\w+)"/g)].map(
      (m) => m[1],
    )
    const plane = around.length > 0 ? around : [graph!.id]
    const elements = [...plane, ...Object.keys(graph!.nodes), ...Object.keys(graph!.flows)]
    expect(drawn.sort()).toEqual(elements.sort())
  })

  it('has a golden case for every case, in order', () => {
    expect(pkg.procedure.goldenCases?.map((g) => g.case)).toEqual(pkg.procedure.cases.map((c) => c.key))
  })

  it.each((pkg.procedure.goldenCases ?? []).map((g) => [g.case, g.body] as const))(
    'golden case %s is a valid body with a valid form on any day',
    (_, body) => {
      expect([...Value.Errors(SubmitDossier, body)]).toEqual([])
      const form = compileForm(pkg.form)
      for (const today of DAYS) {
        const { errors } = runForm(form, body['answers'], { today })
        expect(errors).toEqual([])
      }
    },
  )
})

describe('published', () => {
  let root: TestRoot
  const versions = new Map<string, ProcedureVersion>()

  beforeAll(async () => {
    root = await testRoot(modules)
    await loadProvince(root)
    for (const pkg of packages) {
      versions.set(pkg.code, await currentProcedure(readCtx(root, SYSTEM), pkg.code))
    }
  })
  afterAll(() => root.drop())

  it.each(goldenBodies())('%s %s falls under its case and has every required paper', (code, key, body) => {
    const version = versions.get(code)!
    const answers = answersOn(code, body, '2026-11-25')
    expect(caseFor(version, null, answers)?.key).toBe(key)
    const given = body.papers ?? []
    const papers = papersFor(version, key, answers)
    expect(given.filter((g) => !papers.some((p) => p.key === g.key))).toEqual([])
    const isGiven = (k: string) => given.some((g) => g.key === k && (g.originals ?? 0) + (g.copies ?? 0) > 0)
    expect(papers.filter((p) => p.mandatory && !p.presentOnly && !isGiven(p.key))).toEqual([])
  })

  // Worked out by hand from domain.md 9.1 and 9.2.
  it.each([
    ['1.001193', 'thongThuong', {}, { lePhiQuaHan: 8000, phiBanSao: 16_000 }],
    ['1.001193', 'thongThuong', { 'con.ngaySinh': '2026-10-01' }, { lePhiQuaHan: 0, phiBanSao: 16_000 }],
    ['1.001193', 'thongThuong', { dienMien: 'hoNgheo', soBanSao: 0 }, { lePhiQuaHan: 0, phiBanSao: 0 }],
    ['1.001193', 'boRoi', {}, { lePhiQuaHan: 0, phiBanSao: 0 }],
    // 3 copies of 1 page at 2,000 and 3 copies of 4 pages at 2 × 2,000 + 2 × 1,000.
    ['2.000815', 'banGiay', {}, { phiChungThuc: 24_000 }],
    ['2.000815', 'banDienTu', {}, { phiChungThuc: 2000 }],
    // 300 pages would be 302,000: at most 200,000 a copy.
    ['2.000815', 'banDienTu', { 'vanBan.0.soTrang': 300, 'vanBan.0.soBan': 2 }, { phiChungThuc: 400_000 }],
    ['2.000884', 'trucTiep', {}, { phiChungThuc: 20_000 }],
    ['1.013225', 'nhaORiengLe', {}, { lePhi: 50_000 }],
    ['1.013225', 'nhaORiengLe', { 'thuaDat.khuVuc': 'phuong' }, { lePhi: 75_000 }],
    ['2.000620', 'hoKinhDoanh', {}, { phiThamDinh: 400_000 }],
    ['2.000620', 'doanhNghiep', {}, { phiThamDinh: 2_400_000 }],
    ['1.014027', 'huong', {}, {}],
    ['1.013831', 'chuyenQuyen', {}, { lePhiCapGiay: 100_000 }],
    ['1.000894', 'thongThuong', {}, { phiBanSao: 16_000 }],
    ['1.004873', 'capMoi', {}, { lePhi: 15_000 }],
    ['1.004222', 'choOHopPhap', {}, { lePhi: 10_000 }],
    ['1.004222', 'choOHopPhap', { cachNop: 'tructiep' }, { lePhi: 20_000 }],
    ['1.004222', 'veVoiChaMe', {}, { lePhi: 0 }],
    ['1.001939', 'rieng', {}, {}],
    ['2.000986', 'treDuoi6', {}, {}],
    ['1.004873', 'capLai', { dienMien: 'hoNgheo' }, { lePhi: 0 }],
    ['1.000656', 'coGiayBaoTu', {}, { lePhiQuaHan: 8000, phiBanSao: 24_000 }],
    [
      '1.000656',
      'coGiayBaoTu',
      { 'nguoiChet.ngayChet': '2026-11-10', 'giayBaoTu.ngay': '2026-11-11' },
      { lePhiQuaHan: 0, phiBanSao: 24_000 },
    ],
    // 3 copies of one registration and 2 of another at 8,000 each.
    ['2.000635', 'caNhan', {}, { phiBanSao: 40_000 }],
    ['2.000635', 'coQuan', {}, { phiBanSao: 0 }],
    ['2.000908', 'chuSoHuu', {}, {}],
    ['1.001612', 'caNhan', {}, { lePhi: 150_000 }],
    ['2.002481', 'trongTinh', {}, {}],
    ['1.012783', 'doDacLai', {}, { lePhiCapDoi: 50_000 }],
    [
      '1.012783',
      'thongThuong',
      { lyDo: 'tachNhieuThua', moTa: 'Ba thửa', soGiay: 3 },
      { lePhiCapDoi: 150_000 },
    ],
  ] as const)('fees of %s %s with %j are %j', (code, key, changes, fees) => {
    const [, , body] = goldenBodies().find((g) => g[0] === code && g[1] === key)!
    const answers = answersOn(code, changed(body, changes), '2026-11-25')
    const due = feesFor(versions.get(code)!, key, answers, body.papers ?? [])
    expect(Object.fromEntries(due.map((f) => [f.key, f.amount]))).toEqual(fees)
  })

  it.each([
    ['2.000815', 'tongPhi'],
    ['2.000884', 'tongPhi'],
    ['1.001193', 'tongPhi'],
    ['1.013225', 'lePhi'],
    ['2.000620', 'phiThamDinh'],
    ['1.000894', 'tongPhi'],
    ['1.004873', 'tongPhi'],
    ['1.000656', 'tongPhi'],
    ['2.000635', 'tongPhi'],
    ['1.012783', 'lePhi'],
    ['1.001612', 'lePhi'],
  ])('the form of %s shows the applicant the fee that is charged', (code, field) => {
    for (const [, key, body] of goldenBodies().filter((g) => g[0] === code)) {
      const answers = answersOn(code, body, '2026-11-25')
      const due = feesFor(versions.get(code)!, key, answers, body.papers ?? [])
      expect(answers[field]).toBe(due.reduce((sum, f) => sum + (f.amount ?? 0), 0))
    }
  })

  it('estimates the tax of a sale and none between parents and children', () => {
    const [, , sale] = goldenBodies().find((g) => g[0] === '1.013831')!
    expect(answersOn('1.013831', sale, '2026-11-25')).toMatchObject({
      thueThuNhap: 13_000_000,
      lePhiTruocBa: 3_250_000,
    })
    const gift = changed(sale, { loaiBienDong: 'tangCho', mienNghiaVu: true })
    expect(answersOn('1.013831', gift, '2026-11-25')).toMatchObject({ tongNghiaVu: 0 })
  })
})

describe('processes', () => {
  const graphOf = async (code: string) => {
    const pkg = packages.find((p) => p.code === code)!
    return (await importProcess(pkg.process)).graph!
  }

  it('pauses a land transfer for the tax until the message comes', async () => {
    const graph = await graphOf('1.013831')
    const before = [{ complete: 'tiep_nhan' }, { complete: 'tham_dinh', outcome: 'dat' }]
    const { steps } = runScript(graph, [...before, { message: 'nghiaVuTaiChinhHoanThanh' }])
    expect(steps.map((s) => s.open)).toEqual([['tham_dinh'], ['cho_thue'], ['cap_nhat']])
    const waiting = userNodes(graph).find((n) => n.id === 'cho_thue')!.step
    expect(waiting).toMatchObject({ clock: 'pause', status: 6, roles: ['tiepnhan'], unit: 'competent' })
  })

  it('gives the usual transfer of land its 32 hours', async () => {
    const graph = await graphOf('1.013831')
    const usual = ['tiep_nhan', 'tham_dinh', 'cap_nhat', 'ky', 'ban_hanh']
    const hours = userNodes(graph)
      .filter((n) => usual.includes(n.id))
      .map((n) => n.step.hours ?? 0)
    expect(hours.reduce((a, b) => a + b, 0)).toBe(32)
  })

  it('takes silence for consent in a building permit', async () => {
    const graph = await graphOf('1.013225')
    const start = [{ complete: 'tiep_nhan' }, { complete: 'phan_cong' }, { complete: 'tham_dinh' }]
    const { steps } = runScript(graph, [...start, { advance: 'P3D' }, { advance: 'P1D' }])
    expect(steps.slice(2).map((s) => s.open)).toEqual([['lay_y_kien'], ['lay_y_kien'], ['du_thao']])
  })

  it.each(packages.filter((p) => p.code !== '1.013225').map((p) => p.code))(
    'lets %s end with a signed refusal, also after a second look',
    async (code) => {
      const graph = await graphOf(code)
      const appraisal = userNodes(graph).find((n) => n.step.outcomes.some((o) => o.key === 'tuchoi'))!.id
      const toAppraisal = appraisal === 'doi_chieu' ? [] : [{ complete: 'tiep_nhan' }]
      const assigned = ['2.000620', '1.001777'].includes(code) ? [{ complete: 'phan_cong' }] : []
      const refuse = [{ complete: appraisal, outcome: 'tuchoi' }, { complete: 'du_thao_tu_choi' }]
      const { ended } = runScript(graph, [
        ...toAppraisal,
        ...assigned,
        ...refuse,
        { complete: 'ky_tu_choi', outcome: 'xemlai' },
        ...refuse,
        { complete: 'ky_tu_choi' },
        { complete: 'phat_hanh_tu_choi' },
      ])
      expect(ended).toBe(true)
    },
  )
})

type Body = {
  answers: Record<string, unknown>
  papers?: { key: string; originals?: number; copies?: number }[]
}

function goldenBodies(): [code: string, key: string, body: Body][] {
  return packages.flatMap((p) =>
    (p.procedure.goldenCases ?? []).map((g): [string, string, Body] => [p.code, g.case, g.body as Body]),
  )
}

function answersOn(code: string, body: Body, today: string): Record<string, unknown> {
  const { answers, errors } = runForm(
    compileForm(packages.find((p) => p.code === code)!.form),
    body.answers,
    {
      today,
    },
  )
  expect(errors).toEqual([])
  return answers
}

/** The body with some answers changed, named by dotted paths. */
function changed(body: Body, changes: Readonly<Record<string, unknown>>): Body {
  const copy = structuredClone(body)
  for (const [path, value] of Object.entries(changes)) {
    const keys = path.split('.')
    const last = keys.pop()!
    const target = keys.reduce((at, key) => at[key] as Record<string, unknown>, copy.answers)
    target[last] = value
  }
  return copy
}
