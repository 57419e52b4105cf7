import type { Dossier } from '../../../modules/dossiers/index.ts'
import type { NewRating } from '../../../modules/feedback/index.ts'
import type { Behaviour } from './behaviour.ts'
import type { Random } from './random.ts'

type Weights = readonly (readonly [number, number])[]

const PLEASED: Weights = [
  [5, 52],
  [4, 32],
  [3, 11],
  [2, 3],
  [1, 2],
]
const DISPLEASED: Weights = [
  [4, 8],
  [3, 30],
  [2, 36],
  [1, 26],
]

const REMARKS = {
  well: [
    'Cán bộ hướng dẫn tận tình, nhận kết quả sớm hơn giấy hẹn.',
    'Làm trên mạng tiện, không phải đi lại nhiều lần.',
    'Quầy một cửa phục vụ nhanh, lịch sự.',
    'Tờ khai đã điền sẵn nên làm rất nhanh.',
    'Nhắn tin báo kết quả kịp thời, rất tiện.',
  ],
  late: [
    'Trả kết quả trễ hẹn, phải đi lại hai lần.',
    'Hẹn lại mà không nói rõ vì sao chậm.',
    'Mong cơ quan báo trước khi không kịp hẹn để người dân đỡ phải chờ.',
  ],
  asked: [
    'Phải bổ sung giấy tờ, nên hướng dẫn rõ ngay từ đầu.',
    'Danh sách giấy tờ còn khó hiểu với người lớn tuổi.',
  ],
  refused: ['Lý do từ chối viết khó hiểu, mong giải thích rõ hơn.'],
} as const

/** What an applicant says of how his dossier went: pleased as a rule, less of what went badly. */
export function drawRating(random: Random, d: Dossier, citizens: Behaviour['citizens']): NewRating {
  const isLate = d.dueAt !== null && d.resultAt !== null && d.resultAt > d.dueAt
  const isRefused = d.status === 3 || d.status === 8
  const wasAsked = d.supplement !== null
  const score = (wentBadly: boolean) => random.weighted(wentBadly ? DISPLEASED : PLEASED)
  const scores = {
    information: score(false),
    simplicity: score(wasAsked),
    attitude: score(false),
    punctuality: score(isLate),
    result: score(isRefused),
  }
  const about = isLate ? 'late' : isRefused ? 'refused' : wasAsked ? 'asked' : 'well'
  const remark = random.chance(citizens.remarks) ? random.pick(REMARKS[about]) : undefined
  return { ...scores, askedBeyond: random.chance(citizens.toldOfMore), ...(remark && { remark }) }
}
