import { describe, expect, it } from 'vitest'
import type { ClockEvent } from './clock-state.ts'
import { STANDARD_CALENDAR } from './holidays.ts'
import { computeClock } from './ledger.ts'
import { parseLimit } from './limit.ts'
import { parseMoment } from './moment.ts'
import { sayDuration } from './notes.ts'

const at = (text: string) => parseMoment(text)!

type Line = [ClockEvent['kind'], string, (string | null)?, string?]

it.each([
  [0, '0 phút làm việc'],
  [1, '1 phút làm việc'],
  [60, '1 giờ làm việc'],
  [480, '1 ngày làm việc'],
  [1160, '2 ngày 3 giờ 20 phút làm việc'],
])('%d minutes are %s', (minutes, words) => expect(sayDuration(minutes)).toBe(words))

function notesOf(from: string, limit: string, lines: readonly Line[]): string[] {
  const events = lines.map(
    ([kind, when, newDue, reason = 'lý do thử']): ClockEvent => ({
      at: at(when),
      kind,
      reason,
      newDue: newDue ? at(newDue) : null,
    }),
  )
  const rules = { limit: parseLimit(limit), calendar: STANDARD_CALENDAR, mode: 'RESUME' as const }
  return computeClock({ ...rules, from: at(from), events }).ledger.map((e) => e.note)
}

describe('the sentences of the ledger', () => {
  it.each<[string, string, string, Line[], string[]]>([
    [
      'Tết',
      '2026-02-13T16:30',
      '5 ngày làm việc',
      [],
      [
        'Tiếp nhận hồ sơ lúc 16:30 thứ Sáu 13/02/2026. Thời hạn tính từ lúc đó. 5 ngày làm việc hết lúc 16:30 thứ Sáu 27/02/2026. Không tính Tết Nguyên đán (16/02/2026-20/02/2026).',
      ],
    ],
    [
      'a swapped Saturday',
      '2026-08-21T16:30',
      '8 ngày làm việc',
      [],
      [
        'Tiếp nhận hồ sơ lúc 16:30 thứ Sáu 21/08/2026. Thời hạn tính từ lúc đó. 8 ngày làm việc hết lúc 16:30 thứ Sáu 04/09/2026. Không tính ngày nghỉ hoán đổi dịp Quốc khánh (31/08/2026), Quốc khánh (01/09/2026-02/09/2026). Có tính ngày làm bù hoán đổi dịp Quốc khánh (22/08/2026).',
      ],
    ],
    [
      '15:00',
      '2026-03-02T15:30',
      '1 ngày làm việc',
      [],
      [
        'Tiếp nhận hồ sơ lúc 15:30 thứ Hai 02/03/2026. Thời hạn không quá 1 ngày làm việc mà bắt đầu từ 15:00 trở đi nên tính từ đầu ngày làm việc tiếp theo, 07:30 thứ Ba 03/03/2026. 1 ngày làm việc hết lúc 17:30 thứ Ba 03/03/2026.',
      ],
    ],
    [
      'calendar days',
      '2026-02-06T10:00',
      '10 ngày',
      [],
      [
        'Tiếp nhận hồ sơ lúc 10:00 thứ Sáu 06/02/2026. Thời hạn tính từ lúc đó. 10 ngày không tính ngày bắt đầu, ngày cuối là thứ Hai 16/02/2026, là ngày nghỉ nên thời hạn kết thúc vào cuối ngày làm việc tiếp theo: 17:30 thứ Hai 23/02/2026.',
      ],
    ],
    [
      'a pause',
      '2026-03-02T10:00',
      '5 ngày làm việc',
      [
        ['PAUSE', '2026-03-03T09:00', null, 'FINANCIAL'],
        ['RESUME', '2026-03-04T09:20', null, 'PAID'],
        ['END', '2026-03-11T10:00', null, 'Có kết quả.'],
      ],
      [
        'Dừng tính thời hạn từ 09:00 thứ Ba 03/03/2026: chờ người nộp thực hiện nghĩa vụ tài chính. Hạn trả tạm giữ là 10:00 thứ Hai 09/03/2026 và được tính lại khi tiếp tục giải quyết.',
        'Tính tiếp từ 09:20 thứ Tư 04/03/2026: đã thực hiện nghĩa vụ tài chính. Đã dừng 1 ngày 20 phút làm việc (từ 09:00 thứ Ba 03/03/2026) nên hạn trả lùi đúng từng ấy, từ 10:00 thứ Hai 09/03/2026 thành 10:20 thứ Ba 10/03/2026.',
        'Kết thúc lúc 10:00 thứ Tư 11/03/2026: Có kết quả. So với hạn 10:20 thứ Ba 10/03/2026 là quá hạn 7 giờ 40 phút làm việc.',
      ],
    ],
    [
      'an apology',
      '2026-03-02T10:00',
      '5 ngày làm việc',
      [['APOLOGY', '2026-03-06T09:00', '2026-03-12T17:00', 'Thiếu người']],
      [
        'Xin lỗi và hẹn lại, chỉ một lần: Thiếu người. Ngày hẹn mới là 17:00 thứ Năm 12/03/2026; đúng hạn hay quá hạn vẫn tính theo hạn 10:00 thứ Hai 09/03/2026.',
      ],
    ],
    [
      'days that are only expected',
      '2027-02-03T17:30',
      '2 ngày làm việc',
      [],
      [
        'Tiếp nhận hồ sơ lúc 17:30 thứ Tư 03/02/2027. Đó là ngoài giờ làm việc nên thời hạn tính từ lần mở cửa tiếp theo, 07:30 thứ Năm 11/02/2027. 2 ngày làm việc hết lúc 17:30 thứ Sáu 12/02/2027. Không tính Tết Nguyên đán (04/02/2027-08/02/2027, dự kiến), ngày nghỉ bù Tết Nguyên đán (09/02/2027-10/02/2027, dự kiến).',
      ],
    ],
    [
      'days in between that are only expected',
      '2027-02-03T16:30',
      '2 ngày làm việc',
      [['END', '2027-02-12T19:00', null, 'RESULT_AT_CENTRE']],
      [
        'Kết thúc lúc 19:00 thứ Sáu 12/02/2027: kết quả đã về Bộ phận Một cửa. So với hạn 16:30 thứ Sáu 12/02/2027 là quá hạn 1 giờ làm việc.',
      ],
    ],
    [
      'late, but not by working time',
      '2026-03-02T07:30',
      '1 ngày làm việc',
      [['END', '2026-03-02T19:00']],
      ['Kết thúc lúc 19:00 thứ Hai 02/03/2026: lý do thử. So với hạn 17:30 thứ Hai 02/03/2026 là quá hạn.'],
    ],
    [
      'an unknown year',
      '2027-12-31T10:00',
      '1 ngày làm việc',
      [],
      [
        'Tiếp nhận hồ sơ lúc 10:00 thứ Sáu 31/12/2027. Thời hạn tính từ lúc đó. 1 ngày làm việc hết lúc 10:00 thứ Hai 03/01/2028. Chưa có lịch nghỉ lễ sau năm 2027 nên chưa trừ các ngày lễ đó.',
      ],
    ],
  ])('%s', (_, from, limit, lines, notes) => {
    expect(notesOf(from, limit, lines).slice(lines.length ? 1 : 0)).toEqual(notes)
  })
})
