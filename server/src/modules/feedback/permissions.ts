import type { Holder } from '../../platform/module.ts'

/** Who reads what people wrote about his agency: those who answer for it, and inspectors. */
export const READERS = ['truongphong', 'lanhdao', 'kiemtra'] as const

export const PERMISSIONS = {
  // An officer of whatever role may be the applicant.
  'feedback.rate': ['kind:citizen', 'kind:business', 'kind:officer'],
  'feedback.read': ['role:truongphong', 'role:lanhdao', 'role:kiemtra'],
} satisfies Record<string, readonly Holder[]>
