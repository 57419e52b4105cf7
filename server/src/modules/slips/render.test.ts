import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { dossierSheet } from './domain/dossier-sheets.ts'
import { registerSheet } from './domain/register-sheet.ts'
import { DOSSIER_SHEETS, type Paper, SHEETS, type Sheet, type SheetKind } from './domain/sheet.ts'
import { openRenderer, type Renderer } from './render.ts'
import { flowOf, fontsOf, hasPoppler, infoOf, textOf } from './testing/read-pdf.ts'
import { SONG_HINH, sampleDossier, sampleIssue } from './testing/sample-dossier.ts'
import { toSheet } from './to-sheet.ts'

let renderer: Renderer
beforeAll(async () => {
  renderer = await openRenderer()
})

const contentOf = (kind: SheetKind, dossier = sampleDossier()) =>
  kind === 'register'
    ? registerSheet(SONG_HINH, [line('H15.61-260105-0001'), line('H15.61-260105-0002')], {
        province: 'UBND tỉnh Đắk Lắk',
        from: '01/01/2026',
        to: '31/01/2026',
        at: AT,
        officer: 'Y Krông Niê',
      })
    : dossierSheet(kind, dossier, sampleIssue())

const AT = new Date('2026-01-05T08:30:00+07:00')

const line = (code: string) => ({
  code,
  procedureName: 'Thủ tục thử',
  applicantName: 'Nguyễn Thị Hoà',
  address: 'Khu phố 5',
  phone: '0900 000 001',
  competent: 'UBND xã Sông Hinh',
  receivedAt: AT,
  dueAt: AT,
  handedOverAt: null,
  delivery: 'counter' as const,
  receipt: '05/TNHS',
})

const sheetOf = (kind: SheetKind, paper: Paper = 'A4', rest: Partial<Sheet> = {}): Sheet => ({
  ...toSheet({
    kind,
    paper,
    content: contentOf(kind),
    template: renderer.templateOf(kind),
    reissue: null,
    preview: false,
  }),
  ...rest,
})

const print = (...sheets: Sheet[]) =>
  renderer.render({ title: SHEETS[sheets[0]!.kind].name, author: 'UBND xã Sông Hinh', at: AT, sheets })

const KINDS: SheetKind[] = [...DOSSIER_SHEETS, 'register']
const PAPERS = KINDS.flatMap((kind) => SHEETS[kind].papers.map((paper) => [kind, paper] as const))

/** What must be read on each sheet. */
const SAID: Record<SheetKind, string[]> = {
  receipt: [
    'GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ',
    '1. Thành phần hồ sơ',
    '2. Số lượng hồ sơ: 01 bộ',
    'Mã tra cứu: K7M2Q9XA',
  ],
  supplement: [
    'PHIẾU YÊU CẦU BỔ SUNG, HOÀN THIỆN HỒ SƠ',
    'Bản cam kết bảo đảm an toàn',
    'Việc bổ sung chỉ yêu cầu một lần',
  ],
  refusal: ['PHIẾU TỪ CHỐI TIẾP NHẬN GIẢI QUYẾT HỒ SƠ', 'Thửa đất không thuộc địa bàn xã Sông Hinh.'],
  apology: [
    'VĂN BẢN XIN LỖI VÀ ĐỀ NGHỊ GIA HẠN',
    'hẹn lại thời gian trả kết quả: 16 giờ 30 phút, ngày 23 tháng 01 năm 2026',
    'Nơi nhận:',
  ],
  stop: [
    'Dừng giải quyết hồ sơ thủ tục hành chính',
    'Người nộp có đơn xin rút hồ sơ.',
    'Điều 7 Thông tư số 03/2025/TT-VPCP',
  ],
  control: ['PHIẾU KIỂM SOÁT QUÁ TRÌNH GIẢI QUYẾT HỒ SƠ', '16:00 14/01/2026', 'Trước hạn', 'Quá hạn'],
  register: ['SỔ THEO DÕI HỒ SƠ', 'Từ ngày 01/01/2026 đến ngày 31/01/2026', 'Cộng: 2 hồ sơ.'],
  fee: ['BIÊN LAI THU TIỀN PHÍ, LỆ PHÍ', '75.000', '(Viết bằng chữ): Một trăm ba mươi lăm nghìn đồng.'],
  handover: [
    'PHIẾU BÀN GIAO KẾT QUẢ GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH',
    'Giấy phép xây dựng, số 15/',
    '14 giờ 05 phút',
  ],
}

describe('render', () => {
  it('gives the same bytes for the same data, others for another moment', () => {
    expect(print(sheetOf('receipt')).equals(print(sheetOf('receipt')))).toBe(true)
    const later = renderer.render({
      title: 'x',
      author: 'y',
      at: new Date(AT.getTime() + 1000),
      sheets: [sheetOf('receipt')],
    })
    expect(later.equals(print(sheetOf('receipt')))).toBe(false)
  })

  it('says in the file that it is PDF/A-2b in Vietnamese', () => {
    const text = print(sheetOf('receipt')).toString('latin1')
    expect(text).toContain('<pdfaid:part>2</pdfaid:part>')
    expect(text).toContain('<pdfaid:conformance>B</pdfaid:conformance>')
    expect(text).toContain('/Lang (vi)')
  })

  it('gives a template that was changed another version, of this kind only', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'motcua-templates-'))
    try {
      cpSync(join(import.meta.dirname, 'templates'), folder, { recursive: true })
      const path = join(folder, 'receipt.typ')
      writeFileSync(path, readFileSync(path, 'utf8').replace('GIẤY TIẾP NHẬN', 'PHIẾU NHẬN'))
      const changed = await openRenderer(folder)
      const same = KINDS.filter((kind) => changed.templateOf(kind) === renderer.templateOf(kind))
      expect(same).toEqual(KINDS.filter((kind) => kind !== 'receipt'))
      const sheets = [sheetOf('receipt')]
      const pdf = changed.render({ title: 'x', author: 'y', at: AT, sheets })
      if (hasPoppler) expect(flowOf(pdf)).toContain('PHIẾU NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ')
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })

  it('names each template by what it is made of', () => {
    const versions = KINDS.map((kind) => renderer.templateOf(kind))
    expect(new Set(versions).size).toBe(KINDS.length)
    for (const version of versions) expect(version).toMatch(/^[0-9a-f]{8}$/)
  })
})

describe.skipIf(!hasPoppler)('the sheets, read by poppler', () => {
  it.each(PAPERS)('%s on %s: one page, tagged, fonts embedded, text with its tones', (kind, paper) => {
    const pdf = print(sheetOf(kind, paper))
    const info = infoOf(pdf)
    const isLandscape = kind === 'register' || kind === 'handover'
    const [width, height] = paper === 'A4' ? [595.276, 841.89] : [419.528, 595.276]
    expect(info['Page size']).toContain(isLandscape ? `${height} x ${width}` : `${width} x ${height}`)
    expect(info).toMatchObject({
      Title: SHEETS[kind].name,
      Pages: '1',
      Tagged: 'yes',
      CreationDate: expect.stringContaining('2026'),
    })
    const fonts = fontsOf(pdf)
    expect(fonts.map((font) => font.name)).toContain('Tinos-Bold')
    for (const font of fonts)
      expect(font).toMatchObject({ name: expect.stringMatching(/^Tinos/), embedded: true, unicode: true })
    const text = flowOf(pdf)
    const frame = [
      'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
      'Độc lập - Tự do - Hạnh phúc',
      `Bản mẫu ${renderer.templateOf(kind)}`,
    ]
    for (const said of [...frame, ...SAID[kind]]) expect(text).toContain(said)
    expect(text).toBe(text.normalize('NFC'))
    expect(text).not.toContain('BẢN XEM TRƯỚC')
  })

  it.each(KINDS)('%s marks a preview', (kind) => {
    expect(textOf(print(sheetOf(kind, 'A4', { preview: true })))).toContain('BẢN XEM TRƯỚC')
  })

  it('says on a re-issue why and what changed', () => {
    const changes = [{ name: 'Chủ hồ sơ', before: 'Nguyễn Thị Hoa', after: 'Nguyễn Thị Hoà' }]
    const reissue = { issue: 2, reason: 'Ghi sai tên', replaced: '05/01/2026', changes }
    const text = flowOf(print(sheetOf('receipt', 'A5', { reissue })))
    expect(text).toContain('Cấp lại lần 2, thay bản cấp ngày 05/01/2026. Lý do: Ghi sai tên')
    expect(text).toContain('Chủ hồ sơ: “Nguyễn Thị Hoa” nay là “Nguyễn Thị Hoà”')
  })

  it.each([
    ['markup', '#strong[x] = $a$ *b* _c_ `d` @e <f> \\ // g /* h */ #import "main.typ"', null],
    ['a list', '- một', null],
    ['a heading', '= Tiêu đề', null],
    ['right-to-left and zero-width characters', 'Nguyễn\u202E Thị\u200B Hoà\u2066', 'Nguyễn Thị Hoà'],
    ['letters that the font lacks', 'Nguyễn 王🙂 Hoà', 'Nguyễn \ufffd\ufffd Hoà'],
    ['controls', 'Nguyễn\u0000\u001b[31m Hoà', 'Nguyễn[31m Hoà'],
  ])('prints %s as text', (_, name, printed) => {
    const { applicant } = sampleDossier()
    const content = contentOf('receipt', sampleDossier({ applicant: { ...applicant, name } }))
    expect(flowOf(print(sheetOf('receipt', 'A4', content)))).toContain(
      `Tiếp nhận hồ sơ của: ${printed ?? name}`,
    )
  })

  it.each([
    ['words', 'Nguyễn Thị Hoà '.repeat(333)],
    ['one word', 'Hoà'.repeat(1666)],
  ])('prints a name of 5,000 characters in %s whole, in all papers', (_, name) => {
    const { applicant } = sampleDossier()
    for (const kind of DOSSIER_SHEETS) {
      const content = contentOf(kind, sampleDossier({ applicant: { ...applicant, name } }))
      const pdf = print(sheetOf(kind, 'A5', content))
      const letters = flowOf(pdf).replace(/[\s\u200b]/g, '')
      expect(Number(infoOf(pdf)['Pages'])).toBeGreaterThan(1)
      // Where a page ends, its footer stands between the letters.
      expect(letters.split('Hoà').length).toBeGreaterThan(name.split('Hoà').length - 20)
    }
  })

  it('leaves a dotted line for what is not known', () => {
    const applicant = { name: '', idNumber: '', phone: null, email: null, address: null }
    for (const kind of DOSSIER_SHEETS.filter((k) => k !== 'handover')) {
      const content = contentOf(kind, sampleDossier({ applicant, limit: '', dueAt: null, supplement: null }))
      expect(flowOf(print(sheetOf(kind, 'A4', content)))).toContain('…')
    }
  })

  it('puts many sheets into one file, in a process of its own, each with its own pages', async () => {
    const sheets = [sheetOf('receipt', 'A5'), sheetOf('control', 'A4'), sheetOf('handover', 'A5')]
    const pdf = await renderer.renderAside({ title: 'In', author: 'x', at: AT, sheets })
    expect(infoOf(pdf)).toMatchObject({ Pages: '3', Tagged: 'yes' })
    expect(textOf(pdf).match(/GIẤY TIẾP NHẬN|PHIẾU KIỂM SOÁT|PHIẾU BÀN GIAO/g)).toHaveLength(3)
  })
})
