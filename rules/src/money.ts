/** Money is integer đồng. Thousands are set apart by dots, decimals (of other numbers) by a comma. */

/** "1.234.567": an integer with dots; other numbers get a decimal comma. */
export function formatNumber(value: number): string {
  const [whole = '', decimals] = Math.abs(value).toString().split('.')
  if (!/^\d+$/.test(whole)) return String(value)
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, '.')
  return (value < 0 ? '-' : '') + grouped + (decimals === undefined ? '' : `,${decimals}`)
}

/** What share a part is of all, in percent with one decimal, rounded down: 100 is said only of all. Null of nothing. */
export const percentOf = (part: number, all: number): number | null =>
  all === 0 ? null : Math.floor((part * 1000) / all) / 10

/** "1.234.567 đ"; in English "1,234,567 VND". @param amount whole đồng */
export function formatDong(amount: number, locale: 'vi' | 'en' = 'vi'): string {
  const number = formatNumber(amount)
  return locale === 'vi' ? `${number} đ` : `${number.replaceAll('.', ',')} VND`
}

/** Reads "1.234.567", "1 234 567 đ", "1234567 VNĐ"; undefined when it is no whole amount of đồng. */
export function parseDong(text: string): number | undefined {
  if (text.length > 100) return undefined
  const digits = text.trim().replace(/\s*(đồng|đ|₫|vnđ|vnd)$/iu, '')
  if (!/^-?(\d{1,16}|\d{1,3}([.\s]\d{3}){1,5})$/.test(digits)) return undefined
  const amount = Number(digits.replace(/[.\s]/g, ''))
  return Number.isSafeInteger(amount) ? amount + 0 : undefined
}

/**
 * "Một trăm ba mươi lăm nghìn đồng", as required on receipts. Zero tens are read "linh", 4 after "mươi" is
 * "tư", 5 after tens is "lăm", 1 after "mươi" is "mốt". Amounts that are no safe integer throw a RangeError.
 */
export function moneyInWords(amount: number): string {
  if (!Number.isSafeInteger(amount)) throw new RangeError('Số tiền phải là số nguyên đồng.')
  const words = numberInWords(Math.abs(amount))
  const text = `${amount < 0 ? 'âm ' : ''}${words} đồng`
  return text.charAt(0).toLocaleUpperCase('vi') + text.slice(1)
}

const DIGITS = ['không', 'một', 'hai', 'ba', 'bốn', 'năm', 'sáu', 'bảy', 'tám', 'chín'] as const
const BILLION = 1_000_000_000

function numberInWords(n: number): string {
  if (n < BILLION) return belowBillion(n, false)
  const rest = n % BILLION
  const head = `${numberInWords(Math.floor(n / BILLION))} tỷ`
  return rest === 0 ? head : `${head} ${belowBillion(rest, true)}`
}

/** @param full whether something was read before, so that zero hundreds are spoken ("không trăm linh năm") */
function belowBillion(n: number, full: boolean): string {
  if (n === 0) return DIGITS[0]
  const words: string[] = []
  const scales: [number, string][] = [
    [1_000_000, ' triệu'],
    [1000, ' nghìn'],
    [1, ''],
  ]
  for (const [scale, name] of scales) {
    const group = Math.floor(n / scale) % 1000
    if (group > 0) words.push(belowThousand(group, full || words.length > 0) + name)
  }
  return words.join(' ')
}

function belowThousand(n: number, full: boolean): string {
  const hundreds = Math.floor(n / 100)
  const tens = Math.floor(n / 10) % 10
  const ones = n % 10
  const spokenHundreds = full || hundreds > 0
  const words = spokenHundreds ? [`${digit(hundreds)} trăm`] : []
  if (tens === 0 && ones > 0 && spokenHundreds) words.push('linh')
  if (tens === 1) words.push('mười')
  if (tens > 1) words.push(`${digit(tens)} mươi`)
  if (ones > 0) words.push(onesAfter(tens, ones))
  return words.join(' ')
}

function onesAfter(tens: number, ones: number): string {
  if (ones === 5 && tens > 0) return 'lăm'
  if (ones === 1 && tens > 1) return 'mốt'
  if (ones === 4 && tens > 1) return 'tư'
  return digit(ones)
}

function digit(n: number): string {
  return DIGITS[n] ?? ''
}
