import { addDays } from '@motcua/rules'
import type { SubmitDossier } from '../../../modules/dossiers/index.ts'
import { bodyOf } from '../body.ts'
import type { Story } from '../history.ts'
import type { DemoPackage } from '../packages.ts'
import type { Person } from '../people.ts'
import { demoUnits } from '../units.ts'
import type { Arrival } from './arrivals.ts'
import type { Random } from './random.ts'

export type Filing = {
  body: SubmitDossier
  /** User name of who files it online. */
  applicant: string
  /** Key of the unit that receives it. */
  receiving: string
  /** A paper that was forgotten, and will be brought when it is asked for. */
  forgotten: string | null
}

/** How often other people are tried before a golden case is filed as it stands. */
export const TRIES = 6

/**
 * What is filed: a golden case of the procedure with invented people, names and numbers in it, its dates moved to
 * shortly before the day.
 * @param attempt from 0; the last changes no person, since some cases fit only certain people
 */
export function fileFor(
  { pkg, channel, fate }: Pick<Arrival, 'pkg' | 'channel' | 'fate'>,
  random: Random,
  cast: { packages: readonly DemoPackage[]; people: ReadonlyMap<string, Person> },
  day: string,
  attempt: number,
): Filing {
  const golden = random.pick(pkg.procedure.goldenCases!)
  const original = golden.body as SubmitDossier
  const units = chooseUnits(pkg, original, fate.crossBoundary, random)
  const area = demoUnits().find((u) => u.key === (units.competent ?? units.receiving))?.area
  const people = attempt < TRIES - 1 ? recast(original, cast.people, area, random) : {}
  const byPost = channel === 'online' && fate.byPost
  const story: Story = {
    ...{ procedure: pkg.code, case: golden.case, people, channel, receiving: units.receiving },
    ...(units.competent ? { competent: units.competent } : {}),
    ...{ start: '', then: [], answers: freshAnswers(original.answers, cast.people, day, random) },
  }
  const body = bodyOf(story, cast.packages, cast.people, day)
  const { papers = [] } = body
  const forgotten =
    fate.missingPapers && channel !== 'online' && papers.length > 0 ? random.pick(papers).key : null
  const filer = body.authorisation ? (people['nguoidan1'] ?? 'nguoidan1') : null
  const owner = [...cast.people.values()].find((p) => p.idNumber === body.applicant.idNumber)?.username
  return {
    body: {
      ...body,
      papers: papers.filter((p) => p.key !== forgotten),
      ...(byPost && body.delivery?.method === 'counter'
        ? { delivery: { method: 'post', address: body.applicant.address ?? 'Tỉnh Đắk Lắk' } }
        : {}),
    },
    applicant: filer ?? owner ?? 'nguoidan1',
    receiving: units.receiving,
    forgotten,
  }
}

/** Where it is filed, and who decides when that is somebody else. */
function chooseUnits(
  { procedure }: DemoPackage,
  original: SubmitDossier,
  crosses: boolean,
  random: Random,
): { receiving: string; competent?: string } {
  const desks = demoUnits().filter((u) => u.isReceptionPoint)
  const { unitKind, units = [] } = procedure.competence
  const deciding = unitKind
    ? desks.filter((u) => u.canDecide && u.kind === unitKind).map((u) => u.key)
    : units
  if (deciding.length === 0) {
    return {
      receiving: original.receivingUnit,
      ...(original.competentUnit && { competent: original.competentUnit }),
    }
  }
  const competent = random.pick(deciding)
  // Desks of other branches, as of the police, receive only what they decide.
  const others = desks.filter((u) => u.kind !== 'other' && u.key !== competent).map((u) => u.key)
  const own = desks.some((u) => u.key === competent)
  const receiving = procedure.crossBoundary && (crosses || !own) ? random.pick(others) : competent
  return receiving === competent ? { receiving } : { receiving, competent }
}

/** Other people for those of the case: of the same sex and about the same age, from the same commune where possible. */
function recast(
  original: SubmitDossier,
  people: ReadonlyMap<string, Person>,
  area: string | undefined,
  random: Random,
): Record<string, string> {
  const text = JSON.stringify(original)
  const inCase = [...people.values()].filter((p) => text.includes(p.idNumber))
  const taken = new Set<string>()
  return Object.fromEntries(
    inCase.map((person) => {
      const alike = [...people.values()].filter((p) => isAlike(p, person) && !taken.has(p.username))
      const near = alike.filter((p) => p.place.commune === area)
      const other = random.pick(near.length > 0 ? near : alike.length > 0 ? alike : [person])
      taken.add(other.username)
      return [person.username, other.username]
    }),
  )
}

function isAlike(a: Person, b: Person): boolean {
  if (a.kind !== b.kind) return false
  if (a.birthDate === null || b.birthDate === null) return true
  // The fourth digit of a personal number: even for men, odd for women (domain.md 10.1).
  if (Number(a.idNumber[3]) % 2 !== Number(b.idNumber[3]) % 2) return false
  return Math.abs(Number(a.birthDate.slice(0, 4)) - Number(b.birthDate.slice(0, 4))) <= 9
}

const DATE = /^\d{4}-\d{2}-\d{2}$/
/** Days before the filing within which a date of a golden case belongs to the matter itself, not to old papers. */
const RECENT = 500

/** New values by path: recent dates moved, so that the last of them lies shortly before the day. */
function freshAnswers(
  answers: Record<string, unknown>,
  people: ReadonlyMap<string, Person>,
  day: string,
  random: Random,
): Record<string, unknown> {
  const leaves = leavesOf(answers, '')
  const limit = addDays(day, -RECENT)!
  const ceiling = addDays(day, 370)!
  const recent = leaves.filter(([, v]) => typeof v === 'string' && DATE.test(v) && v >= limit && v <= ceiling)
  const last = recent
    .map(([, v]) => v as string)
    .sort()
    .at(-1)
  const move = last === undefined ? 0 : daysBetween(last, day) - 1 - random.below(12)
  const dates = recent.map(([path, v]) => [path, addDays(v as string, move)!] as const)
  const known = new Set([...people.values()].map((p) => p.name))
  const names = leaves
    .filter(([path, v]) => /(^|\.)hoTen$/.test(path) && typeof v === 'string' && !known.has(v))
    .map(([path, v]) => [path, renamed(v as string, people, random)] as const)
  const numbers = leaves
    .filter(([path, v]) => /(^|\.)(soThua|soToBanDo|soBan|soTrang)$/.test(path) && Number.isInteger(v))
    .map(([path, v]) => [path, 1 + random.below(2 * (v as number))] as const)
  return Object.fromEntries([...dates, ...names, ...numbers])
}

/** The family name stays, what is given comes from somebody else. */
function renamed(name: string, people: ReadonlyMap<string, Person>, random: Random): string {
  const citizens = [...people.values()].filter(
    (p) => p.kind === 'citizen' && /^\p{L}+ \p{L}+ \p{L}+$/u.test(p.name),
  )
  return [name.split(' ')[0], ...random.pick(citizens).name.split(' ').slice(1)].join(' ')
}

function leavesOf(value: unknown, path: string): [string, unknown][] {
  if (typeof value !== 'object' || value === null) return [[path, value]]
  return Object.entries(value).flatMap(([key, item]) => leavesOf(item, path === '' ? key : `${path}.${key}`))
}

const daysBetween = (a: string, b: string): number => Math.round((Date.parse(b) - Date.parse(a)) / 86_400_000)
