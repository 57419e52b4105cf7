import { describe, expect, it } from 'vitest'
import { SONG_HINH, sampleDossier, sampleIssue } from '../testing/sample-dossier.ts'
import { changesOf } from './changes.ts'
import { type DossierFacts, dossierSheet } from './dossier-sheets.ts'
import { DOSSIER_SHEETS, type DossierSheet } from './sheet.ts'

const sheet = (kind: DossierSheet, changes: Partial<DossierFacts> = {}) =>
  dossierSheet(kind, sampleDossier(changes), sampleIssue())

const happened = (kind: string) => ({
  kind,
  at: new Date('2026-01-20T09:00:00+07:00'),
  actorName: 'Nguyễn Thị Hoà',
  actorKind: 'citizen',
  reason: null,
  data: {},
})

describe('dossierSheet', () => {
  it.each<[DossierSheet, string, Partial<DossierFacts>, string]>([
    ['receipt', 'receivedAt', {}, '08 giờ 30 phút, ngày 05 tháng 01 năm 2026'],
    [
      'receipt',
      'receivedAt',
      { receivedAt: new Date('2026-01-04T23:59:00+07:00') },
      '23 giờ 59 phút, ngày 04 tháng 01 năm 2026',
    ],
    ['receipt', 'dueAt', { dueAt: null }, ''],
    ['receipt', 'delivery', {}, 'Bộ phận Một cửa UBND xã Sông Hinh'],
    [
      'receipt',
      'delivery',
      { delivery: { method: 'post', address: 'Thôn 2' } },
      'Qua dịch vụ bưu chính công ích, gửi về Thôn 2',
    ],
    ['receipt', 'fee', {}, '135.000 đ (Một trăm ba mươi lăm nghìn đồng)'],
    ['receipt', 'fee', { fees: [] }, ''],
    ['receipt', 'submitter', {}, 'Nguyễn Thị Hoà'],
    ['receipt', 'relation', {}, ''],
    ['receipt', 'you', {}, 'Ông (Bà)'],
    [
      'apology',
      'you',
      { applicant: { ...sampleDossier().applicant, name: 'Công ty TNHH Cà phê', idNumber: '6000000012' } },
      'Quý tổ chức',
    ],
    [
      'receipt',
      'relation',
      {
        authorisation: { relation: 'người được uỷ quyền' },
        applicant: { ...sampleDossier().applicant, name: 'Trần Văn Cha' },
      },
      'người được uỷ quyền',
    ],
    [
      'stop',
      'trigger',
      { acts: [happened('withdrawn')] },
      'Lúc 09 giờ 00 phút, ngày 20 tháng 01 năm 2026, người nộp hồ sơ đề nghị rút hồ sơ, dừng giải quyết.',
    ],
    [
      'stop',
      'trigger',
      { acts: [happened('autoClosed')] },
      'Đã quá thời hạn bổ sung, hoàn thiện (17 giờ 00 phút, ngày 26 tháng 01 năm 2026) mà hồ sơ chưa được bổ sung.',
    ],
    ['supplement', 'replyBy', {}, '17 giờ 00 phút, ngày 26 tháng 01 năm 2026'],
    ['supplement', 'officer', {}, 'Trần Văn Bình'],
    ['supplement', 'reason', {}, 'Bản vẽ chưa thể hiện ranh giới thửa đất.'],
    ['refusal', 'reason', {}, 'Thửa đất không thuộc địa bàn xã Sông Hinh.'],
    ['apology', 'promised', {}, '16 giờ 30 phút, ngày 19 tháng 01 năm 2026'],
    ['apology', 'newDue', {}, '16 giờ 30 phút, ngày 23 tháng 01 năm 2026'],
    ['stop', 'stoppedAt', {}, '09 giờ 00 phút, ngày 20 tháng 01 năm 2026'],
    ['control', 'collaborators', {}, 'Sở Xây dựng'],
    ['fee', 'amount', {}, '135.000 đ'],
    ['fee', 'amountInWords', {}, 'Một trăm ba mươi lăm nghìn đồng'],
    ['handover', 'receiver', {}, 'Nguyễn Thị Hoà'],
    ['handover', 'handedOverAt', {}, '14 giờ 05 phút, ngày 21 tháng 01 năm 2026'],
  ])('%s: %s of %j is %j', (kind, fact, changes, expected) => {
    expect(sheet(kind, changes).facts[fact]).toBe(expected)
  })

  it.each(DOSSIER_SHEETS)('%s is refused before its act was done, in words that say what to do', (kind) => {
    expect(() => sheet(kind, { acts: [] })).toThrow(
      expect.objectContaining({
        code: 'slip.too_early',
        status: 409,
        message: expect.stringMatching(/^Hồ sơ .+\.$/),
      }),
    )
  })

  it('numbers the fee receipt as the book of receipts does, in the name of the desk that took the money', () => {
    const collecting = { ...SONG_HINH, name: 'UBND xã Tây Hoà' }
    const { head, facts } = sheet('fee', { units: { ...sampleDossier().units, collecting } })
    expect(head).toMatchObject({ above: 'Ủy ban nhân dân xã Tây Hoà', number: '0000012' })
    expect(facts).toMatchObject({ desk: 'Bộ phận Một cửa UBND xã Tây Hoà', receiptNumber: '0000012' })
  })

  it('lists the papers that are there now', () => {
    const [first, second] = sampleDossier().papers
    const { rows } = sheet('receipt', { papers: [{ ...first!, replacedAt: new Date(0) }, second!] })
    expect(rows).toEqual([['1', second!.name, '', '01', 'X']])
  })

  it.each<[DossierSheet, Partial<DossierFacts['units']>, string[]]>([
    ['receipt', {}, ['Ủy ban nhân dân xã Sông Hinh', 'Bộ phận Một cửa', 'Sông Hinh']],
    ['apology', {}, ['Ủy ban nhân dân', 'xã Sông Hinh', 'Sông Hinh']],
    [
      'receipt',
      {
        receiving: {
          name: 'Trung tâm Phục vụ hành chính công tỉnh Đắk Lắk',
          kind: 'centre',
          phone: null,
          above: 'UBND tỉnh Đắk Lắk',
        },
      },
      ['Ủy ban nhân dân tỉnh Đắk Lắk', 'Trung tâm Phục vụ hành chính công tỉnh Đắk Lắk', 'Đắk Lắk'],
    ],
    [
      'apology',
      { competent: { name: 'Sở Xây dựng', kind: 'department', phone: null, above: 'UBND tỉnh Đắk Lắk' } },
      ['Ủy ban nhân dân tỉnh Đắk Lắk', 'Sở Xây dựng', 'Đắk Lắk'],
    ],
  ])('%s of %j has the head %j', (kind, units, [above, agency, place]) => {
    expect(sheet(kind, { units: { ...sampleDossier().units, ...units } }).head).toMatchObject({
      above,
      agency,
      place,
    })
  })

  it('points the QR code at the tracking page with the secret', () => {
    const { trackingUrl, trackingSite } = sheet('receipt')
    expect(trackingUrl).toBe('https://dichvucong.example.vn/tra-cuu/H15.61-260105-0001?secret=K7M2Q9XA')
    expect(trackingSite).toBe('dichvucong.example.vn/tra-cuu')
  })
})

describe('changesOf', () => {
  it('names each fact that differs and nothing else', () => {
    const { applicant, papers } = sampleDossier()
    const before = sheet('receipt', { applicant: { ...applicant, name: 'Nguyễn Thị Hoa', phone: null } })
    const after = sheet('receipt', { papers: papers.slice(0, 1) })
    expect(changesOf(before, after, 'Thành phần hồ sơ')).toEqual([
      { name: 'Chủ hồ sơ', before: 'Nguyễn Thị Hoa', after: 'Nguyễn Thị Hoà' },
      { name: 'Số điện thoại', before: '', after: '0900 000 001' },
      {
        name: 'Thành phần hồ sơ',
        before:
          'Giấy tờ chứng minh quyền sử dụng đất theo quy định của pháp luật về đất đai, 01, X; Bản vẽ thiết kế xây dựng, 02',
        after: '',
      },
    ])
    expect(changesOf(after, after, 'x')).toEqual([])
  })
})
