import { nfc } from '@motcua/rules'
import type { Sheet } from './sheet.ts'

/**
 * The sheet with every text fit to be printed: NFC, without characters that steer or hide text, and with a sign in the
 * place of what the font cannot draw.
 * @param canDraw whether the font has a glyph for a code point
 */
export function printableSheet(sheet: Sheet, canDraw: (codePoint: number) => boolean): Sheet {
  const { qr, barcode, rows, ...texts } = sheet
  const printed = printable(texts, (text) => printableText(text, canDraw)) as typeof texts
  const cells = rows.map((row) => row.map((cell) => printableText(cell, canDraw, LONGEST_IN_CELL)))
  return { ...printed, rows: cells, qr, barcode }
}

function printable(value: unknown, toPrint: (text: string) => string): unknown {
  if (typeof value === 'string') return toPrint(value)
  if (Array.isArray(value)) return value.map((item) => printable(item, toPrint))
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, printable(item, toPrint)]))
}

/**
 * A text as `printableSheet` prints it. Line breaks are kept as spaces.
 * @param longest letters of a word that fit in a line; longer ones get places where they may be broken
 */
export function printableText(
  text: string,
  canDraw: (codePoint: number) => boolean,
  longest = LONGEST_IN_LINE,
): string {
  // Controls, bidirectional overrides, zero-width characters, half surrogates: they change what the reader believes to
  // read.
  const clean = nfc(text)
    .replace(/\p{Cf}/gu, '')
    .replace(/\s+/gu, ' ')
    .replace(/[\p{Cc}\p{Cs}\p{Co}\p{Cn}]/gu, '')
  const drawn = [...clean].map((c) => (canDraw(c.codePointAt(0)!) ? c : UNDRAWN)).join('')
  return drawn
    .trim()
    .replace(/\S+/gu, (word) =>
      word.length <= longest ? word : word.replace(BREAK_AFTER, `$&${ZERO_WIDTH_SPACE}`),
    )
}

const LONGEST_IN_LINE = 40
const LONGEST_IN_CELL = 18
const BREAK_AFTER = /.{10}/gu
const ZERO_WIDTH_SPACE = '\u200b'
/** U+FFFD: the font has it, and readers of the text see that something stood here. */
const UNDRAWN = '\ufffd'
