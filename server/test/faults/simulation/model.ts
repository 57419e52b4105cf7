/** A dossier of the small province as the simulation believes it to be. */
export type ModelDossier = {
  id: string
  status: number
  /** When it was filed: an acceptance may be put back to it, not further. */
  submittedAt: Date
  /** When its clock starts; null before the acceptance. */
  clockFrom: Date | null
  /** The open step of its process. */
  step: 'thamDinh' | 'ky' | null
  /** Who took the step: 0 or 1 of the two specialists. */
  taken: number | null
  accepted: boolean
  /** Whether the first step after acceptance was done: the way back from a supplement is then 4, not 2. */
  processing: boolean
  asked: boolean
  received: boolean
  resulted: boolean
  ended: boolean
}

export const newDossier = (id: string, submittedAt: Date): ModelDossier => ({
  id,
  status: 1,
  submittedAt,
  clockFrom: null,
  step: null,
  taken: null,
  accepted: false,
  processing: false,
  asked: false,
  received: false,
  resulted: false,
  ended: false,
})

/** What holds for all dossiers: the time, and whether the leader has lent the deputy his role. */
export type ModelOffice = { now: Date; lent: boolean }

export const ACTS = [
  'accept',
  'claim',
  'complete',
  'return',
  'request',
  'supplement',
  'withdraw',
  'result',
  'hand over',
  'correct abstract',
  'correct receipt',
] as const
export type ModelAct = (typeof ACTS)[number]

/**
 * The dossier after the act, or null when the act must be refused. Written from the law and the README, not from
 * the program: that the two agree is the test.
 * @param who 0 or 1: which of the two specialists acts; who signs: the leader (0) or his deputy (1)
 */
export function after(d: ModelDossier, act: ModelAct, who: number, office: ModelOffice): ModelDossier | null {
  const working = d.status === 2 || d.status === 4
  const maySign = who === 0 || office.lent
  switch (act) {
    case 'accept': {
      const ready = d.status === 1 || (d.status === 5 && !d.accepted && d.received)
      return ready ? { ...d, status: 2, accepted: true, clockFrom: office.now, step: 'thamDinh' } : null
    }
    case 'claim':
      return d.step === 'thamDinh' && (d.taken === null || d.taken === who) ? { ...d, taken: who } : null
    case 'complete': {
      if (!working || !d.step) return null
      if (d.step === 'ky')
        return maySign ? { ...d, step: null, ended: true, status: d.resulted ? 9 : 4 } : null
      if (d.taken !== null && d.taken !== who) return null
      return { ...d, status: 4, step: 'ky', taken: null, processing: true }
    }
    case 'return':
      return working && d.step === 'ky' && maySign ? { ...d, step: 'thamDinh', status: 4 } : null
    case 'request':
      return (d.status === 1 || working) && !d.asked ? { ...d, status: 5, asked: true } : null
    case 'supplement': {
      if (d.status !== 5 || d.received) return null
      const back = d.processing ? 4 : 2
      return { ...d, received: true, status: d.accepted ? back : 5 }
    }
    case 'withdraw':
      return (d.status === 1 || working || d.status === 5) && !d.resulted
        ? { ...d, status: 7, step: null, taken: null }
        : null
    case 'result':
      return working && !d.resulted ? { ...d, resulted: true, status: d.ended ? 9 : d.status } : null
    case 'hand over':
      return d.status === 9 ? { ...d, status: 10 } : null
    // The leader puts right what the desk wrote, until there is a result; what moves the clock not while it waits.
    case 'correct abstract':
      return isCorrectable(d) && maySign ? d : null
    case 'correct receipt':
      return isCorrectable(d) && d.status !== 5 && maySign && d.clockFrom! > d.submittedAt
        ? { ...d, clockFrom: d.submittedAt }
        : null
  }
}

const isCorrectable = (d: ModelDossier): boolean => d.accepted && [2, 4, 5].includes(d.status) && !d.resulted
