import type { Holder } from '../../platform/module.ts'

const HANDLERS = ['role:chuyenvien', 'role:truongphong', 'role:lanhdao', 'role:vanthu'] as const
const OFFICERS = ['role:tiepnhan', ...HANDLERS] as const
const APPLICANTS = ['kind:citizen', 'kind:business'] as const

/** Who may do what at all; `policy.ts` looks at the dossier itself. */
export const PERMISSIONS = {
  'dossiers.submit': [...APPLICANTS, 'role:tiepnhan'],
  'dossiers.read': [...APPLICANTS, ...OFFICERS, 'role:kiemtra'],
  // An officer of whatever role may be the applicant; `policy.ts` names the roles that oversee.
  'dossiers.oversee': [...APPLICANTS, 'kind:officer'],
  // Names of many people at once: those who run a desk or an agency, and inspectors.
  'dossiers.export': ['role:tiepnhan', 'role:truongphong', 'role:lanhdao', 'role:kiemtra'],
  'dossiers.queues': [...OFFICERS, 'role:kiemtra'],
  // How it runs inside the house: not for applicants, who have the timeline.
  'dossiers.process': [...OFFICERS, 'role:kiemtra'],
  // Who holds how much, by name: those who lead, and inspectors.
  'dossiers.workloads': ['role:truongphong', 'role:lanhdao', 'role:kiemtra'],
  'dossiers.accept': ['role:tiepnhan'],
  'dossiers.refuse': ['role:tiepnhan'],
  'dossiers.request_supplement': ['role:tiepnhan', 'role:chuyenvien', 'role:truongphong', 'role:lanhdao'],
  // An officer of whatever role may be the applicant, with the applicant's rights.
  'dossiers.supplement': [...APPLICANTS, 'kind:officer'],
  'dossiers.withdraw': [...APPLICANTS, 'kind:officer'],
  'dossiers.stop': ['role:tiepnhan', 'role:truongphong', 'role:lanhdao'],
  'dossiers.apologise': ['role:truongphong', 'role:lanhdao'],
  'dossiers.confirm_payment': ['role:tiepnhan', 'role:chuyenvien'],
  'dossiers.collect_fee': ['role:tiepnhan'],
  'dossiers.transfer': ['role:tiepnhan'],
  'dossiers.record_result': OFFICERS,
  'dossiers.hand_over': ['role:tiepnhan'],
  'dossiers.correct': ['role:tiepnhan', 'role:truongphong', 'role:lanhdao'],
  // The administrator for the units below his too, the head for his own.
  'dossiers.migrate': ['role:lanhdao', 'role:quantri'],
  'notices.read': [...APPLICANTS, 'kind:officer'],
  'tasks.claim': OFFICERS,
  'tasks.assign': ['role:truongphong', 'role:lanhdao'],
  'tasks.complete': OFFICERS,
  'tasks.release': OFFICERS,
  'batches.run': OFFICERS,
} satisfies Record<string, readonly Holder[]>
