import type { CompiledTable, Expr } from '@motcua/rules'
import { type TSchema, Type } from 'typebox'
import { Closed, Nullable, type Of, Text } from '../../platform/http/schema.ts'

/** Vietnamese first; English when it is known. */
export const Bilingual = Closed({ vi: Text(500, { minLength: 1 }), en: Type.Optional(Text(500)) })

/** A limit the clock can count (domain.md 1.4.1). */
export const Limit = Closed({
  value: Type.Integer({ minimum: 1, maximum: 1000 }),
  unit: Type.Union([
    Type.Literal('workingDays'),
    Type.Literal('days'),
    Type.Literal('workingHours'),
    Type.Literal('months'),
  ]),
})

export const Channel = Type.Union([Type.Literal('online'), Type.Literal('desk'), Type.Literal('post')])

export const Level = Type.Union([
  Type.Literal('ministry'),
  Type.Literal('province'),
  Type.Literal('commune'),
  Type.Literal('other'),
])

/** Name of a case, paper or fee inside one procedure, as answers and papers refer to it. */
const Key = Type.String({ pattern: '^[a-z][a-zA-Z0-9_]{0,49}$' })

/** A FEEL expression over the answers of the form (`rules/`, README of this module). */
const Feel = Type.String({ minLength: 1, maxLength: 4000 })

const TableFields = {
  hit: Type.Union([Type.Literal('UNIQUE'), Type.Literal('FIRST'), Type.Literal('COLLECT')]),
  inputs: Type.Array(
    Closed({
      feel: Feel,
      label: Bilingual,
      type: Type.Optional(
        Type.Union([
          Type.Literal('text'),
          Type.Literal('integer'),
          Type.Literal('number'),
          Type.Literal('boolean'),
          Type.Literal('date'),
        ]),
      ),
      values: Type.Optional(Type.Array(Closed({ value: Text(100), label: Bilingual }), { maxItems: 1000 })),
      min: Type.Optional(Type.Number()),
      max: Type.Optional(Type.Number()),
    }),
    { minItems: 1, maxItems: 12 },
  ),
}

const tableOf = <T extends TSchema>(then: T) =>
  Closed({
    ...TableFields,
    rows: Type.Array(
      Closed({
        when: Type.Array(Text(300, { minLength: 1 }), { maxItems: 12 }),
        then,
        reason: Bilingual,
      }),
      { minItems: 1, maxItems: 200 },
    ),
  })

/** A decision table that gives the amount of a fee (README). */
export const FeeTable = tableOf(Feel)

/** A decision table that says which papers must be there (README). */
export const PaperTable = tableOf(Type.Array(Key, { maxItems: 100 }))

const PaperFields = {
  key: Key,
  name: Bilingual,
  originals: Type.Integer({ minimum: 0, maximum: 99, default: 0 }),
  copies: Type.Integer({ minimum: 0, maximum: 99, default: 0 }),
  presentOnly: Type.Optional(Type.Boolean({ description: 'Chỉ xuất trình, không nộp' })),
  replaceableBy: Type.Optional(
    Type.Array(Text(50), { maxItems: 10, description: 'Mã cơ sở dữ liệu thay được giấy này (NQ 66.7/2025)' }),
  ),
  digitise: Type.Optional(Type.Boolean({ description: 'Phải số hoá khi nộp bản giấy' })),
  formFile: Type.Optional(Text(300)),
  note: Type.Optional(Text(1000)),
  reason: Type.Optional(Text(500, { description: 'Vì sao phải có, cho người nộp đọc' })),
}

const CaseFields = {
  key: Key,
  name: Bilingual,
  limit: Limit,
  papers: Type.Optional(Type.Array(Key, { maxItems: 100, description: 'Bỏ trống: mọi giấy tờ' })),
  fees: Type.Optional(Type.Array(Key, { maxItems: 20, description: 'Bỏ trống: mọi khoản' })),
  note: Type.Optional(Text(1000)),
}

const FeeFields = {
  key: Key,
  name: Bilingual,
  collectedAt: Type.Union([Type.Literal('reception'), Type.Literal('supplement'), Type.Literal('return')]),
  reason: Type.Optional(Text(1000, { description: 'Căn cứ và cách tính, cho người nộp đọc' })),
}

const LegalBasis = Closed({
  number: Text(100),
  name: Text(2000),
  date: Type.Optional(Nullable(Type.String({ format: 'date' }))),
  issuer: Type.Optional(Nullable(Text(300))),
})

/** What stands on a result, for the applicant to see beforehand: marked as a sample, without anybody's data. */
const ResultSample = Closed({
  issuer: Text(300, { minLength: 1, description: 'Cơ quan cấp, ví dụ Ủy ban nhân dân xã, phường' }),
  lines: Type.Array(Text(200, { minLength: 1 }), {
    minItems: 1,
    maxItems: 40,
    description: 'Các mục ghi trên giấy, theo thứ tự; không ghi thông tin của người nào',
  }),
  signer: Text(200, { minLength: 1, description: 'Chức danh người ký' }),
})

const Result = Closed({
  code: Text(60),
  name: Text(1000, { minLength: 1 }),
  validity: Type.Optional(Text(200, { description: 'Thời hạn của kết quả, ví dụ 6 tháng' })),
  sample: Type.Optional(ResultSample),
})

const Competence = Closed({
  level: Level,
  unitKind: Type.Optional(Text(50)),
  units: Type.Optional(Type.Array(Text(100), { maxItems: 5000 })),
})

const Clock = Closed({ mode: Type.Union([Type.Literal('RESTART'), Type.Literal('RESUME')]) })

export const GoldenCase = Closed({ case: Key, body: Type.Record(Type.String(), Type.Unknown()) })

export type GoldenCase = Of<typeof GoldenCase>

const ChannelConfig = Closed({ channel: Channel, note: Type.Optional(Text(2000)) })

const Shared = {
  code: Type.String({ pattern: '^[0-9]\\.[0-9]{6}([0-9A-Z.]{0,40})$' }),
  nationalCode: Type.Optional(Type.String({ pattern: '^[0-9]\\.[0-9]{6}$' })),
  name: Bilingual,
  sector: Text(300),
  levels: Type.Array(Level, { minItems: 1 }),
  decision: Type.Optional(Text(200)),
  targetGroups: Type.Optional(Type.Array(Text(200), { maxItems: 30 })),
  keywords: Type.Optional(
    Type.Array(Text(100), { maxItems: 40, description: 'Cách người dân gọi thủ tục, để tìm kiếm' }),
  ),
  online: Type.Union([Type.Literal('full'), Type.Literal('partial'), Type.Literal('information')]),
  validFrom: Type.String({ format: 'date' }),
  channels: Type.Array(ChannelConfig, { minItems: 1, maxItems: 3 }),
  results: Type.Array(Result, { minItems: 1, maxItems: 50 }),
  legalBases: Type.Optional(Type.Array(LegalBasis, { maxItems: 100 })),
  steps: Type.Optional(Text(50_000)),
  conditions: Type.Optional(Text(50_000)),
  competence: Competence,
  crossBoundary: Type.Boolean({ description: 'Nhận ở Bộ phận Một cửa bất kỳ trong tỉnh' }),
  clock: Clock,
  goldenCases: Type.Optional(Type.Array(GoldenCase, { maxItems: 50 })),
}

/** One procedure as the province configures it: `procedure.json` of a package (README). */
export const ProcedurePackage = Closed(
  {
    ...Shared,
    cases: Type.Array(Closed({ ...CaseFields, when: Type.Optional(Feel) }), { minItems: 1, maxItems: 50 }),
    papers: Type.Array(
      Closed({ ...PaperFields, mandatory: Type.Optional(Type.Union([Type.Boolean(), Feel])) }),
      { maxItems: 100 },
    ),
    paperTable: Type.Optional(PaperTable),
    fees: Type.Array(Closed({ ...FeeFields, rule: Type.Optional(Feel), table: Type.Optional(FeeTable) }), {
      maxItems: 20,
    }),
    bilingual: Type.Optional(Type.Boolean({ description: 'Mọi lời phải có tiếng Anh' })),
  },
  { title: 'ProcedurePackage' },
)

export type ProcedurePackage = Of<typeof ProcedurePackage>

/** FEEL text with the tree it was compiled to; browsers run the tree with `evaluate` of `@motcua/rules`. */
export const Rule = Type.Object({ feel: Type.String(), expr: Type.Unsafe<Expr>({}) })

export type Rule = Of<typeof Rule>

/** A compiled decision table; browsers run it with `decide` of `@motcua/rules`. */
const Table = Type.Unsafe<CompiledTable>({})

export const CaseView = Type.Object({ ...CaseFields, when: Nullable(Rule) })

export type CaseView = Of<typeof CaseView>

export const PaperView = Type.Object({
  key: Type.String(),
  name: Type.Object({ vi: Type.String(), en: Type.Optional(Type.String()) }),
  group: Type.String({ description: 'Tiêu đề nhóm giấy tờ trong dữ liệu quốc gia' }),
  originals: Type.Integer(),
  copies: Type.Integer(),
  mandatory: Type.Union([Type.Boolean(), Rule]),
  presentOnly: Type.Boolean(),
  replaceableBy: Type.Array(Type.String()),
  digitise: Type.Boolean(),
  formFile: Nullable(Type.String()),
  note: Type.String(),
  reason: Type.String({ description: 'Vì sao phải có; rỗng khi nguồn không nói' }),
})

export type PaperView = Of<typeof PaperView>

export const FeeView = Type.Object({
  key: Type.String(),
  name: Type.Object({ vi: Type.String(), en: Type.Optional(Type.String()) }),
  amount: Nullable(Type.Integer({ description: 'Đồng; null khi tính theo quy tắc hoặc chỉ có lời mô tả' })),
  text: Type.String(),
  collectedAt: Nullable(Type.String()),
  rule: Nullable(Rule),
  table: Nullable(Table),
})

export type FeeView = Of<typeof FeeView>

export const LimitView = Type.Object({
  caseKey: Nullable(Type.String()),
  value: Type.Number(),
  unit: Type.String(),
  text: Type.String(),
})

export type LimitView = Of<typeof LimitView>

export const ChannelView = Type.Object({
  channel: Channel,
  limit: Nullable(Type.Object({ value: Type.Number(), unit: Type.String() })),
  limitText: Type.String(),
  fees: Type.Array(Type.Object({ amount: Nullable(Type.Integer()), text: Type.String() })),
  note: Type.String(),
})

export type ChannelView = Of<typeof ChannelView>

const ResultView = Type.Object({
  code: Type.String(),
  name: Type.String(),
  validity: Nullable(Type.String()),
  sample: Type.Optional(ResultSample),
})

const LegalBasisView = Type.Object({
  number: Type.String(),
  name: Type.String(),
  date: Nullable(Type.String()),
  issuer: Nullable(Type.String()),
})

export const ProcedureView = Type.Object(
  {
    code: Type.String(),
    nationalCode: Type.String(),
    name: Type.String(),
    nameEn: Nullable(Type.String()),
    version: Type.Integer(),
    versionId: Type.String(),
    source: Type.Union([Type.Literal('national'), Type.Literal('province')]),
    configured: Type.Boolean({ description: 'Nộp được trên hệ thống này' }),
    validFrom: Nullable(Type.String()),
    publishedAt: Type.String(),
    demo: Type.Boolean({ description: 'Dữ liệu nguồn ghi quyết định công bố giả' }),
    decision: Type.String(),
    sector: Type.String(),
    levels: Type.Array(Level),
    online: Type.Union([Type.Literal('full'), Type.Literal('partial'), Type.Literal('information')]),
    targetGroups: Type.Array(Type.String()),
    competentAgency: Type.String(),
    executingAgency: Type.String(),
    receptionAddress: Type.String(),
    steps: Type.String(),
    conditions: Type.String(),
    cases: Type.Array(CaseView),
    papers: Type.Array(PaperView),
    paperTable: Nullable(Table),
    fees: Type.Array(FeeView),
    limits: Type.Array(LimitView),
    channels: Type.Array(ChannelView),
    results: Type.Array(ResultView),
    legalBases: Type.Array(LegalBasisView),
    competence: Nullable(Competence),
    crossBoundary: Type.Boolean(),
    clock: Clock,
    keptText: Type.Record(Type.String(), Type.Array(Type.String()), {
      description: 'Phần của dữ liệu quốc gia không tách được thành trường, giữ nguyên văn',
    }),
    form: Type.Unknown({ description: 'Biểu mẫu điện tử đã biên dịch, null khi chưa có' }),
  },
  { title: 'Procedure' },
)

export type ProcedureView = Of<typeof ProcedureView>

export const ProcedureParams = Closed({ code: Type.String({ maxLength: 60 }) })

export const ExampleQuery = Closed({ case: Type.Optional(Type.String({ maxLength: 50 })) })

export const AssessmentBody = Closed({
  caseKey: Type.Optional(Type.String({ minLength: 1, maxLength: 60 })),
  answers: Type.Record(Type.String(), Type.Unknown()),
  papers: Type.Optional(
    Type.Array(
      Closed({
        key: Type.String({ minLength: 1, maxLength: 60 }),
        fileId: Type.Optional(Type.String({ maxLength: 60 })),
        originals: Type.Optional(Type.Integer({ minimum: 0, maximum: 999 })),
        copies: Type.Optional(Type.Integer({ minimum: 0, maximum: 999 })),
      }),
      { maxItems: 100 },
    ),
  ),
})

export type AssessmentBody = Of<typeof AssessmentBody>

const Trace = Type.Array(
  Type.Object({
    row: Type.Integer({ description: 'Dòng của bảng quyết định, đếm từ 1' }),
    reason: Type.String(),
    because: Type.Array(Type.String(), { description: 'Các câu trả lời làm dòng này đúng' }),
  }),
)

const Named = Type.Object({ vi: Type.String(), en: Type.Optional(Type.String()) })

/** Time, cost and papers for the answers given so far, each with its reason. */
export const Assessment = Type.Object(
  {
    case: Nullable(Type.Object({ key: Type.String(), name: Named })),
    limit: Nullable(Type.Object({ value: Type.Number(), unit: Type.String(), text: Type.String() })),
    fees: Type.Array(
      Type.Object({
        key: Type.String(),
        name: Named,
        amount: Nullable(Type.Integer({ description: 'Đồng; null khi chưa tính được' })),
        reason: Type.String(),
        collectedAt: Type.String(),
        trace: Trace,
      }),
    ),
    total: Nullable(Type.Integer({ description: 'Đồng; null khi còn khoản chưa tính được' })),
    papers: Type.Array(
      Type.Object({
        key: Type.String(),
        name: Named,
        mandatory: Type.Boolean(),
        presentOnly: Type.Boolean(),
        originals: Type.Integer(),
        copies: Type.Integer(),
        reason: Type.String(),
        trace: Trace,
      }),
    ),
    errors: Type.Array(Type.Object({ pointer: Type.String(), code: Type.String(), message: Type.String() }), {
      description: 'Những câu trả lời còn thiếu hoặc sai',
    }),
  },
  { title: 'Assessment' },
)

export type Assessment = Of<typeof Assessment>

/** Sent when another version of a procedure became the current one. */
export const ProcedureVersionPublished = Type.Object({
  code: Type.String(),
  versionId: Type.String(),
  version: Type.Integer(),
  source: Type.Union([Type.Literal('national'), Type.Literal('province')]),
})
