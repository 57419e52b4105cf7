import { readFileSync } from 'node:fs'
import { type Static, Type } from 'typebox'
import { Value } from 'typebox/value'
import { Closed } from '../../../platform/http/schema.ts'
import { readDemo } from '../read-data.ts'

const Share = Type.Number({ minimum: 0, maximum: 1 })
const Positive = Type.Number({ exclusiveMinimum: 0, maximum: 10_000 })
const Weight = Type.Number({ minimum: 0, maximum: 10_000 })
const Count = Type.Integer({ minimum: 0, maximum: 1000 })
const PerChannel = <T extends ReturnType<typeof Type.Number> | ReturnType<typeof Type.Array>>(of: T) =>
  Closed({ online: of, desk: of, post: of })

/** How the people of the demo province behave: `demo/behaviour.json`, explained in `demo/README.md`. */
export const Behaviour = Closed({
  arrivals: Closed({
    channels: PerChannel(Weight),
    weekdays: PerChannel(Type.Array(Weight, { minItems: 7, maxItems: 7 })),
    hours: PerChannel(Type.Array(Weight, { minItems: 24, maxItems: 24 })),
    procedures: Type.Record(Type.String(), Weight),
    otherProcedures: Weight,
    crossBoundary: Share,
  }),
  citizens: Closed({
    missingPapers: Share,
    answersSupplement: Share,
    answerHours: Positive,
    withdraws: Share,
    neverPays: Share,
    payHours: Positive,
    collectHours: Positive,
    noShow: Share,
    byPost: Share,
    rates: Share,
    rateHours: Positive,
    remarks: Share,
    toldOfMore: Share,
  }),
  officers: Closed({
    receptionHours: PerChannel(Positive),
    pace: Positive,
    spread: Share,
    effort: Share,
    minutesPerDay: Positive,
    leaveDaysPerYear: Type.Number({ minimum: 0, maximum: 200 }),
    withoutDeputy: Share,
    refuses: Share,
    asksAtReception: Share,
    asksInProcess: Share,
    asksTwice: Share,
    denies: Share,
    sendsBack: Share,
    leavesOpinion: Share,
    slow: Share,
    slowPace: Positive,
    apologises: Share,
    apologyHours: Positive,
    stops: Share,
    corrects: Share,
  }),
  /** How many of the first dossiers have a fate of which the demo must show some (domain.md 9.3). */
  atLeast: Closed({
    autoClosed: Count,
    late: Count,
    crossBoundary: Count,
    waitsForPayment: Count,
    paid: Count,
    withdrawn: Count,
    stopped: Count,
    refused: Count,
    denied: Count,
    supplemented: Count,
    askedTwice: Count,
    opinionBySilence: Count,
    corrected: Count,
    neverCollected: Count,
  }),
})

export type Behaviour = Static<typeof Behaviour>

/** What is wrong with a file of behaviour, in one sentence. */
export class BehaviourError extends Error {
  override readonly name = 'BehaviourError'
}

/**
 * The behaviour of the demo, with what a file says otherwise.
 * @param file holds the same shape, any part of it
 * @throws BehaviourError when it is no JSON, or names or values are unknown
 */
export function readBehaviour(file?: string): Behaviour {
  const usual = readDemo<Behaviour>('behaviour.json')
  const wished = file === undefined ? usual : merged(usual, readJson(file))
  if (Value.Check(Behaviour, wished)) return wished
  const [first] = Value.Errors(Behaviour, wished)
  throw new BehaviourError(
    `Tệp hành vi ${file ?? 'demo/behaviour.json'} sai ở ${first?.instancePath || '/'} (${first?.message}); xem demo/README.md.`,
  )
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    if (code) throw new BehaviourError(`Không đọc được tệp hành vi ${file} (${code}).`)
    throw new BehaviourError(`Tệp hành vi ${file} không phải JSON đúng.`)
  }
}

function merged(usual: unknown, wished: unknown): unknown {
  if (!isRecord(usual) || !isRecord(wished)) return wished
  const both = Object.entries(wished).map(([key, value]) => [key, merged(usual[key], value)])
  return { ...usual, ...Object.fromEntries(both) }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
