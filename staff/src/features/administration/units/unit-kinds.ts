/** Kinds of units, as people say them. */
export const UNIT_KINDS: readonly { value: string; label: string }[] = [
  { value: 'province', label: 'Ủy ban nhân dân tỉnh' },
  { value: 'centre', label: 'Trung tâm phục vụ hành chính công' },
  { value: 'department', label: 'Sở, ban, ngành' },
  { value: 'commune', label: 'Ủy ban nhân dân xã, phường, đặc khu' },
  { value: 'division', label: 'Phòng, ban trực thuộc' },
  { value: 'land_office', label: 'Chi nhánh Văn phòng đăng ký đất đai' },
  { value: 'other', label: 'Cơ quan, đơn vị khác' },
]

export const kindName = (kind: string): string =>
  UNIT_KINDS.find(({ value }) => value === kind)?.label ?? kind
