/** Vietnamese text: one Unicode form, no hidden characters, search without tones, order of names. */

/**
 * Same text in Unicode NFC, the only form stored (TCVN 6909:2001). Input may be NFD (macOS) or mixed. Stacks
 * of more than 8 marks on one letter are cut: Vietnamese has 2, and sorting a stack costs quadratic time.
 */
export function nfc(text: string): string {
  if (ASCII.test(text)) return text
  return text.replace(MARK_STACKS, '$1').normalize('NFC').replace(MARK_STACKS, '$1')
}

/**
 * Text as it may be stored: NFC, without zero-width, bidirectional and control characters and broken
 * surrogates; line ends are `\n`, every kind of blank is a plain space. `\n` and `\t` stay. Blanks at the
 * ends and doubled blanks stay too. Running it twice changes nothing.
 */
export function cleanText(text: string): string {
  return nfc(text.replace(LINE_ENDS, '\n').replace(HIDDEN, '').replace(ODD_BLANKS, ' '))
}

/** Whether `cleanText` would remove characters that a reader cannot see (used to warn about pasted text). */
export function hasHiddenCharacters(text: string): boolean {
  return HIDDEN.test(text.replace(LINE_ENDS, '\n'))
}

/** One line: `cleanText`, then every run of blanks and line ends is one space, none at the ends. */
export function cleanLine(text: string): string {
  return cleanText(text).replace(/\s+/g, ' ').trim()
}

/**
 * Whether a text has letters that Vietnamese has and English has not. Pages in English mark such answers, which are names
 * and words of people, so that they are read out as what they are.
 */
export function looksVietnamese(text: string): boolean {
  return /[\u0300\u0301\u0303\u0309\u0323\u0302\u0306\u031b\u0111]/.test(text.normalize('NFD').toLowerCase())
}

/**
 * Key for searching without tones: clean, lower case, no tones and marks, `đ` as `d`, straight apostrophes,
 * single spaces. "Hoà", "HÒA" and "hoa" give the same key. Running it twice changes nothing.
 */
export function searchText(text: string): string {
  const bare = cleanText(text)
    .normalize('NFD')
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
  return nfc(bare.replaceAll('đ', 'd').replace(/[’‘ʼ`´]/g, "'"))
    .replace(/\s+/g, ' ')
    .trim()
}

/**
 * Parts of a personal name for sorting and greeting only; never store a name in parts. The last word is the
 * given name (Tên), the first the family name (Họ). Ê Đê and related names ("Y Bhiông Niê", "H'Hen Niê",
 * "H’ Hen Niê") carry a prefix of sex, then the given name, then the family name. One word is a given name.
 */
export function nameParts(fullName: string): { family: string; middle: string; given: string } {
  const words = cleanLine(fullName).replace(/[’‘ʼ]/g, "'").split(' ')
  const [first = '', second] = words
  if (second === undefined) return { family: '', middle: '', given: first }
  if (/^(y|h'?)$/i.test(first)) return { family: words.slice(2).join(' '), middle: first, given: second }
  if (/^h'./i.test(first)) {
    return { family: words.slice(1).join(' '), middle: first.slice(0, 2), given: first.slice(2) }
  }
  return { family: first, middle: words.slice(1, -1).join(' '), given: words.at(-1) ?? '' }
}

/** Order of personal names in Vietnamese lists: given name, then family name, then middle names. */
export function compareVietnamese(a: string, b: string): number {
  const x = nameParts(a)
  const y = nameParts(b)
  return (
    compareText(x.given, y.given) ||
    compareText(x.family, y.family) ||
    compareText(x.middle, y.middle) ||
    compareText(a, b)
  )
}

/** Order of any other text by the Vietnamese alphabet (a ă â b c d đ e ê …), tones after letters. */
export function compareText(a: string, b: string): number {
  return vietnamese.compare(nfc(a), nfc(b))
}

const vietnamese = new Intl.Collator('vi', { numeric: true })

// Keys, numbers and dates: most texts of a form.
// biome-ignore lint/suspicious/noControlCharactersInRegex: the whole of ASCII has one form only
const ASCII = /^[\x00-\x7f]*$/

const LINE_ENDS = /\r\n?|[\u0085\u2028\u2029\v\f]/g

// Written as ranges and not as Unicode properties, so that server and browsers of any age agree.
const HIDDEN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: removing control characters is the purpose
  // biome-ignore lint/suspicious/noMisleadingCharacterClass: the joiners are removed, each on its own
  /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u00AD\u034F\u061C\u115F\u1160\u17B4\u17B5\u180B-\u180F\u200B-\u200F\u202A-\u202E\u2060-\u206F\u3164\uFE00-\uFE0F\uFEFF\uFFA0\uFFF0-\uFFFB\uFFFE\uFFFF\uD800-\uDFFF\u{E0000}-\u{E0FFF}]/gu

const MARK_STACKS = /(\p{M}{8})\p{M}+/gu

const ODD_BLANKS = /[\u00A0\u1680\u2000-\u200A\u202F\u205F\u3000]/g
