import { type CompiledTable, UNIT_KIND_NAMES, type UnitKind } from '@motcua/rules'
import type { Rule } from '../contract.ts'
import type { ProcedureContent } from './content.ts'
import { amountWords, CHANNEL_WORDS, levelWords, limitWords } from './words.ts'

/** One difference between two versions, in words for the officer who reviews it. */
export type Change = { field: string; label: string; text: string }

/** What changed from one version to the next, field by field, in Vietnamese. Empty when they read the same. */
export function describeChanges(before: ProcedureContent, after: ProcedureContent): Change[] {
  return [
    ...TEXTS.flatMap(([field, label]) =>
      textChange(field, label, textOf(field, before[field]), textOf(field, after[field])),
    ),
    ...LISTS.flatMap(([field, label, items]) => listChange(field, label, items(before), items(after))),
  ]
}

type TextField = keyof typeof TEXT_LABELS

const TEXT_LABELS = {
  name: 'Tên thủ tục',
  nameEn: 'Tên tiếng Anh',
  decision: 'Quyết định công bố',
  sector: 'Lĩnh vực',
  online: 'Mức độ trực tuyến',
  competentAgency: 'Cơ quan có thẩm quyền',
  executingAgency: 'Cơ quan thực hiện',
  receptionAddress: 'Địa chỉ tiếp nhận',
  steps: 'Trình tự thực hiện',
  conditions: 'Yêu cầu, điều kiện',
  configured: 'Cấu hình của tỉnh',
  crossBoundary: 'Tiếp nhận phi địa giới',
  competence: 'Thẩm quyền',
  clock: 'Tính giờ sau khi bổ sung',
  demo: 'Quyết định công bố giả trong dữ liệu nguồn',
} as const

const TEXTS = Object.entries(TEXT_LABELS) as [TextField, string][]

type ListOf = (content: ProcedureContent) => string[]

const LISTS: readonly [string, string, ListOf][] = [
  ['levels', 'Cấp thực hiện', (c) => c.levels.map(levelWords)],
  ['targetGroups', 'Đối tượng thực hiện', (c) => c.targetGroups],
  [
    'cases',
    'Trường hợp',
    (c) => c.cases.map((x) => `${x.name.vi} (${limitWords(x.limit)})${ruleWords(x.when)}`),
  ],
  ['limits', 'Thời hạn giải quyết', (c) => c.limits.map((l) => l.text)],
  ['channels', 'Cách thức thực hiện', (c) => c.channels.map(channelWords)],
  ['fees', 'Phí, lệ phí', (c) => c.fees.map(feeWords)],
  ['papers', 'Thành phần hồ sơ', (c) => c.papers.map(paperWords)],
  ['paperTable', 'Bảng giấy tờ phải nộp', (c) => [tableWords(c.paperTable).trim()].filter((t) => t !== '')],
  ['results', 'Kết quả', (c) => c.results.map((r) => [r.name, r.code].filter(Boolean).join(', '))],
  ['samples', 'Mẫu kết quả', (c) => c.results.flatMap(sampleWords)],
  [
    'legalBases',
    'Căn cứ pháp lý',
    (c) => c.legalBases.map((b) => [b.number, b.name].filter(Boolean).join(' – ')),
  ],
  ['keywords', 'Từ khoá tìm kiếm', (c) => c.keywords],
  ['goldenCases', 'Hồ sơ mẫu', (c) => c.goldenCases.map((g) => `${g.case} ${JSON.stringify(g.body)}`)],
]

function sampleWords({ name, sample }: ProcedureContent['results'][number]): string[] {
  return sample ? [`${name}: ${[sample.issuer, ...sample.lines, sample.signer].join('; ')}`] : []
}

function textChange(field: string, label: string, before: string, after: string): Change[] {
  if (before === after) return []
  const text =
    before === ''
      ? `Thêm: “${excerpt(after)}”`
      : after === ''
        ? `Bỏ: “${excerpt(before)}”`
        : `“${excerpt(before)}” đổi thành “${excerpt(after)}”`
  return [{ field, label, text }]
}

function listChange(field: string, label: string, before: string[], after: string[]): Change[] {
  const added = after.filter((item) => !before.includes(item))
  const removed = before.filter((item) => !after.includes(item))
  const parts = [
    removed.length > 0 ? `Bỏ: ${removed.map((item) => `“${excerpt(item)}”`).join('; ')}` : '',
    added.length > 0 ? `Thêm: ${added.map((item) => `“${excerpt(item)}”`).join('; ')}` : '',
  ].filter((part) => part !== '')
  if (parts.length > 0) return [{ field, label, text: parts.join('. ') }]
  const isReordered = before.some((item, i) => item !== after[i])
  return isReordered ? [{ field, label, text: 'Đổi thứ tự.' }] : []
}

function channelWords(c: ProcedureContent['channels'][number]): string {
  return [CHANNEL_WORDS[c.channel], c.limitText, c.note].filter((part) => part !== '').join(', ')
}

function feeWords(f: ProcedureContent['fees'][number]): string {
  return `${f.name.vi}: ${amountWords(f.amount, f.text)}${ruleWords(f.rule)}${tableWords(f.table)}`
}

function paperWords(p: ProcedureContent['papers'][number]): string {
  const counts = [
    p.originals > 0 ? `${p.originals} bản chính` : '',
    p.copies > 0 ? `${p.copies} bản sao` : '',
    p.presentOnly ? 'chỉ xuất trình' : '',
    p.mandatory === true ? '' : p.mandatory === false ? 'không bắt buộc' : `bắt buộc khi ${p.mandatory.feel}`,
    p.formFile ?? '',
    p.reason,
  ]
  const inside = counts.filter((part) => part !== '').join(', ')
  return `${p.group === '' ? '' : `${p.group}: `}${p.name.vi}${inside === '' ? '' : ` (${inside})`}`
}

const ruleWords = (rule: Rule | null): string => (rule ? ` [${rule.feel}]` : '')

const tableWords = (table: CompiledTable | null): string =>
  (table?.rows ?? []).map((row, i) => ` [dòng ${i + 1}: ${row.reason.vi} ${JSON.stringify(row)}]`).join('')

const WORDS: Readonly<Record<string, string>> = {
  full: 'toàn trình',
  partial: 'một phần',
  information: 'chỉ cung cấp thông tin',
  RESTART: 'tính lại từ đầu',
  RESUME: 'tính tiếp phần còn lại',
}

function textOf(field: TextField, value: unknown): string {
  if (value === null || value === undefined) return ''
  if (field === 'clock') return WORDS[(value as ProcedureContent['clock']).mode] ?? ''
  if (field === 'competence') return competenceWords(value as NonNullable<ProcedureContent['competence']>)
  if (field === 'online') return WORDS[String(value)] ?? String(value)
  if (typeof value === 'boolean') return value ? 'có' : 'không'
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function competenceWords({ level, unitKind, units }: NonNullable<ProcedureContent['competence']>): string {
  const kind = unitKind && (UNIT_KIND_NAMES[unitKind as UnitKind] ?? unitKind)
  const where = units ? `các đơn vị ${units.join(', ')}` : kind ? `mọi ${kind}` : ''
  return [levelWords(level), where].filter((part) => part !== '').join(', ')
}

/** Long texts are cut around their beginning: the whole text stands in the version itself. */
function excerpt(text: string): string {
  const line = text.replace(/\s+/g, ' ')
  return line.length <= 240 ? line : `${line.slice(0, 240)}…`
}
