import type { SourceField } from './edit.ts'

/** Kinds of fields as an administrator chooses them, in the order of the menu. */
export const KINDS: readonly { type: SourceField['type']; label: string }[] = [
  { type: 'text', label: 'Chữ, một dòng' },
  { type: 'multiline', label: 'Chữ, nhiều dòng' },
  { type: 'choice', label: 'Chọn một' },
  { type: 'multichoice', label: 'Chọn nhiều' },
  { type: 'boolean', label: 'Có hoặc không' },
  { type: 'date', label: 'Ngày' },
  { type: 'integer', label: 'Số nguyên' },
  { type: 'number', label: 'Số thập phân' },
  { type: 'money', label: 'Số tiền' },
  { type: 'phone', label: 'Số điện thoại' },
  { type: 'email', label: 'Thư điện tử' },
  { type: 'citizenId', label: 'Số định danh cá nhân' },
  { type: 'taxCode', label: 'Mã số thuế' },
  { type: 'address', label: 'Địa chỉ' },
  { type: 'file', label: 'Tệp đính kèm' },
  { type: 'group', label: 'Nhóm trường' },
  { type: 'repeat', label: 'Danh sách lặp lại' },
  { type: 'computed', label: 'Giá trị tính tự động' },
]

export const kindLabel = (type: string): string => KINDS.find((kind) => kind.type === type)?.label ?? type

/** A new field of a kind, with what it cannot be without. */
export function newField(type: SourceField['type'], key: string): SourceField {
  const label = { vi: kindLabel(type), en: EN[type] ?? 'Field' }
  switch (type) {
    case 'choice':
    case 'multichoice':
      return {
        key,
        type,
        label,
        choices: [
          { value: 'mot', label: { vi: 'Lựa chọn một', en: 'First choice' } },
          { value: 'hai', label: { vi: 'Lựa chọn hai', en: 'Second choice' } },
        ],
      }
    case 'group':
    case 'repeat':
      return {
        key,
        type,
        label,
        fields: [{ key: `${key}Ten`, type: 'text', label: { vi: 'Tên', en: 'Name' } }],
      }
    case 'computed':
      return { key, type, label, compute: '0', as: 'number' }
    default:
      return { key, type, label } as SourceField
  }
}

/** The field as another kind: what both kinds know is kept. */
export function asKind(field: SourceField, type: SourceField['type']): SourceField {
  const { key, label, hint, showIf } = field
  const kept = { key, label, ...(hint && { hint }), ...(showIf && { showIf }) }
  const made = newField(type, key)
  const answered = 'required' in field && field.required && !['group', 'repeat', 'computed'].includes(type)
  const choices = 'choices' in field && 'choices' in made ? { choices: field.choices } : {}
  const fields = 'fields' in field && 'fields' in made ? { fields: field.fields } : {}
  return {
    ...made,
    ...kept,
    ...choices,
    ...fields,
    ...(answered && { required: field.required }),
  } as SourceField
}

const EN: Partial<Record<SourceField['type'], string>> = {
  text: 'Text',
  multiline: 'Text',
  choice: 'Choice',
  multichoice: 'Choices',
  boolean: 'Yes or no',
  date: 'Date',
  integer: 'Number',
  number: 'Number',
  money: 'Amount',
  phone: 'Telephone',
  email: 'E-mail',
  citizenId: 'Personal identity number',
  taxCode: 'Tax code',
  address: 'Address',
  file: 'File',
  group: 'Group',
  repeat: 'List',
  computed: 'Computed',
}
