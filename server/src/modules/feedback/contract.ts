import { Type } from 'typebox'
import { Closed, Moment, Nullable, type Of, Page, PageQuery, Text } from '../../platform/http/schema.ts'

const score = (description: string) => Type.Integer({ minimum: 1, maximum: 5, description })

const SCORES = {
  information: score('Thông tin dễ tìm, dễ hiểu'),
  simplicity: score('Hồ sơ đơn giản, dễ làm'),
  attitude: score('Thái độ phục vụ của cán bộ'),
  punctuality: score('Trả kết quả đúng hẹn'),
  result: score('Kết quả đúng với đề nghị, hoặc lý do từ chối rõ ràng'),
}

const askedBeyond = Type.Boolean({
  default: false,
  description: 'Có bị yêu cầu thêm giấy tờ hoặc khoản tiền ngoài quy định',
})

export const NewRating = Closed(
  {
    ...SCORES,
    askedBeyond: Type.Optional(askedBeyond),
    remark: Type.Optional(Text(10_000, { description: 'Ý kiến thêm, tối đa 1.000 ký tự' })),
  },
  { title: 'NewRating', description: 'Thang 1 (rất không hài lòng) đến 5 (rất hài lòng)' },
)

export const RatingByReceipt = Closed(
  {
    code: Type.String({ minLength: 1, maxLength: 60, description: 'Mã hồ sơ trên giấy tiếp nhận' }),
    secret: Type.String({ minLength: 1, maxLength: 20, description: 'Mã tra cứu trên giấy tiếp nhận' }),
    ...NewRating.properties,
  },
  { title: 'RatingByReceipt' },
)

const Rating = Type.Object({
  ...SCORES,
  askedBeyond,
  remark: Nullable(Type.String()),
  givenAt: Moment(),
  correctableUntil: Moment(),
})

export const RatingView = Type.Object(
  {
    rating: Nullable(Rating),
    can: Type.Array(Type.String(), { description: '`rate`: đánh giá được, hoặc sửa được đánh giá đã gửi' }),
  },
  { title: 'Rating' },
)

const mean = Type.Number({ description: 'Điểm trung bình, hai chữ số lẻ' })
const share = (description: string) => Nullable(Type.Number({ description: `${description}, phần trăm` }))

const UnitRatings = Type.Object(
  {
    unit: Type.String(),
    unitName: Type.String(),
    count: Type.Integer({ description: 'Số lượt đánh giá' }),
    average: Nullable(mean),
    satisfied: share('Tỷ lệ hài lòng: điểm trung bình của lượt từ 4 trở lên'),
    askedBeyond: share('Tỷ lệ bị yêu cầu ngoài quy định'),
    averages: Nullable(
      Type.Object({ information: mean, simplicity: mean, attitude: mean, punctuality: mean, result: mean }),
    ),
  },
  { title: 'UnitRatings' },
)

export const RatingSummary = Type.Object(
  { year: Type.Integer(), units: Type.Array(UnitRatings) },
  {
    title: 'RatingSummary',
    description:
      'Không có dữ liệu cá nhân. Điểm được tính theo từng nhóm đủ 5 lượt đã hết hạn sửa; cơ quan chưa đủ 5 lượt chỉ có số lượt.',
  },
)

export const YearQuery = Closed({
  year: Type.Optional(Type.Integer({ minimum: 2000, maximum: 2999, description: 'Mặc định năm nay' })),
})

export const RemarkQuery = Closed(PageQuery)

export const RemarkPage = Page(
  Type.Object(
    {
      month: Type.String({ description: 'Tháng đánh giá, dạng 2026-01' }),
      unit: Type.String(),
      unitName: Type.String(),
      average: mean,
      askedBeyond: Type.Boolean(),
      remark: Type.String(),
    },
    { title: 'Remark', description: 'Không cho biết của ai, về hồ sơ nào' },
  ),
)

export type NewRating = Of<typeof NewRating>
export type RatingView = Of<typeof RatingView>
export type RatingSummary = Of<typeof RatingSummary>
export type RemarkPage = Of<typeof RemarkPage>
