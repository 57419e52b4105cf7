import { type CompiledForm, type Field, isContainer, type LeafField, searchText } from '@motcua/rules'

type AnyField = Field<unknown>
export type GroupField = Exclude<LeafField<unknown>, { type: 'file' }>

/** A column of the spreadsheet of a group: of the applicant, or of one field of the form. */
export type Column = {
  header: string
  required: boolean
  /** What may stand in it, for who fills it in. */
  hint: string
  to:
    | { kind: 'applicant'; key: 'name' | 'idNumber' | 'phone' | 'address' }
    | { kind: 'answer'; path: readonly string[]; field: GroupField }
}

const APPLICANT: Column[] = [
  ['name', 'Họ và tên', true, 'Như trên thẻ căn cước'],
  ['idNumber', 'Số định danh', true, '12 chữ số; để cột ở dạng văn bản để không mất số 0 ở đầu'],
  ['phone', 'Điện thoại', false, '10 chữ số, bắt đầu bằng 0'],
  ['address', 'Nơi cư trú', false, 'Thôn, buôn, số nhà; xã, phường; tỉnh, cách nhau bằng dấu phẩy'],
].map(
  ([key, header, required, hint]) => ({ header, required, hint, to: { kind: 'applicant', key } }) as Column,
)

/**
 * The columns for a form: the applicant first, then every field that people answer, of a repeat its first row. What the
 * form asks of the applicant again is filled in from his columns, and files come later.
 */
export function columnsOf(form: CompiledForm | null): Column[] {
  const columns = [...APPLICANT]
  const walk = (fields: readonly AnyField[], path: readonly string[], above: string): void => {
    const isApplicant = fields.some(isNameOfApplicant)
    for (const field of fields) {
      const label = above ? `${above}: ${field.label.vi}` : field.label.vi
      if (field.type === 'group') walk(field.fields, [...path, field.key], label)
      else if (field.type === 'repeat') walk(field.fields, [...path, field.key, '0'], label)
      else if (isContainer(field) || field.type === 'computed' || field.type === 'file') continue
      else if (!(isApplicant && applicantKeyOf(field)))
        columns.push({
          header: headerFor(columns, label),
          required: field.required === true && field.showIf === undefined,
          hint: hintFor(field),
          to: { kind: 'answer', path: [...path, field.key], field },
        })
    }
  }
  for (const section of form?.sections ?? []) walk(section.fields, [], '')
  return columns
}

/** Places in the answers that say again what the columns of the applicant say. */
export function applicantPlaces(
  form: CompiledForm | null,
): { path: string[]; key: 'name' | 'idNumber' | 'phone' | 'address' }[] {
  const places: ReturnType<typeof applicantPlaces> = []
  const walk = (fields: readonly AnyField[], path: readonly string[]): void => {
    const isApplicant = fields.some(isNameOfApplicant)
    for (const field of fields) {
      if (field.type === 'group') walk(field.fields, [...path, field.key])
      const key = isApplicant ? applicantKeyOf(field) : null
      if (key) places.push({ path: [...path, field.key], key })
    }
  }
  for (const section of form?.sections ?? []) walk(section.fields, [])
  return places
}

/** The value for the engine of what stands in a cell; undefined when the words mean none of the choices. */
export function valueOfCell(field: GroupField, text: string): unknown {
  const wanted = searchText(text)
  const choice = (words: string) => {
    if (field.type !== 'choice' && field.type !== 'multichoice') return undefined
    const key = searchText(words)
    return field.choices.find((c) => searchText(c.label.vi) === key || searchText(c.value) === key)?.value
  }
  switch (field.type) {
    case 'boolean':
      return YES.includes(wanted) ? true : NO.includes(wanted) ? false : undefined
    case 'choice':
      return choice(text)
    case 'multichoice': {
      const values = text.split(';').map(choice)
      return values.includes(undefined) ? undefined : values
    }
    default:
      return text
  }
}

const YES = ['x', 'co', 'yes', 'true', '1', 'dung']
const NO = ['khong', 'no', 'false', '0']

const isNameOfApplicant = (field: AnyField): boolean =>
  !isContainer(field) && 'autocomplete' in field && field.autocomplete === 'name'

function applicantKeyOf(field: AnyField): 'name' | 'idNumber' | 'phone' | 'address' | null {
  if (isContainer(field) || field.type === 'computed') return null
  if (field.autocomplete === 'name') return 'name'
  if (field.type === 'citizenId') return 'idNumber'
  if (field.type === 'phone') return 'phone'
  return field.type === 'address' && /cư trú|thường trú|địa chỉ/i.test(field.label.vi) ? 'address' : null
}

/** Two columns of one name could not be told apart. */
function headerFor(columns: readonly Column[], label: string): string {
  const same = columns.filter(({ header }) => header === label || header.startsWith(`${label} (`)).length
  return same === 0 ? label : `${label} (${same + 1})`
}

function hintFor(field: GroupField): string {
  switch (field.type) {
    case 'choice':
      return `Một trong: ${field.choices.map((c) => c.label.vi).join('; ')}`
    case 'multichoice':
      return `Cách nhau bằng dấu chấm phẩy: ${field.choices.map((c) => c.label.vi).join('; ')}`
    case 'boolean':
      return 'Có hoặc Không'
    case 'date':
      return 'Ngày/tháng/năm'
    case 'address':
      return 'Thôn, số nhà; xã, phường; tỉnh, cách nhau bằng dấu phẩy'
    case 'integer':
    case 'number':
    case 'money':
      return 'Số'
    default:
      return field.hint?.vi ?? ''
  }
}
