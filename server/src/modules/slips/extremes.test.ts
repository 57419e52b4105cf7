import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader'
import { type DossierFacts, dossierSheet } from './domain/dossier-sheets.ts'
import { registerSheet } from './domain/register-sheet.ts'
import { DOSSIER_SHEETS, type Paper, SHEETS, type SheetContent, type SheetKind } from './domain/sheet.ts'
import { openRenderer, type Renderer } from './render.ts'
import { boxesOf, flowOf, hasPoppler, infoOf, pagesOf } from './testing/read-pdf.ts'
import { SONG_HINH, sampleDossier, sampleIssue } from './testing/sample-dossier.ts'
import { toSheet } from './to-sheet.ts'

const AT = new Date('2026-01-05T08:30:00+07:00')
const PAPERS: Paper[] = ['A4', 'A5']

let renderer: Renderer
beforeAll(async () => {
  renderer = await openRenderer()
})

const sheetOf = (kind: SheetKind, paper: Paper, content: SheetContent) =>
  toSheet({ kind, paper, content, template: renderer.templateOf(kind), reissue: null, preview: false })
const draw = (kind: SheetKind, paper: Paper, content: SheetContent) =>
  renderer.render({
    ...{ title: SHEETS[kind].name, author: 'x', at: AT },
    sheets: [sheetOf(kind, paper, content)],
  })
const contentOf = (kind: Exclude<SheetKind, 'register'>, changes: Partial<DossierFacts> = {}) =>
  dossierSheet(kind, sampleDossier(changes), sampleIssue())

/** Every word lies inside the page, and no page but the first lacks its number. */
function expectWhole(pdf: Buffer): void {
  const { pages } = boxesOf(pdf)
  for (const { width, height, words } of pages) {
    expect(words.length).toBeGreaterThan(0)
    for (const { xMin, xMax, yMin, yMax, text } of words) {
      const inside = xMin >= 20 && xMax <= width - 20 && yMin >= 10 && yMax <= height - 10
      expect(inside, `“${text}” at ${xMin}–${xMax}, ${yMin}–${yMax} of ${width} × ${height}`).toBe(true)
    }
  }
  for (const [i, text] of pagesOf(pdf).entries()) {
    if (i > 0) expect(text.trimStart().split(/\s/)[0]).toBe(String(i + 1))
  }
}

describe.skipIf(!hasPoppler)('much on a sheet', () => {
  it.each(PAPERS)('40 papers on a receipt on %s: each with its row, the header on each page', (paper) => {
    const papers = Array.from({ length: 40 }, (_, i) => ({
      name: `Giấy tờ thứ ${i + 1} theo quy định của pháp luật về đất đai, xây dựng và bảo vệ môi trường`,
      ...{ originals: 1, copies: i, fileId: null, replacedAt: null },
    }))
    const pdf = draw('receipt', paper, contentOf('receipt', { papers }))
    expectWhole(pdf)
    const text = flowOf(pdf)
    for (let i = 1; i <= 40; i++) expect(text).toContain(`Giấy tờ thứ ${i} theo`)
    expect(Number(infoOf(pdf)['Pages'])).toBeGreaterThan(1)
    expect(pagesOf(pdf).filter((page) => page.includes('Bản chính')).length).toBeGreaterThan(1)
  })

  it.each(PAPERS)('60 hand-overs on a control slip on %s', (paper) => {
    const handOvers = Array.from({ length: 60 }, (_, i) => [
      ...[String(i + 1), `UBND xã Sông Hinh (Bước ${i + 1}): Trần Văn Bình`, 'Phòng Kinh tế'],
      ...['16:00 14/01/2026', 'Trước hạn', `Đạt lần ${i + 1}`],
    ])
    const pdf = draw('control', paper, contentOf('control', { handOvers }))
    expectWhole(pdf)
    const text = flowOf(pdf)
    for (let i = 1; i <= 60; i++) expect(text).toContain(`Đạt lần ${i} `)
  })

  it('400 lines in a register: header and page number on every page', () => {
    const lines = Array.from({ length: 400 }, (_, i) => ({
      code: `H15.61-260105-${String(i + 1).padStart(4, '0')}`,
      procedureName: 'Cấp giấy phép xây dựng mới đối với công trình cấp đặc biệt, cấp I, cấp II',
      applicantName: 'Nguyễn Thị Hoà',
      address: 'Khu phố 5, xã Sông Hinh, tỉnh Đắk Lắk',
      phone: '0900 000 001',
      competent: 'UBND xã Sông Hinh',
      ...{ receivedAt: AT, dueAt: AT, handedOverAt: AT },
      delivery: 'electronic' as const,
      receipt: `${i + 1}/TNHS`,
    }))
    const of = { province: 'UBND tỉnh Đắk Lắk', from: '01/01/2026', to: '31/01/2026' }
    const pdf = draw('register', 'A4', registerSheet(SONG_HINH, lines, { ...of, at: AT, officer: 'Y' }))
    expectWhole(pdf)
    const pages = pagesOf(pdf)
    const rows = pages.filter((page) => page.includes('H15.61'))
    for (const page of rows) expect(page).toContain('Mã hồ sơ')
    expect(flowOf(pdf)).toContain('Cộng: 400 hồ sơ.')
    expect(flowOf(pdf).match(/H15\.61-260105-\d{4}/g)).toHaveLength(400)
  })

  it.each(DOSSIER_SHEETS.flatMap((kind) => PAPERS.map((paper) => [kind, paper] as const)))(
    '%s on %s holds 5,000 characters in a reason, an abstract and an address, and a long unit',
    (kind, paper) => {
      const long = 'Lý do rất dài của hồ sơ này. '.repeat(172)
      const name = `Trung tâm Phục vụ hành chính công và ${'Hỗ trợ doanh nghiệp, hộ kinh doanh '.repeat(8)}liên xã Sông Hinh`
      const d = sampleDossier()
      const unit = { ...SONG_HINH, name, above: name }
      const changes = {
        abstract: long,
        applicant: { ...d.applicant, address: long, name: 'Nguyễn\u202e\u200b Thị\u2067 Hoà' },
        acts: d.acts.map((act) => ({ ...act, reason: long })),
        supplement: { ...d.supplement!, reason: long },
        units: { receiving: unit, competent: unit, return: unit, collecting: unit },
      }
      const pdf = draw(kind, paper, contentOf(kind, changes))
      expectWhole(pdf)
      expect(flowOf(pdf)).toContain('Nguyễn Thị Hoà')
      // More than the names of who signs stands on the last page.
      if (kind !== 'control') expect(pagesOf(pdf).at(-1)).toContain('Mã tra cứu')
    },
  )

  it('puts the receipts of a group into one file, each with its own pages', async () => {
    const sheets = Array.from({ length: 40 }, (_, i) =>
      sheetOf('receipt', 'A5', contentOf('receipt', { code: `H15.61-260105-${String(i).padStart(4, '0')}` })),
    )
    const pdf = await renderer.renderAside({ title: 'In', author: 'x', at: AT, sheets })
    expect(infoOf(pdf)['Pages']).toBe('40')
    for (const [i, page] of pagesOf(pdf).entries())
      expect(page).toContain(`H15.61-260105-${String(i).padStart(4, '0')}`)
  })

  it('prints a paper kept by an earlier version, without the facts added since', async () => {
    const sheets = DOSSIER_SHEETS.map((kind) => {
      const content = contentOf(kind)
      const { you, relation, paidAt, desk, receiptForm, receiptSeries, taxCode, ...facts } = content.facts
      const isOfFee = kind === 'fee' || desk === undefined
      return sheetOf(kind, 'A4', { ...content, facts: isOfFee ? facts : { ...facts, desk } })
    })
    const pdf = await renderer.renderAside({ title: 'In', author: 'x', at: AT, sheets })
    expect(infoOf(pdf)['Pages']).toBe(String(DOSSIER_SHEETS.length))
  })
})

describe.skipIf(!hasPoppler)('codes on a sheet, read from its picture', () => {
  beforeAll(() => {
    const wasm = createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm')
    const { buffer, byteOffset, byteLength } = readFileSync(wasm)
    prepareZXingModule({
      overrides: { wasmBinary: buffer.slice(byteOffset, byteOffset + byteLength) as ArrayBuffer },
    })
  })

  it.each(
    DOSSIER_SHEETS.filter((kind) => kind !== 'control').flatMap((kind) =>
      PAPERS.map((paper) => [kind, paper] as const),
    ),
  )('the QR code of %s on %s opens the tracking page', async (kind, paper) => {
    const codes = await readBarcodes(pictureOf(draw(kind, paper, contentOf(kind))), { formats: ['QRCode'] })
    expect(codes.map((code) => code.text)).toEqual([
      'https://dichvucong.example.vn/tra-cuu/H15.61-260105-0001?secret=K7M2Q9XA',
    ])
  })

  it.each(PAPERS)('the barcode of a receipt on %s is the code of the dossier', async (paper) => {
    const picture = pictureOf(draw('receipt', paper, contentOf('receipt')))
    const codes = await readBarcodes(picture, { formats: ['Code128'] })
    expect(codes.map((code) => code.text)).toEqual(['H15.61-260105-0001'])
  })
})

/** The first page as a PNG of 200 dpi, as a scanner at the desk sees it. */
function pictureOf(pdf: Buffer): Uint8Array {
  const folder = mkdtempSync(join(tmpdir(), 'motcua-png-'))
  try {
    writeFileSync(join(folder, 'a.pdf'), pdf)
    spawnSync('pdftoppm', ['-r', '200', '-png', '-singlefile', join(folder, 'a.pdf'), join(folder, 'a')])
    return new Uint8Array(readFileSync(join(folder, 'a.png')))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
