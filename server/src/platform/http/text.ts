import { nfc } from '@motcua/rules'
import { badRequest } from '../errors.ts'

const MAX_DEPTH = 40

/**
 * A copy of parsed JSON with every text in NFC.
 * @throws 400 `text.broken` naming the place, for NUL characters and lone surrogates; `json.too_deep`
 */
export function normaliseText(value: unknown, pointer = '', depth = 0): unknown {
  if (depth > MAX_DEPTH) throw badRequest('json.too_deep', `Dữ liệu gửi lên lồng nhau quá ${MAX_DEPTH} tầng.`)
  if (value instanceof Uint8Array) return value
  if (typeof value === 'string') return normalise(value, pointer)
  if (Array.isArray(value)) return value.map((item, i) => normaliseText(item, `${pointer}/${i}`, depth + 1))
  if (value === null || typeof value !== 'object') return value
  const copy: Record<string, unknown> = {}
  for (const [key, item] of Object.entries(value)) {
    copy[normalise(key, pointer)] = normaliseText(item, `${pointer}/${key}`, depth + 1)
  }
  return copy
}

function normalise(text: string, pointer: string): string {
  // NUL cannot be stored, a lone surrogate is not a character: both mean a broken sender.
  if (text.includes('\0') || !text.isWellFormed()) {
    throw badRequest('text.broken', 'Có ký tự hỏng không lưu được; hãy xoá và gõ lại.', [
      { pointer, code: 'broken', message: 'Có ký tự hỏng không lưu được; hãy xoá và gõ lại.' },
    ])
  }
  return nfc(text)
}
