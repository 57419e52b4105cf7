import type { ApplicantDraft } from '../../filing/draft.ts'
import type { Person, Visit } from '../../visit.ts'

/** Name, number and telephone of the account itself, as far as the API tells them to their owner. */
export async function ownParticulars({ api, person }: Visit & { person: Person }): Promise<ApplicantDraft> {
  const { status, body } = await api('GET', '/me')
  const known = (status === 200 ? body : {}) as Partial<Record<keyof ApplicantDraft, string | null>>
  const { idNumber, phone, email, address } = known
  const texts = Object.entries({ idNumber, phone, email, address }).filter(
    ([, text]) => typeof text === 'string',
  )
  return { name: person.name, ...Object.fromEntries(texts) }
}
