import type { Holder } from '../../platform/module.ts'

const OFFICERS = [
  'role:tiepnhan',
  'role:chuyenvien',
  'role:truongphong',
  'role:lanhdao',
  'role:vanthu',
  'role:kiemtra',
] as const

export const PERMISSIONS = {
  'workplace.live': OFFICERS,
  'workplace.filters': OFFICERS,
} satisfies Record<string, readonly Holder[]>
