import { Type } from 'typebox'
import { Closed, Nullable, type Of, Page, PageQuery, Text } from '../../platform/http/schema.ts'
import { Level } from './contract.ts'

export const ProcedureItem = Type.Object(
  {
    code: Type.String(),
    name: Type.String(),
    sector: Type.String(),
    level: Type.String({ description: 'Cấp thấp nhất giải quyết' }),
    levels: Type.Array(Level),
    configured: Type.Boolean(),
    online: Type.Boolean({ description: 'Có kênh nộp trực tuyến' }),
    onlineLevel: Type.String(),
    limit: Nullable(Type.String({ description: 'Thời hạn bằng lời' })),
  },
  { title: 'ProcedureItem' },
)

export type ProcedureItem = Of<typeof ProcedureItem>

export const ProcedurePage = Page(ProcedureItem)

export const SearchQuery = Closed({
  q: Type.Optional(Text(200)),
  sector: Type.Optional(Text(300, { description: 'Chỉ lĩnh vực này, tên như trong GET /sectors' })),
  level: Type.Optional(Level),
  codes: Type.Optional(
    Text(1000, { description: 'Chỉ những mã này, cách nhau bằng dấu phẩy; mã không có thì bỏ qua' }),
  ),
  ...PageQuery,
})

export type SearchQuery = Of<typeof SearchQuery>

/** A field of administration with its procedures. */
export const SectorPage = Type.Object(
  {
    items: Type.Array(
      Type.Object({
        sector: Type.String(),
        procedures: Type.Integer(),
        configured: Type.Integer({ description: 'Nộp được trên hệ thống này' }),
      }),
    ),
  },
  { title: 'SectorPage' },
)
