/** The QR code on identity cards (thẻ CCCD 2021, thẻ căn cước 2024): fields set apart by `|`. */
import { parseDate } from './dates.ts'
import { parseCitizenNumber, type Sex } from './ids.ts'
import { cleanLine, searchText } from './text.ts'

/** What the card says, cleaned but not corrected: names and address stay as printed. */
export interface CardQr {
  /** 12 digits */
  idNumber: string
  /** 9 digits of the old card, when printed */
  oldIdNumber?: string
  fullName: string
  /** `YYYY-MM-DD`; or only `YYYY` on cards of people who know no more */
  birthDate: string
  sex: Sex
  /** permanent residence as printed, possibly with the district abolished on 1/7/2025 */
  address: string
  /** `YYYY-MM-DD` */
  issuedOn?: string
  /** scanner lost the tones of letters (`?` or U+FFFD in the text): ask for a look at the card */
  damagedText: boolean
  /** fields after the seventh, found on cards since 2024 */
  more: string[]
}

/**
 * Reads the text of a card's QR code: number | old number | name | birth ddMMyyyy | sex | address | issued on.
 * Accepts 6 fields (no issue date), further fields, and blanks or a byte order mark around them.
 * Undefined when it is not such a code.
 */
export function parseCardQr(raw: string): CardQr | undefined {
  if (raw.length > 2000) return undefined
  const fields = raw.split('|').map(cleanLine)
  const [idText = '', oldId = '', fullName = '', birth = '', sexText = '', address = '', issued = ''] = fields
  const number = parseCitizenNumber(idText)
  const birthDate = parseDate(birth) ?? (/^\d{4}$/.test(birth) ? birth : undefined)
  const sex = readSex(sexText)
  if (fields.length < 6 || !number || !fullName || !birthDate || !sex) return undefined
  if (oldId && !/^\d{9}(\d{3})?$/.test(oldId)) return undefined
  const issuedOn = parseDate(issued)
  return {
    idNumber: number.value,
    ...(oldId && { oldIdNumber: oldId }),
    fullName,
    birthDate,
    sex,
    address,
    ...(issuedOn && { issuedOn }),
    damagedText: /[?\uFFFD]/.test(fullName + address + sexText),
    more: fields.slice(issuedOn || issued === '' ? 7 : 6),
  }
}

function readSex(text: string): Sex | undefined {
  const key = searchText(text)
  if (key === 'nam') return 'male'
  // a scanner that loses "ữ" gives "N?", "N" or "Nu"
  return /^n[u?\uFFFD]*$/.test(key) ? 'female' : undefined
}
