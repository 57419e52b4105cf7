import { readDemo } from './read-data.ts'

/** One thing that is done with a dossier; `name` is a function of `acts.ts`. */
export type Act = {
  do: string
  /** When: working days from the start, and the time of day: `+3 14:30`. Otherwise `after`. */
  at?: string
  /** Working hours after the act before; a quarter of an hour when neither is given. */
  after?: number
  /** User name of who does it, when it is not the usual one. */
  as?: string
  /** Code of the error with which the law refuses it. */
  refused?: string
  reason?: string
  note?: string
  items?: string[]
  /** Papers brought by a supplement. */
  papers?: string[]
  /** `claim`, `assign`: the step. */
  step?: string
  state?: 'sent' | 'received' | 'returned'
  parcelNumber?: string
  /** Number of a result or of a receipt. */
  number?: string
  outcome?: 'granted' | 'refused'
  method?: 'counter' | 'post' | 'electronic'
  /** `rate`: information, simplicity, attitude, punctuality, result, each from 1 to 5; the remark is the note. */
  scores?: [number, number, number, number, number]
  /** `apologise`: the new date, in working days after the old one. */
  days?: number
} & Work

/**
 * `work`: the open steps are done one after the other, as long as there are any. `workChildren`: those of its
 * sub-dossiers in other units, whose results are recorded too, until all of them have ended.
 */
type Work = {
  /** Stops when this step is open. */
  until?: string
  /** Share of the hours of each step that it takes: 1 is exactly in time. */
  pace?: number
  /** Outcomes other than the usual one, in turn, by step. */
  outcomes?: Record<string, string[]>
  /** Steps that are left lying. */
  except?: string[]
  /** Unit whose posted officers do the steps. */
  staffOf?: string
}

/** The life of one dossier. */
export type Story = {
  procedure: string
  case: string
  /** Who takes the place of the people of the golden case, by user name. */
  people: Record<string, string>
  channel: 'online' | 'desk' | 'post'
  /** Who files; otherwise the person in the place of `nguoidan1`, or the reception officer. */
  by?: string
  receiving: string
  competent?: string
  /** Working days before today and time of day: `-12 08:30`. */
  start: string
  /** Answers other than those of the golden case, by dotted path; `@-20` is the date 20 days before the start. */
  answers?: Record<string, unknown>
  papers?: { key: string; originals?: number; copies?: number }[]
  /** Null: the applicant files in person where the golden case has somebody else. */
  authorisation?: { relation: string; note?: string } | null
  delivery?: { method: 'counter' | 'post' | 'electronic'; unit?: string; address?: string }
  then: Act[]
}

/** The stories of `demo/history.json`. */
export const demoHistory = (): Story[] => readDemo<Story[]>('history.json')
