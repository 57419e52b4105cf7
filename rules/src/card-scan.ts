/**
 * Card QR codes as hand scanners really bring them. Such a scanner types the code like a keyboard, and what arrives
 * passes keyboard layout, Caps Lock and a Vietnamese input method, none of which knows that it is not a person.
 */
import { type CardQr, parseCardQr } from './card-qr.ts'
import { parseCitizenNumber, parseDossierCode } from './ids.ts'
import { cleanLine } from './text.ts'
import { type InputMethod, typeVietnamese } from './vietnamese-keys.ts'

/** What was mended: another separator, digits of the Vietnamese layout, bytes for letters, Caps Lock, keys for letters. */
export type CardRepair = 'separator' | 'layout' | 'bytes' | 'caps' | 'sex' | InputMethod

export interface CardScan {
  card: CardQr
  repairs: CardRepair[]
  /** Texts that look as if letters were lost or changed: to be compared with the card. */
  doubts: ('fullName' | 'address')[]
}

/**
 * Reads a card's QR code, also garbled. Numbers and dates are read exactly or not at all; what had to be mended in
 * names is said. Give it the text as it arrived: once normalised, some of what it undoes can no longer be told apart.
 * Undefined when it is no such code.
 */
export function readCardScan(raw: string): CardScan | undefined {
  if (raw.length > 4000) return undefined
  const repairs = new Set<CardRepair>()
  const fields = splitFields(raw, repairs)
  if (!fields) return undefined
  const texts = [fields[2]!, fields[4]!, fields[5]!].map((text) => readBytes(text, repairs))
  const [name, sex, address] = readKeys(texts, repairs).map(cleanLine) as [string, string, string]
  const mended = [...fields]
  mended[2] = readCaps(name, repairs)
  mended[4] = sex
  mended[5] = repairs.has('caps') ? swapCase(address) : address
  const card = parseCardQr(mended.join('|')) ?? parseCardQr(withSexOfNumber(mended, repairs).join('|'))
  if (!card) return undefined
  return { card, repairs: [...repairs], doubts: doubtsOf(card) }
}

export type Scan =
  | ({ kind: 'card' } & CardScan)
  | { kind: 'dossier'; code: string }
  | { kind: 'idNumber'; idNumber: string }

/** What a scanner or a hand put into the one field of the desk; undefined when it is none of these. */
export function readScan(raw: string): Scan | undefined {
  const card = readCardScan(raw)
  if (card) return { kind: 'card', ...card }
  // The barcode of a receipt is the code alone, its QR code an address with the code in it.
  const code = /[A-Z]\d{2}(?:\.\d+)*-\d{6,8}-\d{4,12}/i.exec(raw)?.[0].toUpperCase()
  if (code && parseDossierCode(code)) return { kind: 'dossier', code }
  const number = raw.replace(/[\s.]/g, '')
  return /^(\d{9}|\d{12})$/.test(number) ? { kind: 'idNumber', idNumber: number } : undefined
}

/**
 * The fields, whatever stands between them: layouts turn `|` into another sign. Letters and digits of the number field
 * say where the first one is.
 */
function splitFields(raw: string, repairs: Set<CardRepair>): string[] | undefined {
  const text = raw.replace(/^[\s\uFEFF]+|[\s\uFEFF]+$/g, '')
  const signs = [...text.slice(0, 24)]
  const first = signs.findIndex((sign) => !/\d/.test(sign) && !isOfUpperRow(sign))
  const separator = signs[first]
  if (first !== 12 || !separator || /[\p{L}\p{N}\p{M}\s.,'-]/u.test(separator)) return undefined
  if (separator !== '|') repairs.add('separator')
  const fields = text.split(separator)
  if (fields.length < 6) return undefined
  if (/^\d+$/.test(fields[0]!)) return fields
  repairs.add('layout')
  return fields.map((field, i) => ([0, 1, 3, 6].includes(i) ? digitsOfLayout(field) : field))
}

/** The upper row of the Vietnamese layout of Windows, from 1 to 0. */
const UPPER_ROW = ['ă', 'â', 'ê', 'ô', '\u0300', '\u0309', '\u0303', '\u0301', '\u0323', 'đ']

const isOfUpperRow = (sign: string): boolean => UPPER_ROW.includes(sign.toLowerCase())

const digitsOfLayout = (field: string): string =>
  [...field]
    .map((sign) => {
      const place = UPPER_ROW.indexOf(sign.toLowerCase())
      return place < 0 ? sign : String((place + 1) % 10)
    })
    .join('')

/** UTF-8 of which every byte arrived as a letter of Windows-1252 (`Nguyá»…n`). Bytes that got lost stay visible. */
function readBytes(text: string, repairs: Set<CardRepair>): string {
  if (!/[ÂÃÄÅÆá][\u0080-\u00BF\u0152-\u2122]?/u.test(text)) return text
  const bytes: number[] = []
  for (const sign of text) {
    const code = sign.codePointAt(0)!
    const byte = code < 256 ? code : WINDOWS_1252.indexOf(sign) + 0x80
    if (byte < 0x80 && code >= 256) return text
    bytes.push(byte)
  }
  const read = decodeUtf8(bytes)
  if (read === undefined) return text
  repairs.add('bytes')
  return read
}

// 0x80-0x9F; the places without a letter stay control characters.
const WINDOWS_1252 = [...'€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008DŽ\u008F\u0090‘’“”•–—˜™š›œ\u009Džÿ'].slice(0, 31)

/** Undefined when it is not UTF-8: then the letters were letters. */
function decodeUtf8(bytes: readonly number[]): string | undefined {
  let coded = ''
  for (const byte of bytes) coded += `%${byte.toString(16).padStart(2, '0')}`
  try {
    return decodeURIComponent(coded)
  } catch {
    return undefined
  }
}

/** Keys instead of letters (`Nguyeenx`, `Nguye6n4`): the scanner types for an input method that is switched off. */
function readKeys(texts: string[], repairs: Set<CardRepair>): string[] {
  const all = texts.join(' ')
  if (/[^\x20-\x7E]/.test(all)) return texts
  const method = /\b[A-Za-z]+[1-9](?=\b|[A-Za-z\d])/.test(`${texts[0]} ${texts[1]}`)
    ? 'vni'
    : TELEX_SIGNS.test(all)
      ? 'telex'
      : null
  if (!method) return texts
  repairs.add(method)
  return texts.map((text) => typeVietnamese(text, method))
}

/** Endings and doublings that no Vietnamese word has without a key that stands for a mark. */
const TELEX_SIGNS = /\b[a-z]*([aeiouy][a-z]*[sfrxj]|aa|ee|oo|[aou]w|dd)[a-z]*\b/i

/** Caps Lock: every word begins small and goes on in capitals; or all is small. */
function readCaps(name: string, repairs: Set<CardRepair>): string {
  const words = name.split(/[\s'’]+/).filter((word) => word.length > 1)
  if (words.length > 0 && words.every((word) => /^\p{Ll}\P{Ll}+$/u.test(word))) {
    repairs.add('caps')
    return swapCase(name)
  }
  if (name === name.toLowerCase() && name !== name.toUpperCase()) {
    repairs.add('caps')
    return name.toUpperCase()
  }
  return name
}

const swapCase = (text: string): string =>
  [...text].map((sign) => (sign === sign.toLowerCase() ? sign.toUpperCase() : sign.toLowerCase())).join('')

/** The number itself says the sex, when its field cannot be read. */
function withSexOfNumber(fields: readonly string[], repairs: Set<CardRepair>): string[] {
  const number = parseCitizenNumber(fields[0]!)
  if (!number) return [...fields]
  repairs.add('sex')
  return fields.with(4, number.sex === 'male' ? 'Nam' : 'Nữ')
}

function doubtsOf(card: CardQr): CardScan['doubts'] {
  const doubts: CardScan['doubts'] = []
  if (isDoubtful(card.fullName) || /(^|\s)[bcdđghklmnpqrstvx]{2,}(?=\s|$)/i.test(card.fullName))
    doubts.push('fullName')
  if (isDoubtful(card.address)) doubts.push('address')
  return doubts
}

const isDoubtful = (text: string): boolean =>
  /[?\uFFFD\u0080-\u009F]/.test(text) || text.split(/[\s,.;/-]+/).some(looksTyped)

/**
 * A word with a tone whose spelling is not Vietnamese: an input method took a letter of `Ea Kar` or `Cư M'gar` for a
 * tone. `k` at the end is written in names of Đắk Lắk.
 */
function looksTyped(word: string): boolean {
  const marks = word.normalize('NFD').toLowerCase()
  if (!/[\u0300\u0301\u0303\u0309\u0323]/.test(marks)) return false
  const bare = marks.replace(/[\u0300\u0301\u0303\u0309\u0323]/g, '').normalize('NFC')
  return !SYLLABLE.test(bare)
}

const SYLLABLE =
  /^(?:(?:b|ch|d|đ|gi|h|kh|l|m|n|nh|ph|r|s|t|th|tr|v|x|g(?![ieê])|gh(?=[ieê])|ng(?![ieê])|ngh(?=[ieê])|c(?![ieêy])|k(?=[ieêy])|g(?=i)|qu)?)(?:[aăâeêioôơuưy]{1,3})(?:c|ch|k|m|n|ng|nh|p|t)?$/
