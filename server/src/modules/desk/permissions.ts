import type { Holder } from '../../platform/module.ts'

export const PERMISSIONS = {
  'desk.receive': ['role:tiepnhan'],
  'desk.hand_over': ['role:tiepnhan'],
} satisfies Record<string, readonly Holder[]>
