/** Kinds of organisations, as people say them. */
export const UNIT_KIND_NAMES = {
  province: 'Ủy ban nhân dân tỉnh',
  centre: 'Trung tâm phục vụ hành chính công',
  department: 'Sở, ban, ngành',
  commune: 'Ủy ban nhân dân xã, phường, đặc khu',
  division: 'Phòng, ban trực thuộc',
  land_office: 'Chi nhánh Văn phòng đăng ký đất đai',
  other: 'Cơ quan, đơn vị khác',
} as const

export type UnitKind = keyof typeof UNIT_KIND_NAMES

export const UNIT_KINDS = Object.keys(UNIT_KIND_NAMES) as UnitKind[]
