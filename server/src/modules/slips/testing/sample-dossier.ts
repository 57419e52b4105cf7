import type { DossierFacts, IssueFacts } from '../domain/dossier-sheets.ts'

/** A dossier to which everything happened that a sheet can tell, for tests of wording and for looking at sheets. */
export function sampleDossier(changes: Partial<DossierFacts> = {}): DossierFacts {
  return {
    code: 'H15.61-260105-0001',
    submissionNumber: 'N260105-0000001',
    trackingSecret: 'K7M2Q9XA',
    procedureName: 'Cấp giấy phép xây dựng mới đối với nhà ở riêng lẻ',
    abstract: 'Cấp giấy phép xây dựng nhà ở riêng lẻ tại thửa 12, tờ bản đồ 34 - Nguyễn Thị Hoà',
    submittedAt: new Date('2026-01-05T08:02:00+07:00'),
    acceptedAt: new Date('2026-01-05T08:30:00+07:00'),
    receivedAt: null,
    dueAt: new Date('2026-01-19T16:30:00+07:00'),
    applicant: {
      name: 'Nguyễn Thị Hoà',
      idNumber: '066190000001',
      phone: '0900 000 001',
      email: 'hoa@example.vn',
      address: 'Khu phố 5, xã Sông Hinh, tỉnh Đắk Lắk',
    },
    authorisation: null,
    delivery: { method: 'counter' },
    fees: [
      { name: 'Lệ phí cấp giấy phép xây dựng', amount: 75_000, reason: 'Mức thu với nhà ở riêng lẻ' },
      { name: 'Phí thẩm định', amount: 60_000, reason: 'Theo nghị quyết của Hội đồng nhân dân tỉnh' },
      { name: 'Phí bưu chính', amount: null, reason: 'Do bưu điện thu' },
    ],
    papers: [
      paper('Đơn đề nghị cấp giấy phép xây dựng', 1, 0, 'f1'),
      paper('Giấy tờ chứng minh quyền sử dụng đất theo quy định của pháp luật về đất đai', 0, 1, 'f2'),
      paper('Bản vẽ thiết kế xây dựng', 2, 0, null),
    ],
    supplement: {
      reason: 'Bản vẽ chưa thể hiện ranh giới thửa đất',
      replyBy: new Date('2026-01-26T17:00:00+07:00'),
      items: [
        { text: 'Bản vẽ mặt bằng công trình có ghi ranh giới, kích thước thửa đất' },
        { text: 'Bản cam kết bảo đảm an toàn với công trình liền kề' },
      ],
    },
    results: [{ name: 'Giấy phép xây dựng', number: '15/GPXD' }],
    acts: [
      act('submitted', '2026-01-05T08:02:00+07:00', 'Nguyễn Thị Hoà', 'citizen'),
      act(
        'refused',
        '2026-01-05T08:20:00+07:00',
        'Y Krông Niê',
        'officer',
        'Thửa đất không thuộc địa bàn xã Sông Hinh',
      ),
      act('accepted', '2026-01-05T08:30:00+07:00', 'Y Krông Niê'),
      act('feeCollected', '2026-01-05T08:31:00+07:00', 'Y Krông Niê', 'officer', null, {
        ...{ amount: 135_000, method: 'cash', receiptNumber: null },
        receipt: { form: '01BLP2-001', series: 'AA-26T', number: '0000012', taxCode: '6099000014' },
      }),
      act('supplementRequested', '2026-01-05T10:00:00+07:00', 'Trần Văn Bình', 'officer', 'Thiếu bản vẽ'),
      act(
        'apologised',
        '2026-01-19T15:00:00+07:00',
        'Lê Thị Thu',
        'officer',
        'Phải kiểm tra thực địa lại do mưa lũ',
        {
          promised: '2026-01-19T09:30:00.000Z',
          newDue: '2026-01-23T09:30:00.000Z',
        },
      ),
      act('stopped', '2026-01-20T09:00:00+07:00', 'Y Krông Niê', 'officer', 'Người nộp có đơn xin rút hồ sơ'),
      act('finished', '2026-01-21T09:00:00+07:00', 'Hệ thống', 'system'),
      act('handedOver', '2026-01-21T14:05:00+07:00', 'Y Krông Niê', 'officer', null, {
        method: 'counter',
        receiverName: 'Nguyễn Thị Hoà',
      }),
    ],
    limit: '10 ngày làm việc',
    procedureBasis: 'Luật Xây dựng số 50/2014/QH13',
    units: {
      receiving: SONG_HINH,
      competent: SONG_HINH,
      return: SONG_HINH,
      collecting: SONG_HINH,
    },
    province: 'UBND tỉnh Đắk Lắk',
    collaborators: ['Sở Xây dựng'],
    handOvers: [
      [
        '1',
        'UBND xã Sông Hinh: Y Krông Niê',
        'UBND xã Sông Hinh (Thẩm định)',
        '08:30 05/01/2026',
        '',
        'Tiếp nhận hồ sơ',
      ],
      [
        '2',
        'UBND xã Sông Hinh (Thẩm định): Trần Văn Bình',
        'UBND xã Sông Hinh (Ký)',
        '16:00 14/01/2026',
        'Trước hạn',
        'Đạt',
      ],
      [
        '3',
        'UBND xã Sông Hinh (Ký): Lê Thị Thu',
        'Bộ phận Một cửa UBND xã Sông Hinh',
        '08:59 21/01/2026',
        'Quá hạn',
        'Ký',
      ],
    ],
    ...changes,
  }
}

export const SONG_HINH = {
  name: 'UBND xã Sông Hinh',
  kind: 'commune',
  phone: '02573000061',
  above: 'UBND tỉnh Đắk Lắk',
}

export const sampleIssue = (changes: Partial<IssueFacts> = {}): IssueFacts => ({
  number: '05/TNHS',
  book: '2026',
  line: '5',
  at: new Date('2026-01-05T08:30:00+07:00'),
  officer: 'Y Krông Niê',
  publicUrl: 'https://dichvucong.example.vn',
  ...changes,
})

const paper = (name: string, originals: number, copies: number, fileId: string | null) => ({
  name,
  originals,
  copies,
  fileId,
  replacedAt: null,
})

const act = (
  kind: string,
  at: string,
  actorName: string,
  actorKind = 'officer',
  reason: string | null = null,
  data: Record<string, unknown> = {},
) => ({ kind, at: new Date(at), actorName, actorKind, reason, data })
