/** @jsxImportSource react */
import { escapeKey, FormView } from '@motcua/form-ui'
import { type FormEvent, useEffect, useMemo, useRef, useState } from 'react'
import { FILING } from '../i18n/filing.ts'
import { call } from './call.ts'
import { deliveryFaults, type PageFault, paperFaults, startFaults } from './checks.ts'
import { Conflicts } from './conflicts.tsx'
import { DeliveryPage } from './delivery-page.tsx'
import type { DraftBody, Replaced } from './draft.ts'
import { receiptOf } from './filed.ts'
import { PapersPage } from './papers-page.tsx'
import { FaultSummary, Note } from './parts.tsx'
import { browserPlaces } from './places.ts'
import type { WizardProps } from './procedure.ts'
import { ReviewPage } from './review-page.tsx'
import { SaveMark, SignInAgain } from './save-mark.tsx'
import { StartPage } from './start-page.tsx'
import { runAnswers } from './submission.ts'
import { browserShelf, syncDraft } from './sync.ts'
import { browserDesk } from './upload.ts'
import { useAssessment } from './use-assessment.ts'
import { useStep } from './use-step.ts'
import { useSubmission } from './use-submission.ts'

/** One topic per page; the pages of the form are named by their section. */
export type StepKey = 'ban-dau' | `to-khai.${string}` | 'giay-to' | 'ket-qua' | 'xem-lai'

/** What every page of the wizard works with. */
export type Filing = {
  props: WizardProps
  body: DraftBody
  sections: readonly { key: string; title: string }[]
  sources: Record<string, { kind: string; code?: string | null }>
  replaced: readonly Replaced[]
  isOffline: boolean
  change: (pointer: string, value: unknown) => void
  dismiss: (id: string) => void
}

/** The filing of one dossier, from the draft that was begun to the receipt. */
export function Wizard(props: WizardProps) {
  const { lang, procedure, today } = props
  const t = FILING[lang]
  const { sync, state } = useDraft(props)
  const { body, save } = state
  const result = useMemo(() => runAnswers(props, body), [props, body])
  const sections = (procedure.form?.sections ?? [])
    .filter(({ key }) => result.sections.includes(key))
    .map(({ key, title }) => ({ key, title: title[lang] }))
  const steps: StepKey[] = [
    'ban-dau',
    ...sections.map(({ key }): StepKey => `to-khai.${key}`),
    'giay-to',
    'ket-qua',
    'xem-lai',
  ]
  const { step, goTo, heading } = useStep(steps)
  const [attempts, setAttempts] = useState<Readonly<Record<string, number>>>({})
  const attempt = attempts[step] ?? 0
  const needsPapers = step === 'giay-to' || step === 'xem-lai'
  const { assessment, isOffline } = useAssessment(props, body, result.answers, needsPapers)
  const submission = useSubmission(props, sync, assessment)
  const filing: Filing = {
    props,
    body,
    sections,
    sources: Object.fromEntries(Object.entries(body.sources ?? {}).map(([at, { source }]) => [at, source])),
    replaced: state.replaced,
    isOffline: isOffline || save.kind === 'waiting',
    change: sync.change,
    dismiss: sync.dismiss,
  }
  const faultsOf = (key: StepKey): PageFault[] => {
    if (key === 'ban-dau') return startFaults(t, props, body)
    if (key === 'giay-to') return assessment ? paperFaults(t, lang, body, assessment) : []
    if (key === 'ket-qua') return deliveryFaults(t, body)
    if (key === 'xem-lai') return []
    const section = procedure.form?.sections.find((one) => `to-khai.${one.key}` === key)
    const own = section?.fields.map((field) => `/${field.key}`) ?? []
    return result.errors
      .filter(({ pointer }) => own.some((at) => pointer === at || pointer.startsWith(`${at}/`)))
      .map(({ pointer, message }) => ({ id: pointer, message }))
  }
  const place = steps.indexOf(step)
  const goOn = (event: FormEvent) => {
    event.preventDefault()
    void sync.flush()
    if (step === 'xem-lai') {
      const unfinished = steps.find((key) => faultsOf(key).length > 0)
      if (!unfinished) return void submission.submit()
      setAttempts({ ...attempts, [unfinished]: (attempts[unfinished] ?? 0) + 1 })
      return goTo(unfinished)
    }
    if (faultsOf(step).length > 0 || (step === 'giay-to' && !assessment))
      return setAttempts({ ...attempts, [step]: attempt + 1 })
    goTo(steps[place + 1]!)
  }
  if (save.kind === 'gone') return <Gone lang={lang} draftId={props.draft.id} />
  const faults = attempt > 0 ? faultsOf(step) : []
  const title = titleOf(step, sections, t)
  return (
    <>
      {save.kind === 'signedOut' && (
        <SignInAgain
          lang={lang}
          personId={props.person.id}
          national={props.national}
          onSignedIn={() => void sync.refresh()}
        />
      )}
      <form className="filing" noValidate onSubmit={goOn}>
        <div className="filing-top">
          <p className="soft" id="filing-step">
            {t.stepOf(place + 1, steps.length)}
          </p>
          <SaveMark save={save} lang={lang} />
          <progress
            className="filing-bar"
            value={place + 1}
            max={steps.length}
            aria-labelledby="filing-step"
          />
        </div>
        <h2 ref={heading} tabIndex={-1}>
          {title}
        </h2>
        <Conflicts filing={filing} />
        {!step.startsWith('to-khai.') && (
          <FaultSummary title={t.fixTitle(faults.length)} faults={faults} attempt={attempt} />
        )}
        {step === 'ban-dau' && <StartPage filing={filing} faults={faults} />}
        {step.startsWith('to-khai.') && procedure.form && (
          <FormView
            key={step}
            form={procedure.form}
            answers={body.answers ?? {}}
            today={today}
            lang={lang}
            section={step.slice('to-khai.'.length)}
            attempt={attempt}
            places={browserPlaces}
            files={browserDesk}
            sources={filing.sources}
            marks={body.marks}
            onMark={(pointer, right) =>
              sync.change(`/marks/${escapeKey(pointer)}`, right === undefined ? undefined : { right })
            }
            onChange={(_, { pointer, value }) => {
              sync.change(`/answers${pointer}`, value)
              // What is typed anew is the person's own word.
              for (const at of Object.keys(body.sources ?? {}))
                if (at === pointer || pointer.startsWith(`${at}/`))
                  sync.change(`/sources/${escapeKey(at)}`, undefined)
            }}
          />
        )}
        {step === 'giay-to' && <PapersPage filing={filing} assessment={assessment} faults={faults} />}
        {step === 'ket-qua' && <DeliveryPage filing={filing} faults={faults} />}
        {step === 'xem-lai' && <ReviewPage filing={filing} assessment={assessment} goTo={goTo} />}
        {step === 'xem-lai' && (
          <Outcome
            lang={lang}
            submission={submission}
            goTo={goTo}
            sections={procedure.form?.sections ?? []}
          />
        )}
        <div className="row filing-buttons">
          <button
            type="submit"
            className={step === 'xem-lai' ? 'button call' : 'button'}
            aria-disabled={submission.state.kind === 'sending' || undefined}
          >
            {step !== 'xem-lai' ? t.go : submission.state.kind === 'sending' ? t.submitting : t.submit}
          </button>
          {place > 0 && (
            <button type="button" className="button second" onClick={() => goTo(steps[place - 1]!)}>
              {t.back}
            </button>
          )}
          <a href={lang === 'en' ? '/en/ho-so' : '/ho-so'}>{t.later}</a>
        </div>
      </form>
    </>
  )
}

function useDraft(props: WizardProps) {
  const [, redraw] = useState(0)
  const sync = useRef(
    syncDraft(props.draft, {
      call,
      shelf: browserShelf(props.draft.id),
      later: (run, ms) => void setTimeout(run, ms),
      tell: () => redraw((n) => n + 1),
    }),
  ).current
  useEffect(() => {
    // What the last visit could not send, and what was typed elsewhere while this tab was away.
    const catchUp = () => void sync.refresh()
    const leave = () => void sync.flush()
    void sync.flush()
    window.addEventListener('online', leave)
    window.addEventListener('focus', catchUp)
    window.addEventListener('pageshow', catchUp)
    document.addEventListener('visibilitychange', leave)
    return () => {
      window.removeEventListener('online', leave)
      window.removeEventListener('focus', catchUp)
      window.removeEventListener('pageshow', catchUp)
      document.removeEventListener('visibilitychange', leave)
    }
  }, [sync])
  return { sync, state: sync.state() }
}

function titleOf(
  step: StepKey,
  sections: readonly { key: string; title: string }[],
  t: (typeof FILING)['vi'],
): string {
  if (step === 'ban-dau') return t.startTitle
  if (step === 'giay-to') return t.papersTitle
  if (step === 'ket-qua') return t.deliveryTitle
  if (step === 'xem-lai') return t.reviewTitle
  return sections.find(({ key }) => `to-khai.${key}` === step)?.title ?? ''
}

function Gone({ lang, draftId }: { lang: 'vi' | 'en'; draftId: string }) {
  const t = FILING[lang]
  useEffect(() => {
    const receipt = receiptOf(draftId, lang)
    if (receipt) location.replace(receipt)
  }, [draftId, lang])
  return (
    <Note tone="warn" role="alert">
      <p>{t.gone}</p>
      <p>
        <a className="button" href={lang === 'en' ? '/en/ho-so' : '/ho-so'}>
          {t.toDossiers}
        </a>
      </p>
    </Note>
  )
}

function Outcome({
  lang,
  submission,
  goTo,
  sections,
}: {
  lang: 'vi' | 'en'
  submission: ReturnType<typeof useSubmission>
  goTo: (step: StepKey) => void
  sections: readonly { key: string; fields: readonly { key: string }[] }[]
}) {
  const t = FILING[lang]
  const { state } = submission
  if (state.kind === 'unsure')
    return (
      <Note tone="warn" role="alert">
        {t.unsure}
      </Note>
    )
  if (state.kind === 'sentBefore')
    return (
      <Note tone="warn" role="alert">
        <p>{t.sentBefore}</p>
        <p>
          <a href={lang === 'en' ? '/en/ho-so' : '/ho-so'}>{t.toDossiers}</a>
        </p>
      </Note>
    )
  if (state.kind !== 'refused') return null
  return (
    <Note tone="bad" role="alert">
      <p>{t.mustMend}</p>
      <ul>
        {(state.faults.length > 0 ? state.faults : [{ pointer: '', message: state.message }]).map(
          ({ pointer, message }) => (
            <li key={`${pointer} ${message}`}>
              {message}{' '}
              <button type="button" className="mf-link" onClick={() => goTo(stepOf(pointer, sections))}>
                {t.edit}
              </button>
            </li>
          ),
        )}
      </ul>
    </Note>
  )
}

/** The page on which a refused part of the submission is mended. */
function stepOf(
  pointer: string,
  sections: readonly { key: string; fields: readonly { key: string }[] }[],
): StepKey {
  const [, part, field] = pointer.split('/')
  if (part === 'papers') return 'giay-to'
  if (part === 'delivery') return 'ket-qua'
  if (part !== 'answers') return 'ban-dau'
  const section = sections.find(({ fields }) => fields.some(({ key }) => key === field))
  return section ? `to-khai.${section.key}` : 'ban-dau'
}
