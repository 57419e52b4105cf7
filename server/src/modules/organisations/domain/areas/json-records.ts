/** One JSON object of a file, without the list inside it, and the line where it begins. */
export type JsonRecord = { line: number; fields: Record<string, unknown> }

/** A line that cannot be read, with one Vietnamese sentence that says why. */
export type Damage = { line: number; reason: string }

/** A file that is not UTF-8 is read with this character in the place of its broken bytes. */
export const BROKEN_BYTES = '\uFFFD'

/**
 * Reads the objects of a JSON file of nested lists (province, district, commune) one by one, so that a damaged
 * object is named by its line and the others survive. An object ends at its `}` or where the first object of the
 * list inside it begins; the texts of these files hold no braces.
 */
export function readJsonRecords(text: string): { records: JsonRecord[]; damages: Damage[] } {
  const records: JsonRecord[] = []
  const damages: Damage[] = []
  const lineAt = lineCounter(text)
  for (const match of text.matchAll(/\{[^{}]*\}?/g)) {
    const line = lineAt(match.index)
    const fields = parseObject(match[0])
    if (fields) records.push({ line, fields })
    else damages.push({ line, reason: `không phải một đối tượng JSON đúng cú pháp: ${start(match[0])}` })
  }
  if (damages.length === 0 && !isJson(text)) {
    damages.push({ line: lineAt(text.length), reason: 'tệp JSON bị cắt cụt hoặc thừa, thiếu dấu ngoặc' })
  }
  return { records, damages }
}

function parseObject(found: string): Record<string, unknown> | null {
  const whole = found.endsWith('}') ? found : found.replace(/,?\s*"[A-Za-z]+"\s*:\s*\[\s*$/, '}')
  try {
    const value: unknown = JSON.parse(whole)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null
  } catch {
    return null
  }
}

/** The first words, to find the place in a file that is one long line. */
const start = (found: string): string => found.replace(/\s+/g, ' ').slice(0, 60)

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

/** Line (from 1) of growing places in the text. */
function lineCounter(text: string): (index: number) => number {
  let line = 1
  let seen = 0
  return (index) => {
    for (let next = text.indexOf('\n', seen); next !== -1 && next < index; next = text.indexOf('\n', seen)) {
      line += 1
      seen = next + 1
    }
    return line
  }
}
