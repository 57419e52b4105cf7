/** @jsxImportSource react */
import { answerAt, escapeKey, FilePicker } from '@motcua/form-ui'
import { FILING } from '../i18n/filing.ts'
import { call, Refusal, Unreachable } from './call.ts'
import { nameLabelOf, type PageFault } from './checks.ts'
import type { Claim, Who } from './draft.ts'
import { Line, Radios, Select } from './parts.tsx'
import { isCompanyIn, mustChooseCase, needsAuthorisation, receivingFor } from './procedure.ts'
import { browserDesk } from './upload.ts'
import type { Filing } from './wizard.tsx'

/** Which case it is, who the applicant is, and which office decides. */
export function StartPage({ filing, faults }: { filing: Filing; faults: readonly PageFault[] }) {
  const { props, body, change } = filing
  const { lang, procedure, person } = props
  const t = FILING[lang]
  const choices: Exclude<Who, 'mandate'>[] =
    person.kind === 'business' ? ['self', 'other'] : ['self', 'child', 'parent', 'company', 'other']
  const picked = body.who === 'mandate' ? `mandate:${body.authorisation?.mandate}` : body.who
  const pick = (choice: string) => {
    if (choice === picked) return
    const mandate = props.mandates.find(({ id }) => choice === `mandate:${id}`)
    const who = mandate ? 'mandate' : (choice as Who)
    change('/who', who)
    // Of whom the particulars are has changed: those of oneself and of a mandate are known, others have to be typed.
    change('/applicant', mandate ? mandate.applicant : who === 'self' ? props.own : undefined)
    change('/authorisation', mandate && { mandate: mandate.id })
    if (who === 'self') void prefill(filing)
    else clearPrefilled(filing)
  }
  const receiving = receivingFor(props, body.competentUnit)
  return (
    <div className="stack">
      {mustChooseCase(procedure) && (
        <Radios
          id="caseKey"
          label={t.caseLabel}
          faults={faults}
          options={procedure.cases.map(({ key, name }) => ({
            value: key,
            label: name[lang] ?? name.vi,
            ...(name[lang] ? {} : { lang: 'vi' as const }),
          }))}
          value={body.caseKey}
          onPick={(key) => change('/caseKey', key)}
        />
      )}
      <Radios
        id="who"
        label={t.whoLabel}
        hint={person.kind === 'business' ? undefined : t.whoHint}
        faults={faults}
        options={[
          ...choices.slice(0, 1).map((who) => ({
            value: who,
            label: person.kind === 'business' ? t.whoSelfBusiness : t.who[who],
          })),
          ...props.mandates.map(({ id, applicant, kindName }) => ({
            value: `mandate:${id}`,
            label: t.whoMandate(applicant.name ?? '', kindName),
          })),
          ...choices.slice(1).map((who) => ({ value: who, label: t.who[who] })),
        ]}
        value={picked}
        onPick={pick}
      />
      {body.who && <OwnerFields filing={filing} faults={faults} />}
      <Select
        id="competentUnit"
        label={t.office}
        faults={faults}
        choose={t.choose}
        options={props.deciding.map(({ key, name }) => ({ value: key, label: name, lang: 'vi' }))}
        value={body.competentUnit}
        onPick={(key) => {
          change('/competentUnit', key)
          const desks = receivingFor(props, key)
          change('/receivingUnit', desks.length === 1 ? desks[0]!.key : undefined)
        }}
      />
      {body.competentUnit && receiving.length > 1 && (
        <Select
          id="receivingUnit"
          label={t.receiving}
          faults={faults}
          choose={t.choose}
          options={receiving.map(({ key, name }) => ({ value: key, label: name, lang: 'vi' }))}
          value={body.receivingUnit}
          onPick={(key) => change('/receivingUnit', key)}
        />
      )}
    </div>
  )
}

function OwnerFields({ filing, faults }: { filing: Filing; faults: readonly PageFault[] }) {
  const { props, body, change } = filing
  const t = FILING[props.lang]
  const { applicant = {}, who } = body
  const isCompany = isCompanyIn(props, body)
  return (
    <div className="stack filing-owner">
      <h3>{t.ownerTitle}</h3>
      <Line
        id="name"
        label={nameLabelOf(t, isCompany, who)}
        faults={faults}
        value={applicant.name}
        autoComplete={who === 'self' ? 'name' : 'off'}
        onChange={(value) => change('/applicant/name', value)}
      />
      <Line
        id="idNumber"
        label={isCompany ? t.taxCode : t.idNumber}
        hint={isCompany ? undefined : t.idHint}
        faults={faults}
        value={applicant.idNumber}
        inputMode="numeric"
        autoComplete="off"
        onChange={(value) => change('/applicant/idNumber', value)}
      />
      <Line
        id="phone"
        label={t.phone}
        hint={t.phoneHint}
        faults={faults}
        value={applicant.phone}
        inputMode="tel"
        autoComplete={who === 'self' ? 'tel' : 'off'}
        onChange={(value) => change('/applicant/phone', value)}
      />
      {needsAuthorisation(props, body) && (
        <div className="field">
          <label htmlFor="authorisation">{t.authorisationFile}</label>
          {faults.some(({ id }) => id === 'authorisation') && (
            <p className="mf-error">{t.mustAttach(t.authorisationFile)}</p>
          )}
          <FilePicker
            id="authorisation"
            label={t.authorisationFile}
            lang={props.lang}
            desk={browserDesk}
            value={body.authorisation?.file}
            onChange={(file) => change('/authorisation/file', file)}
          />
        </div>
      )}
    </div>
  )
}

/** What was filled in about the person who is signed in says nothing about somebody else. */
function clearPrefilled({ body, change }: Filing): void {
  for (const [pointer, { source }] of Object.entries(body.sources ?? {})) {
    if (source.kind !== 'declared') change(`/answers${pointer}`, undefined)
    change(`/sources/${escapeKey(pointer)}`, undefined)
  }
  change('/marks', undefined)
}

type Proposed = Claim & { pointer: string; value: unknown }

/** Fills in again what is known about the person, where nothing has been typed. */
async function prefill({ props, body, change }: Filing): Promise<void> {
  try {
    const { items } = await call<{ items: Proposed[] }>('GET', `/procedures/${props.procedure.code}/prefill`)
    for (const { pointer, value, ...claim } of items) {
      if (answerAt(body.answers, pointer) !== undefined) continue
      change(`/answers${pointer}`, value)
      change(`/sources/${escapeKey(pointer)}`, claim)
    }
  } catch (error) {
    // Filling in by hand goes on without.
    if (!(error instanceof Unreachable || error instanceof Refusal)) throw error
  }
}
