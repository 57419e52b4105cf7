import type { ChannelKind, NationalChannel, NationalFee, NationalLimit, StatedLimit } from './national.ts'
import { isEmptyCell } from './national.ts'

export type ParsedChannels = {
  channels: NationalChannel[]
  /** Cells that are not a channel, limits without a unit and fees without a sure amount, as written. */
  kept: { channels: string[]; limits: string[]; fees: string[] }
}

/**
 * Reads `cach_thuc_thuc_hien`: the table "Hình thức nộp, Thời gian, Phí lệ phí, Mô tả" whose cells were glued
 * together ("Trực tuyến5 Ngày làm việcMiễn phí(…)…"). A row begins where a channel is followed by a limit cell
 * and a fee cell. Never throws.
 */
export function parseChannels(cell: string): ParsedChannels {
  const parsed: ParsedChannels = { channels: [], kept: { channels: [], limits: [], fees: [] } }
  const text = cell.startsWith(HEADER) ? cell.slice(HEADER.length) : cell
  const starts = findRows(text)
  const before = text.slice(0, starts[0]?.index ?? text.length).trim()
  if (!isEmptyCell(before)) parsed.kept.channels.push(before)
  starts.forEach((start, i) => {
    const rest = text.slice(start.end, starts[i + 1]?.index ?? text.length)
    parsed.channels.push(toChannel(start, rest, parsed.kept))
  })
  return parsed
}

/** Limits stated in a sentence ("05 ngày làm việc kể từ ngày …"); dates such as "ngày 30 tháng 6" are not limits. */
export function statedLimits(text: string): StatedLimit[] {
  const limits: StatedLimit[] = []
  for (const match of text.matchAll(STATED)) {
    const [, digits = '', unit = ''] = match
    if (Number(digits) === 0) continue
    const limit = { value: Number(digits), unit: unitOf(unit), text: sentenceAround(text, match.index) }
    if (!limits.some((l) => l.value === limit.value && l.unit === limit.unit && l.text === limit.text)) {
      limits.push(limit)
    }
  }
  return limits
}

const HEADER = 'Hình thức nộpThời gianPhí, lệ phíMô tả'

const CHANNELS: Record<string, ChannelKind> = {
  'Trực tuyến': 'online',
  'Trực tiếp': 'desk',
  'Dịch vụ bưu chính': 'post',
}

const AMOUNT = String.raw`\d{1,3}(?:[,.]\d{3})+|\d+`
const FEE = `(?:Miễn phí|Không có thông tin|(?:${AMOUNT}) ?(?:Việt Nam Đồng|VNĐ|USD|EUR))`
const LIMIT = String.raw`\d+(?:[.,]\d+)? ?(?:Ngày làm việc|Ngày|Giờ làm việc|Giờ|Tháng)`
// "Không phải trả kết quả …", "Không quy định": a sentence in the limit cell, at most 120 characters.
const WORDS = String.raw`[A-ZĐ][^\d\n:]{0,120}?`

// A number without a unit is taken as short as possible: "1100 VNĐ" is limit 1 and fee 100.
const ROW = new RegExp(
  String.raw`(Trực tuyến|Trực tiếp|Dịch vụ bưu chính)(${LIMIT}|Không có thông tin|\d{1,3}?|${WORDS})(${FEE})`,
  'gu',
)

const STATED =
  /(?<![\d/.,-]|ngày |tháng |năm |Điều |khoản |đủ |số )(\d{1,3})\s*(ngày làm việc|giờ làm việc|ngày|giờ|tháng)(?![\p{L}\d])(?! ?\d| ?tuổi| năm \d)/giu

type RowStart = { index: number; end: number; channel: ChannelKind; limit: string; fee: string }

function findRows(text: string): RowStart[] {
  const rows: RowStart[] = []
  for (const match of text.matchAll(ROW)) {
    const [whole, channel = '', limit = '', fee = ''] = match
    const isSentence = !/^(\d|Không có thông tin)/.test(limit)
    // Inside a remark ("+ Trực tiếp: …", "Nộp Trực tiếp tại …") a channel word follows a blank.
    if (isSentence && match.index > 0 && /\s/.test(text[match.index - 1] ?? '')) continue
    rows.push({
      index: match.index,
      end: match.index + whole.length,
      channel: CHANNELS[channel] ?? 'desk',
      limit: limit.trim(),
      fee,
    })
  }
  return rows
}

function toChannel(start: RowStart, rest: string, kept: ParsedChannels['kept']): NationalChannel {
  const { inside, after } = splitBracket(rest)
  const limit = parseLimit(start.limit)
  const stated = limit ? [] : statedLimits(`${after}\n${inside}`)
  if (!limit && stated.length === 0 && !isEmptyCell(start.limit)) kept.limits.push(start.limit)
  const fee = parseFee(start.fee, inside)
  if (fee && fee.amount === null) kept.fees.push(fee.text)
  return {
    channel: start.channel,
    limit,
    limitText: isEmptyCell(start.limit) ? '' : start.limit,
    statedLimits: stated,
    fees: fee ? [fee] : [],
    note: after.trim(),
  }
}

function parseLimit(text: string): NationalLimit | null {
  const match = /^(\d+(?:[.,]\d+)?) ?(\D+)$/u.exec(text)
  const value = Number(match?.[1]?.replace(',', '.'))
  return match && value > 0 ? { value, unit: unitOf(match[2] ?? '') } : null
}

function unitOf(text: string): NationalLimit['unit'] {
  const unit = text.trim().toLowerCase()
  if (unit === 'ngày làm việc') return 'workingDays'
  if (unit === 'giờ làm việc') return 'workingHours'
  if (unit === 'giờ') return 'hours'
  return unit === 'tháng' ? 'months' : 'days'
}

/** The bracket that opens the remark is the description of the fee; a bracket never closed goes to the end. */
function splitBracket(rest: string): { inside: string; after: string } {
  if (!rest.startsWith('(')) return { inside: '', after: rest }
  let depth = 0
  for (let i = 0; i < rest.length; i++) {
    if (rest[i] === '(') depth += 1
    if (rest[i] === ')') depth -= 1
    if (depth === 0) return { inside: rest.slice(1, i).trim(), after: rest.slice(i + 1) }
  }
  return { inside: rest.slice(1).trim(), after: '' }
}

function parseFee(cell: string, description: string): NationalFee | null {
  const text = description === '' ? cell : `${cell} (${description})`
  if (cell === 'Miễn phí') return { amount: isReallyFree(description) ? 0 : null, text }
  if (cell === 'Không có thông tin') return description === '' ? null : { amount: null, text: description }
  const match = /^([\d,.]+) ?(.+)$/u.exec(cell)
  const amount = Number(match?.[1]?.replace(/[,.]/g, ''))
  const isDong = match?.[2] === 'VNĐ' || match?.[2] === 'Việt Nam Đồng'
  if (!isDong) return { amount: null, text }
  return { amount: sureAmount(amount, description), text }
}

/** The source also writes "Miễn phí" where the fee is only described; then the words decide, not the cell. */
function isReallyFree(description: string): boolean {
  return /^((- ?)?(không( có| thu| quy định| thu phí| thu lệ phí)?|miễn( lệ)? phí)\.?)?$/iu.test(
    description.trim(),
  )
}

/**
 * No state fee is below 1,000 đồng: "135 VNĐ" has lost its thousands. It counts only when the description
 * says 135.000 itself.
 */
function sureAmount(amount: number, description: string): number | null {
  if (amount >= 1000 || amount === 0) return amount
  return new RegExp(String.raw`(?<![\d.])${amount}[.,]000(?![\d.])`).test(description) ? amount * 1000 : null
}

function sentenceAround(text: string, index: number): string {
  const from = Math.max(...[';', '\n', '. '].map((mark) => text.lastIndexOf(mark, index))) + 1
  const ends = [';', '\n', '. '].map((mark) => text.indexOf(mark, index)).filter((i) => i >= 0)
  return text
    .slice(from, Math.min(text.length, ...ends))
    .replace(/^[\s\-+*.]+/, '')
    .trim()
    .slice(0, 300)
}
