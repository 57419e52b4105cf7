import type { DemoPackage } from '../packages.ts'
import type { Behaviour } from './behaviour.ts'
import type { Random } from './random.ts'

/** What will happen to a dossier, decided when it is born; whether it comes to pass depends on its procedure. */
export type Fate = {
  missingPapers: boolean
  refused: boolean
  asksAtReception: boolean
  asksInProcess: boolean
  answers: boolean
  asksTwice: boolean
  withdraws: boolean
  stops: boolean
  denied: boolean
  sentBack: boolean
  slow: boolean
  apologises: boolean
  leavesOpinion: boolean
  pays: boolean
  collects: boolean
  corrected: boolean
  crossBoundary: boolean
  /** An online applicant has the result sent by post. */
  byPost: boolean
}

/** The fate of a dossier like any other. */
export function drawFate(random: Random, { citizens, officers, arrivals }: Behaviour): Fate {
  return {
    missingPapers: random.chance(citizens.missingPapers),
    refused: random.chance(officers.refuses),
    asksAtReception: random.chance(officers.asksAtReception),
    asksInProcess: random.chance(officers.asksInProcess),
    answers: random.chance(citizens.answersSupplement),
    asksTwice: random.chance(officers.asksTwice),
    withdraws: random.chance(citizens.withdraws),
    stops: random.chance(officers.stops),
    denied: random.chance(officers.denies),
    sentBack: random.chance(officers.sendsBack),
    slow: random.chance(officers.slow),
    apologises: random.chance(officers.apologises),
    leavesOpinion: random.chance(officers.leavesOpinion),
    pays: !random.chance(citizens.neverPays),
    collects: !random.chance(citizens.noShow),
    corrected: random.chance(officers.corrects),
    crossBoundary: random.chance(arrivals.crossBoundary),
    byPost: random.chance(citizens.byPost),
  }
}

const PLAIN: Fate = {
  ...{ missingPapers: false, refused: false, asksAtReception: false, asksInProcess: false, answers: true },
  ...{ asksTwice: false, withdraws: false, stops: false, denied: false, sentBack: false, slow: false },
  ...{ apologises: false, leavesOpinion: false, pays: true, collects: true, corrected: false },
  crossBoundary: false,
  byPost: false,
}

type Destined = { fate: Fate; fits: (pkg: DemoPackage) => boolean }

const hasDays = ({ procedure }: DemoPackage): boolean =>
  procedure.cases.every((c) => c.limit.unit === 'workingDays' && c.limit.value >= 4)
const asksForPayment = ({ process }: DemoPackage): boolean => process.includes('motcua:clock="pause"')
/** Where the examiner says whether tax is owed, it may never be asked for. */
const alwaysAsks = (pkg: DemoPackage): boolean => asksForPayment(pkg) && !pkg.process.includes('cothue:')
const any = () => true
const crosses = ({ procedure }: DemoPackage): boolean => procedure.crossBoundary
const asksOpinions = ({ process }: DemoPackage): boolean => process.includes('timerEventDefinition')
const maySayNo = ({ process }: DemoPackage): boolean => process.includes('tuchoi:')

/** Fates that must occur, by the names of `atLeast`: nothing else happens to such a dossier. */
const DESTINIES: Record<keyof Behaviour['atLeast'], Destined> = {
  autoClosed: { fate: { ...PLAIN, asksAtReception: true, answers: false }, fits: any },
  late: {
    fate: { ...PLAIN, slow: true, apologises: true },
    fits: (pkg) => hasDays(pkg) && !asksForPayment(pkg),
  },
  crossBoundary: { fate: { ...PLAIN, crossBoundary: true }, fits: crosses },
  waitsForPayment: { fate: { ...PLAIN, pays: false }, fits: alwaysAsks },
  paid: { fate: PLAIN, fits: alwaysAsks },
  withdrawn: { fate: { ...PLAIN, withdraws: true }, fits: hasDays },
  stopped: { fate: { ...PLAIN, stops: true }, fits: hasDays },
  refused: { fate: { ...PLAIN, refused: true }, fits: any },
  denied: { fate: { ...PLAIN, denied: true }, fits: maySayNo },
  supplemented: { fate: { ...PLAIN, asksInProcess: true }, fits: hasDays },
  askedTwice: { fate: { ...PLAIN, asksInProcess: true, asksTwice: true }, fits: hasDays },
  opinionBySilence: { fate: { ...PLAIN, leavesOpinion: true }, fits: asksOpinions },
  corrected: { fate: { ...PLAIN, corrected: true }, fits: any },
  neverCollected: { fate: { ...PLAIN, collects: false }, fits: any },
}

/** The destinies of the first dossiers, one each, as often as `atLeast` says; those no procedure fits are left out. */
export function destinies(atLeast: Behaviour['atLeast'], packages: readonly DemoPackage[]): Destined[] {
  return (Object.keys(DESTINIES) as (keyof typeof DESTINIES)[]).flatMap((name) => {
    const destined = DESTINIES[name]
    return packages.some(destined.fits) ? Array.from({ length: atLeast[name] }, () => destined) : []
  })
}
