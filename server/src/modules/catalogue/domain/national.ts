/** What the national catalogue says about one procedure, after parsing. All text is NFC. */

/** Units found in the source. `hours` is a plain "Giờ", which does not say whether office hours are meant. */
export type NationalUnit = 'workingDays' | 'days' | 'workingHours' | 'hours' | 'months'

export type NationalLimit = { value: number; unit: NationalUnit }

/** A limit written in a remark instead of its own cell, with the sentence that states it. */
export type StatedLimit = NationalLimit & { text: string }

/** `amount` in đồng, null when the source gives no single sure amount: then `text` is all there is. */
export type NationalFee = { amount: number | null; text: string }

export type ChannelKind = 'online' | 'desk' | 'post'

export type NationalChannel = {
  channel: ChannelKind
  limit: NationalLimit | null
  limitText: string
  statedLimits: StatedLimit[]
  fees: NationalFee[]
  note: string
}

/** `group` is the heading ("Giấy tờ phải nộp", a case …) the paper stands under, empty when there is none. */
export type NationalPaper = {
  group: string
  name: string
  originals: number
  copies: number
  formFile: string | null
}

/** `date` is YYYY-MM-DD; `name` may be empty when the source gives only the number. */
export type NationalLegalBasis = {
  number: string
  name: string
  date: string | null
  issuer: string | null
}

/** `code` is KQ.Gxx.nnnnnn, empty when the source has none. */
export type NationalResult = { code: string; name: string }

export type Level = 'ministry' | 'province' | 'commune' | 'other'

export type NationalProcedure = {
  code: string
  name: string
  decision: string
  levels: Level[]
  type: string
  sector: string
  targetGroups: string[]
  competentAgency: string
  executingAgency: string
  authorisedAgency: string
  coordinatingAgency: string
  receptionAddress: string
  related: string
  steps: string
  conditions: string
  channels: NationalChannel[]
  papers: NationalPaper[]
  legalBases: NationalLegalBasis[]
  results: NationalResult[]
  sourceUrl: string
  agencySlug: string
  /** True when the publishing decision is a placeholder of the source ("Demo/QĐ-BCA", "QĐ/0001-BCA"). */
  demo: boolean
  /** Text of the fields that could not be parsed, by field. */
  kept: Partial<Record<KeptField, string[]>>
}

export const KEPT_FIELDS = [
  'channels',
  'limits',
  'fees',
  'papers',
  'legalBases',
  'results',
  'levels',
  'targetGroups',
] as const

export type KeptField = (typeof KEPT_FIELDS)[number]

/** "Không có thông tin" and dashes are the source's way to leave a cell empty. */
export function isEmptyCell(text: string): boolean {
  return /^(không có thông tin|[-\s.]*)$/i.test(text.trim())
}
