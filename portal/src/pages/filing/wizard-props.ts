import type { CompiledForm } from '@motcua/rules'
import type { SavedDraft } from '../../filing/draft.ts'
import type { Office, WizardProps } from '../../filing/procedure.ts'
import { dayOf } from '../../format.ts'
import { type Reply, readIfPossible } from '../../read.ts'
import type { Person, Visit } from '../../visit.ts'
import { particulars } from './particulars.ts'

type Procedure = Reply<'getProcedure'>
type Unit = Reply<'listUnits'>['items'][number]

/** What the wizard is given: the procedure, the offices, the person, the draft. */
export async function wizardProps(
  visit: Visit & { person: Person },
  procedure: Procedure,
  draft: Reply<'getDraft'>,
): Promise<WizardProps> {
  const [{ deciding, receiving }, { own, mandates }, options] = await Promise.all([
    officesFor(visit, procedure),
    particulars(visit, procedure.code),
    visit.api('GET', '/session/options'),
  ])
  const { id, name, kind } = visit.person
  return {
    lang: visit.lang,
    today: dayOf(visit.now),
    procedure: {
      code: procedure.code,
      name: procedure.name,
      form: procedure.form as CompiledForm | null,
      cases: procedure.cases.map(({ key, name: words, when }) => ({
        key,
        name: words,
        isDecided: when !== null,
      })),
    },
    person: { id, name, kind },
    own,
    mandates,
    deciding,
    receiving,
    national: options.status === 200 ? (options.body as { national: string | null }).national : null,
    draft: draft as SavedDraft,
  }
}

/** The offices that may decide the procedure, and the desks that receive dossiers and hand over results. */
export async function officesFor(
  { api }: Visit,
  procedure: Procedure,
): Promise<{ deciding: Office[]; receiving: Office[] }> {
  const found = await readIfPossible<'listUnits'>(api, '/units?type=office&limit=200')
  const units = found?.items ?? []
  const { competence } = procedure
  const fixed = competence?.units ?? []
  const deciding = units.filter((unit) =>
    fixed.length > 0
      ? fixed.includes(unit.ref) || fixed.includes(unit.key ?? '') || fixed.includes(unit.id)
      : unit.canDecide && (!competence?.unitKind || unit.kind === competence.unitKind),
  )
  return {
    deciding: deciding.map(officeOf),
    receiving: units.filter(({ isReceptionPoint }) => isReceptionPoint).map(officeOf),
  }
}

const officeOf = (unit: Unit): Office => ({
  key: unit.ref,
  name: unit.name,
  isReceptionPoint: unit.isReceptionPoint ?? false,
})
