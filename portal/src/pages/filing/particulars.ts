import type { ApplicantDraft } from '../../filing/draft.ts'
import type { Mandate } from '../../filing/procedure.ts'
import { recordName } from '../../i18n/record-names.ts'
import { readIfPossible } from '../../read.ts'
import type { Person, Visit } from '../../visit.ts'

/** What the account knows about its owner, and for whom the owner may file this procedure. */
export async function particulars(
  { api, lang, person }: Visit & { person: Person },
  procedureCode: string,
): Promise<{ own: ApplicantDraft; mandates: Mandate[] }> {
  const me = await readIfPossible<'getMe'>(api, '/me')
  const mandates = (me?.actFor ?? [])
    .filter(({ procedures }) => procedures === null || procedures.includes(procedureCode))
    .map(({ id, kind, kindName, principal, paperNeeded }) => ({
      id,
      isCompany: kind === 'representative',
      kindName: recordName('mandates', kind, kindName, lang).text,
      applicant: given(principal),
      paperNeeded,
    }))
  return { own: { ...given(me ?? {}), name: person.name }, mandates }
}

type Known = Partial<Record<keyof ApplicantDraft, string | null>>

/** The particulars of an applicant that are known. */
function given({ name, idNumber, phone, email, address }: Known): ApplicantDraft {
  const texts = Object.entries({ name, idNumber, phone, email, address })
  return Object.fromEntries(texts.filter(([, text]) => typeof text === 'string' && text !== ''))
}
