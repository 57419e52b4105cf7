import { nfc } from '@motcua/rules'
import type { Sheet } from './sheet.ts'

/**
 * The sheet with every text fit to be printed: NFC, without characters that steer or hide text, and with a sign in the
 * place of what the font cannot draw.
 * @param canDraw whether the font has a glyph for a code point
 */
export function printableSheet(sheet: Sheet, canDraw: (codePoint: number) => boolean): Sheet {
  const { qr, barcode, ...texts } = sheet
  return { ...(printable(texts, canDraw) as typeof texts), qr, barcode }
}

function printable(value: unknown, canDraw: (codePoint: number) => boolean): unknown {
  if (typeof value === 'string') return printableText(value, canDraw)
  if (Array.isArray(value)) return value.map((item) => printable(item, canDraw))
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, printable(item, canDraw)]))
}

/** A text as `printableSheet` prints it. Line breaks are kept as spaces. */
export function printableText(text: string, canDraw: (codePoint: number) => boolean): string {
  // Controls, bidirectional overrides, zero-width characters, half surrogates: they change what the reader believes to read.
  const clean = nfc(text)
    .replace(/\s+/gu, ' ')
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}]/gu, '')
  const drawn = [...clean].map((c) => (canDraw(c.codePointAt(0)!) ? c : UNDRAWN)).join('')
  return drawn.trim().replace(LONG_WORD, (word) => word.replace(BREAK_AFTER, `$&${ZERO_WIDTH_SPACE}`))
}

/** U+FFFD: the font has it, and readers of the text see that something stood here. */
const UNDRAWN = '\ufffd'
const LONG_WORD = /\S{31,}/gu
const BREAK_AFTER = /.{10}/gu
/** The templates make a place to break a line of it, which prints nothing. */
const ZERO_WIDTH_SPACE = '\u200b'
