/** Excel takes a file for UTF-8 only when it begins so. */
export const CSV_START = '\uFEFF'

/**
 * One row of a CSV file (RFC 4180, CRLF). A text that a spreadsheet would run as a formula gets an apostrophe before
 * it, which makes it text again; numbers stay numbers.
 */
export const csvRow = (cells: readonly (string | number | null)[]): string =>
  `${cells.map(cellOf).join(',')}\r\n`

function cellOf(value: string | number | null): string {
  if (value === null) return ''
  if (typeof value === 'number') return String(value)
  const text = /^[=+\-@\t\r\n]/.test(value) ? `'${value}` : value
  return /[",;\t\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
