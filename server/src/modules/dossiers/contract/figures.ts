import { Type } from 'typebox'
import { Moment, type Of } from '../../../platform/http/schema.ts'

const count = (description: string) => Type.Integer({ description })

const FLOW_FIELDS = {
  submitted: count('Hồ sơ nộp trong kỳ'),
  received: count('Hồ sơ tiếp nhận trong kỳ'),
  finishedEarly: count('Giải quyết xong trước hạn trong kỳ, so với ngày hẹn đầu tiên'),
  finishedOnTime: count('Giải quyết xong đúng hạn'),
  finishedLate: count('Giải quyết xong quá hạn'),
  finishedNoLimit: count('Giải quyết xong, thủ tục không có thời hạn'),
  refused: count('Không tiếp nhận'),
  withdrawn: count('Người nộp rút'),
  stopped: count('Dừng giải quyết'),
}

const NOW_FIELDS = {
  open: count('Chưa giải quyết xong lúc này: chờ tiếp nhận, đang giải quyết, chờ người nộp'),
  atReception: count('Đang chờ tiếp nhận lúc này'),
  inTime: count('Đang giải quyết, còn trong hạn'),
  lateNow: count('Đang giải quyết, đã quá hạn'),
  waitingApplicant: count('Đang chờ người nộp bổ sung hoặc nộp tiền'),
  toHandOver: count('Đã có kết quả, chờ trả'),
}

export const FiguresView = Type.Object(
  {
    from: Type.String({ format: 'date' }),
    to: Type.String({ format: 'date' }),
    at: Moment({ description: 'Lúc đếm những số “lúc này”' }),
    total: Type.Object({ ...FLOW_FIELDS, ...NOW_FIELDS }),
    months: Type.Array(Type.Object({ month: Type.String({ description: 'YYYY-MM' }), ...FLOW_FIELDS })),
    units: Type.Array(
      Type.Object({
        unit: Type.String(),
        unitName: Type.String(),
        ...FLOW_FIELDS,
        ...NOW_FIELDS,
      }),
    ),
  },
  {
    title: 'Figures',
    description: 'Chỉ có số đếm, không có dữ liệu cá nhân. Hồ sơ con tính vào hồ sơ chính.',
  },
)

export type FiguresView = Of<typeof FiguresView>

export const MostUsedProcedures = Type.Object(
  {
    codes: Type.Array(Type.String(), {
      description: 'Nhiều hồ sơ nhất đứng trước; rỗng khi chưa có hồ sơ nào',
    }),
  },
  { title: 'MostUsedProcedures' },
)
