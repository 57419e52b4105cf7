/** One difference between two versions of a form, in Vietnamese. `pointer` leads into the newer source. */
export type FormChange = { pointer: string; text: string }

/** Kinds of fields, in the words of the form builder. */
const FIELD_TYPE_NAMES: Readonly<Record<string, string>> = {
  text: 'chữ, một dòng',
  multiline: 'chữ, nhiều dòng',
  choice: 'chọn một',
  multichoice: 'chọn nhiều',
  boolean: 'có hoặc không',
  date: 'ngày',
  integer: 'số nguyên',
  number: 'số thập phân',
  money: 'số tiền',
  phone: 'số điện thoại',
  email: 'thư điện tử',
  citizenId: 'số định danh cá nhân',
  taxCode: 'mã số thuế',
  address: 'địa chỉ',
  file: 'tệp đính kèm',
  group: 'nhóm trường',
  repeat: 'danh sách lặp lại',
  computed: 'giá trị tính tự động',
}

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
/** `name`: as people read it, a field of a group with the group. `section`: key and title of where it stands. */
type Part = {
  what: 'phần' | 'trường'
  name: string
  pointer: string
  section: { key: string; title: string }
  source: Json
}

/** Sections and fields by their path, in order. */
function partsOf(form: unknown): Map<string, Part> {
  const parts = new Map<string, Part>()
  listOf(objectOf(form)['sections']).forEach((section, i) => {
    const key = textOf(section['key'])
    const pointer = `/sections/${i}`
    const title = nameOf(section)
    parts.set(`§${key}`, {
      what: 'phần',
      name: title,
      pointer,
      section: { key: '', title: '' },
      source: section,
    })
    addFields(parts, section, { path: '', name: '', pointer, section: { key, title } })
  })
  return parts
}

type Holder = Pick<Part, 'name' | 'pointer' | 'section'> & { path: string }

function addFields(parts: Map<string, Part>, holder: Json, { path, name, pointer, section }: Holder): void {
  listOf(holder['fields']).forEach((field, i) => {
    const own = `${path}${textOf(field['key'])}`
    const called = name ? `${nameOf(field)} của ${name}` : nameOf(field)
    const at = `${pointer}/fields/${i}`
    parts.set(own, { what: 'trường', name: called, pointer: at, section, source: field })
    addFields(parts, field, { path: `${own}.`, name: called, pointer: at, section })
  })
}

/** The name of a section or field in quotes; its key while it has none. */
const nameOf = (source: Json): string => {
  const name = viOf(source['label']) || viOf(source['title'])
  return name ? `“${name}”` : textOf(source['key'])
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

/** Values that stand in the source for something people know by a name. */
const NAMES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  type: FIELD_TYPE_NAMES,
  as: FIELD_TYPE_NAMES,
  look: { radio: 'các nút chọn', select: 'danh sách xổ xuống' },
  level: { full: 'số nhà, đường, thôn', commune: 'xã, phường', province: 'tỉnh, thành phố' },
}

function partChanges(was: Part, is: Part): FormChange[] {
  const changes = PROPERTIES.flatMap(([name, label]) => {
    const [from, to] = [was.source[name], is.source[name]]
    return JSON.stringify(from) === JSON.stringify(to) ? [] : [sayChange(name, label, from, to)]
  })
  if (was.section.key !== is.section.key) {
    changes.push(`chuyển từ phần ${was.section.title} sang phần ${is.section.title}`)
  }
  return changes.map((text) => ({ pointer: is.pointer, text: `Ở ${say(is)}: ${text}.` }))
}

function sayChange(name: string, label: string, from: unknown, to: unknown): string {
  if (name === 'required') return to === true ? 'nay bắt buộc trả lời' : 'nay không bắt buộc trả lời'
  const [old, now] = [sayValue(name, from), sayValue(name, to)]
  if (isEmpty(from)) return `đặt ${label} ${now}`
  if (isEmpty(to)) return `bỏ ${label} ${old}`
  return old === now ? `${label} đổi mã, lời vẫn như cũ` : `${label} ${old} đổi thành ${now}`
}

function orderChange(old: Map<string, Part>, now: Map<string, Part>): FormChange[] {
  const before = [...old.keys()].filter((path) => now.has(path))
  const after = [...now.keys()].filter((path) => old.has(path))
  return before.join('|') === after.join('|')
    ? []
    : [{ pointer: '/sections', text: 'Đổi thứ tự các trường.' }]
}

const say = ({ what, name }: Part): string => `${what} ${name}`

const isEmpty = (value: unknown): boolean => value === undefined || value === null

function sayValue(name: string, value: unknown): string {
  if (value === true) return 'có'
  if (value === false) return 'không'
  if (Array.isArray(value)) return `“${value.map(sayItem).join('; ')}”`
  if (typeof value === 'object') return `“${viOf(value) || JSON.stringify(value)}”`
  return `“${NAMES[name]?.[String(value)] ?? String(value)}”`
}

/** A choice by its label, a check by what it tells people, a kind of file by its name. */
const sayItem = (item: unknown): string =>
  viOf(objectOf(item)['label']) ||
  viOf(objectOf(item)['message']) ||
  (typeof item === 'string' ? item : JSON.stringify(item))

const viOf = (words: unknown): string => textOf(objectOf(words)['vi'])
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')
const objectOf = (value: unknown): Json =>
  typeof value === 'object' && value !== null ? (value as Json) : {}
const listOf = (value: unknown): Json[] => (Array.isArray(value) ? value.map(objectOf) : [])
