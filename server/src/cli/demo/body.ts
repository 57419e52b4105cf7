import { addDays } from '@motcua/rules'
import type { SubmitDossier } from '../../modules/dossiers/index.ts'
import type { Story } from './history.ts'
import type { DemoPackage } from './packages.ts'
import type { Person } from './people.ts'

type Json = Record<string, unknown>

/**
 * What is filed in a story: the golden case of its procedure with other people in it, and what the story changes.
 * @param day civil date of the start
 * @throws when there is no such case or person
 */
export function bodyOf(
  story: Story,
  packages: readonly DemoPackage[],
  people: ReadonlyMap<string, Person>,
  day: string,
): SubmitDossier {
  const pkg = packages.find((p) => p.code === story.procedure)
  const golden = pkg?.procedure.goldenCases?.find((g) => g.case === story.case)
  if (!golden) throw new Error(`no golden case ${story.case} of ${story.procedure}`)
  const { channel, receiving, competent, delivery, papers, authorisation } = story
  const body = replacePeople(golden.body, story.people, people) as SubmitDossier
  for (const [path, value] of Object.entries(story.answers ?? {})) {
    setAt(body.answers, path.split('.'), dated(value, day))
  }
  if (authorisation === null) delete body.authorisation
  return {
    ...body,
    ...(authorisation ? { authorisation } : {}),
    channel,
    receivingUnit: receiving,
    ...(competent ? { competentUnit: competent } : {}),
    ...(delivery ? { delivery } : {}),
    ...(papers ? { papers } : {}),
  }
}

/** The value with everything that belongs to one person replaced by what belongs to another, all at once. */
function replacePeople(
  value: unknown,
  places: Story['people'],
  people: ReadonlyMap<string, Person>,
): unknown {
  const find = (username: string): Person => {
    const person = people.get(username)
    if (!person) throw new Error(`no person ${username}`)
    return person
  }
  const texts = new Map<string, string>()
  for (const [from, to] of Object.entries(places)) {
    const [old, own] = [marksOf(find(from)), marksOf(find(to))]
    old.forEach((mark, i) => {
      if (mark !== '' && !texts.has(mark)) texts.set(mark, own[i]!)
    })
  }
  if (texts.size === 0) return structuredClone(value)
  const marks = [...texts.keys()].sort((a, b) => b.length - a.length)
  const pattern = new RegExp(marks.map(escaped).join('|'), 'g')
  return mapTexts(value, (text) => text.replace(pattern, (mark) => texts.get(mark)!))
}

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')

/** What a person is known by in a body. */
const marksOf = (p: Person): string[] => [
  p.address,
  p.address.replace(', tỉnh Đắk Lắk', ''),
  p.name,
  p.idNumber,
  p.phone,
  p.birthDate ?? '',
  p.place.commune,
  p.place.village,
]

function mapTexts(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value)
  if (Array.isArray(value)) return value.map((item) => mapTexts(item, change))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mapTexts(item, change)]))
}

function setAt(target: Json, path: readonly string[], value: unknown): void {
  const [key, ...rest] = path
  if (rest.length === 0) target[key!] = value
  else setAt(target[key!] as Json, rest, value)
}

const dated = (value: unknown, day: string): unknown => {
  const match = typeof value === 'string' ? /^@-(\d+)$/.exec(value) : null
  return match ? addDays(day, -Number(match[1])) : value
}
