import type { NewAccount } from '../../modules/identity/index.ts'
import type { Role } from '../../modules/organisations/index.ts'
import { readDemo } from './read-data.ts'

export type Officer = {
  username: string
  name: string
  unit: string
  role: Role
  title: string
  /** Units in which the officer is posted with the same role. */
  alsoIn?: string[]
}

type Sex = 'male' | 'female'
type Place = { commune: string; village: string }

/** A citizen or a business of the demo, with numbers that cannot exist. */
export type Person = {
  username: string
  kind: 'citizen' | 'business'
  name: string
  idNumber: string
  phone: string
  /** One line, as people write it. */
  address: string
  place: Place
  /** `YYYY-MM-DD`; null for a business. */
  birthDate: string | null
}

type Names = { middle: string[]; given: string[] }
type PeopleData = {
  staff: Officer[]
  citizens: (Place & { name: string; sex: Sex; birthDate: string })[]
  generated: {
    citizens: number
    families: string[]
    male: Names
    female: Names
    edeMale: string[]
    edeFemale: string[]
    edeFamilies: string[]
    villages: Record<string, string[]>
  }
  communes: Record<string, string>
  mandates: {
    authorised: { principal: string; agent: string }[]
    children: (Place & { parent: string; name: string; sex: Sex; birthDate: string })[]
    representatives: { business: string; citizen: string }[]
  }
  businesses: (Place & { name: string; taxCode: string })[]
}

/** Everybody of the demo province; the same on every call. */
export function demoPeople(): { staff: Officer[]; citizens: Person[]; businesses: Person[] } {
  const data = readDemo<PeopleData>('people.json')
  const invented = Array.from({ length: data.generated.citizens - data.citizens.length }, (_, i) =>
    inventCitizen(data.generated, data.citizens.length + i),
  )
  const addressOf = ({ commune, village }: Place) => `${village}, ${data.communes[commune]}, tỉnh Đắk Lắk`
  const citizens = [...data.citizens, ...invented].map(
    ({ name, sex, birthDate, commune, village }, i): Person => ({
      username: `nguoidan${i + 1}`,
      kind: 'citizen',
      name,
      idNumber: personalNumber(sex, birthDate, i + 1),
      phone: `0900000${String(i + 1).padStart(3, '0')}`,
      address: addressOf({ commune, village }),
      place: { commune, village },
      birthDate,
    }),
  )
  const businesses = data.businesses.map(
    ({ name, taxCode, ...place }, i): Person => ({
      username: `doanhnghiep${i + 1}`,
      kind: 'business',
      name,
      idNumber: taxCode,
      phone: `0900000${901 + i}`,
      address: addressOf(place),
      place,
      birthDate: null,
    }),
  )
  return { staff: data.staff, citizens, businesses }
}

/** Who acts for whom in the demo, by user name: a family, and the head of a company. */
export function demoMandates(): {
  authorised: { principal: string; agent: string }[]
  children: { parent: string; name: string; idNumber: string; birthDate: string; address: string }[]
  representatives: { business: string; citizen: string }[]
} {
  const { mandates, communes } = readDemo<PeopleData>('people.json')
  const children = mandates.children.map(({ parent, name, sex, birthDate, commune, village }, i) => ({
    parent,
    name,
    idNumber: personalNumber(sex, birthDate, FIRST_CHILD + i),
    birthDate,
    address: `${village}, ${communes[commune]}, tỉnh Đắk Lắk`,
  }))
  return { ...mandates, children }
}

/** Serials of children come after those of all citizens. */
const FIRST_CHILD = 901

/** The account of a person; everybody shares the password of the demo. */
export const accountOf = ({ username, kind, name, idNumber, phone, address }: Person): NewAccount => ({
  username,
  kind,
  name,
  password: null,
  idNumber,
  phone,
  email: `${username}@example.com`,
  address,
})

/**
 * A personal number that is never given: Đắk Lắk, true sex and year, but a serial counted from 1. The real
 * digits are drawn at random (domain.md 10.1), and 000001 … are kept for examples (9.3).
 */
function personalNumber(sex: Sex, birthDate: string, serial: number): string {
  const century = birthDate < '2000' ? 0 : 2
  const digit = century + (sex === 'male' ? 0 : 1)
  return `066${digit}${birthDate.slice(2, 4)}${String(serial).padStart(6, '0')}`
}

/** Every fifth citizen has an Ê Đê name: the sex before it, the family after it. */
function inventCitizen(pool: PeopleData['generated'], n: number): PeopleData['citizens'][number] {
  const sex: Sex = n % 2 === 0 ? 'female' : 'male'
  const round = Math.floor(n / 2)
  const commune = pick(Object.keys(pool.villages), n)
  const village = pick(pool.villages[commune]!, Math.floor(n / 3))
  const year = 1945 + ((n * 7) % 60)
  const birthDate = `${year}-${two(1 + ((n * 5) % 12))}-${two(1 + ((n * 11) % 28))}`
  return {
    name: n % 5 === 0 ? edeName(pool, sex, round) : kinhName(pool, sex, round),
    sex,
    birthDate,
    commune,
    village,
  }
}

function edeName(pool: PeopleData['generated'], sex: Sex, round: number): string {
  const given = pick(sex === 'male' ? pool.edeMale : pool.edeFemale, round)
  return `${sex === 'male' ? 'Y ' : "H'"}${given} ${pick(pool.edeFamilies, Math.floor(round / 3))}`
}

function kinhName(pool: PeopleData['generated'], sex: Sex, round: number): string {
  const { middle, given } = pool[sex]
  return [pick(pool.families, round * 5), pick(middle, round * 3), pick(given, round * 7)].join(' ')
}

const pick = <T>(list: readonly T[], index: number): T => list[index % list.length]!

const two = (n: number): string => String(n).padStart(2, '0')
