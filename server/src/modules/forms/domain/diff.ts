/** One difference between two versions of a form, in Vietnamese. `pointer` leads into the newer source. */
export type FormChange = { pointer: string; text: string }

/**
 * What changed from one form to the next: fields added, taken out, moved to another section or asked otherwise.
 * Reads sources that are still being written, so nothing of their shape is taken for granted.
 */
export function describeFormChanges(before: unknown, after: unknown): FormChange[] {
  const [old, now] = [partsOf(before), partsOf(after)]
  return [
    ...titleChange(before, after),
    ...[...now].flatMap(([path, part]) => {
      const was = old.get(path)
      if (!was) return [{ pointer: part.pointer, text: `Thêm ${say(part)}.` }]
      return partChanges(was, part)
    }),
    ...[...old]
      .filter(([path]) => !now.has(path))
      .map(([, part]) => ({ pointer: '', text: `Bỏ ${say(part)}.` })),
    ...orderChange(old, now),
  ]
}

type Json = Record<string, unknown>
type Part = { what: 'phần' | 'trường'; path: string; pointer: string; section: string; source: Json }

/** Sections and fields by their path, in order. */
function partsOf(form: unknown): Map<string, Part> {
  const parts = new Map<string, Part>()
  listOf(objectOf(form)['sections']).forEach((section, i) => {
    const key = textOf(section['key'])
    const pointer = `/sections/${i}`
    parts.set(`§${key}`, { what: 'phần', path: key, pointer, section: '', source: section })
    addFields(parts, section, '', pointer, key)
  })
  return parts
}

function addFields(parts: Map<string, Part>, holder: Json, path: string, at: string, section: string): void {
  listOf(holder['fields']).forEach((field, i) => {
    const own = `${path}${textOf(field['key'])}`
    const pointer = `${at}/fields/${i}`
    parts.set(own, { what: 'trường', path: own, pointer, section, source: field })
    addFields(parts, field, `${own}.`, pointer, section)
  })
}

function titleChange(before: unknown, after: unknown): FormChange[] {
  const [was, is] = [viOf(objectOf(before)['title']), viOf(objectOf(after)['title'])]
  return was === is || was === ''
    ? []
    : [{ pointer: '/title', text: `Tên biểu mẫu “${was}” đổi thành “${is}”.` }]
}

const PROPERTIES: readonly [string, string][] = [
  ['label', 'tên'],
  ['title', 'tên'],
  ['hint', 'hướng dẫn'],
  ['type', 'kiểu'],
  ['required', 'bắt buộc'],
  ['showIf', 'điều kiện hiện'],
  ['choices', 'các lựa chọn'],
  ['look', 'cách hiện'],
  ['min', 'nhỏ nhất'],
  ['max', 'lớn nhất'],
  ['minLength', 'số ký tự ít nhất'],
  ['maxLength', 'số ký tự nhiều nhất'],
  ['pattern', 'mẫu viết'],
  ['patternMessage', 'lời nhắc mẫu viết'],
  ['compute', 'công thức'],
  ['as', 'kiểu kết quả'],
  ['rules', 'quy tắc kiểm tra'],
  ['level', 'mức địa chỉ'],
  ['accept', 'loại tệp'],
  ['maxSize', 'cỡ tệp'],
  ['autocomplete', 'điền sẵn'],
]

function partChanges(was: Part, is: Part): FormChange[] {
  const changes = PROPERTIES.flatMap(([name, label]) => {
    const [from, to] = [was.source[name], is.source[name]]
    if (JSON.stringify(from) === JSON.stringify(to)) return []
    return [`${label} ${sayValue(from)} đổi thành ${sayValue(to)}`]
  })
  if (was.section !== is.section) changes.push(`chuyển từ phần “${was.section}” sang phần “${is.section}”`)
  return changes.map((text) => ({ pointer: is.pointer, text: `Ở ${say(is)}: ${text}.` }))
}

function orderChange(old: Map<string, Part>, now: Map<string, Part>): FormChange[] {
  const before = [...old.keys()].filter((path) => now.has(path))
  const after = [...now.keys()].filter((path) => old.has(path))
  return before.join('|') === after.join('|')
    ? []
    : [{ pointer: '/sections', text: 'Đổi thứ tự các trường.' }]
}

const say = ({ what, path, source }: Part): string => {
  const name = viOf(source['label']) || viOf(source['title'])
  return name ? `${what} “${name}” (${path})` : `${what} ${path}`
}

function sayValue(value: unknown): string {
  if (value === undefined || value === null) return 'để trống'
  if (value === true) return 'có'
  if (value === false) return 'không'
  if (Array.isArray(value))
    return `“${value.map((item) => viOf(objectOf(item)['label']) || JSON.stringify(item)).join('; ')}”`
  return `“${viOf(value) || (typeof value === 'object' ? JSON.stringify(value) : String(value))}”`
}

const viOf = (words: unknown): string => textOf(objectOf(words)['vi'])
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')
const objectOf = (value: unknown): Json =>
  typeof value === 'object' && value !== null ? (value as Json) : {}
const listOf = (value: unknown): Json[] => (Array.isArray(value) ? value.map(objectOf) : [])
