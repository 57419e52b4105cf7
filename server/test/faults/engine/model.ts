/** A dossier of the small province as the simulation believes it to be. */
export type ModelDossier = {
  id: string
  status: number
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

export const newDossier = (id: string): ModelDossier => ({
  id,
  status: 1,
  step: null,
  taken: null,
  accepted: false,
  processing: false,
  asked: false,
  received: false,
  resulted: false,
  ended: false,
})

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
] as const
export type ModelAct = (typeof ACTS)[number]

/**
 * The dossier after the act, or null when the act must be refused. Written from the law and the README, not from
 * the program: that the two agree is the test.
 * @param who 0 or 1: which of the two specialists acts
 */
export function after(d: ModelDossier, act: ModelAct, who: number): ModelDossier | null {
  const working = d.status === 2 || d.status === 4
  switch (act) {
    case 'accept': {
      const ready = d.status === 1 || (d.status === 5 && !d.accepted && d.received)
      return ready ? { ...d, status: 2, accepted: true, step: 'thamDinh' } : null
    }
    case 'claim':
      return d.step === 'thamDinh' && (d.taken === null || d.taken === who) ? { ...d, taken: who } : null
    case 'complete': {
      if (!working || !d.step || (d.taken !== null && d.taken !== who)) return null
      if (d.step === 'thamDinh') return { ...d, status: 4, step: 'ky', taken: null, processing: true }
      return { ...d, step: null, ended: true, status: d.resulted ? 9 : 4 }
    }
    case 'return':
      return working && d.step === 'ky' ? { ...d, step: 'thamDinh', status: 4 } : null
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
  }
}
