import { useDebouncedValue } from '@mantine/hooks'
import { withFirstRows } from '@motcua/form-ui'
import { type CompiledForm, type Field, type FormError, runForm, type Scan, vietnamDate } from '@motcua/rules'
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useMemo, useRef, useState } from 'react'
import { showProblem } from '../../lib/act.ts'
import { useOfficer } from '../../lib/officer.ts'
import { printPdf } from '../../lib/print-pdf.ts'
import { Problem } from '../../lib/problem.ts'
import { type Draft, personOf, type Source, useDraft } from './draft.ts'
import { fillApplicant, fillGroupAt, type KnownPerson, withDefaults } from './fill.ts'
import { sourcesOfChange, withoutProposals } from './form-sources.ts'
import {
  assess,
  deskProcedures,
  procedureOf,
  type QuickFill,
  quickFills,
  type Recall,
  type Received,
  recall,
  receive,
  saveQuickFill,
} from './requests.ts'
import { useRegisterPrefill } from './use-register-prefill.ts'

const FORM_PREFIX = 'mf'

/** Everything that the intake screen knows and does; what it looks like stands in `intake.tsx`. */
export function useIntake(unit: string) {
  const officer = useOfficer()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const { draft, change, latest, restart } = useDraft(`intake ${officer.id} ${unit}`)
  const [earlier, setEarlier] = useState<Recall | null>(null)
  const [received, setReceived] = useState<Received | null>(null)
  const [attempt, setAttempt] = useState(0)
  const [refusals, setRefusals] = useState<readonly FormError[]>([])
  const [isSending, setSending] = useState(false)
  const kept = useRef<Draft>(draft)
  const filledNow = useRef(false)

  const procedures = useQuery({ queryKey: ['desk-procedures', unit], queryFn: () => deskProcedures(unit) })
  const code = draft.procedureCode
  const procedure = useQuery({
    queryKey: ['procedure', code],
    queryFn: () => procedureOf(code!),
    enabled: code !== null,
    staleTime: 300_000,
  })
  const fills = useQuery({
    queryKey: ['quick-fills', unit, code],
    queryFn: () => quickFills(unit, code!),
    enabled: code !== null,
    staleTime: 60_000,
  })
  const form = code === null ? null : (procedure.data?.form ?? null)
  const today = vietnamDate(new Date())
  const answers = useMemo(
    () => (form ? withFirstRows(form, draft.answers) : draft.answers),
    [form, draft.answers],
  )
  const result = useMemo(() => (form ? runForm(form, answers, { today }) : null), [form, answers, today])
  const [asked] = useDebouncedValue({ answers: result?.answers ?? {}, papers: draft.papers }, 250)
  const assessment = useQuery({
    queryKey: ['assessment', code, asked],
    queryFn: () => assess(code!, asked.answers, asked.papers),
    enabled: code !== null && procedure.data !== undefined,
    placeholderData: keepPreviousData,
  })

  const filledIn = useRef<KnownPerson>({})
  const syncApplicant = () => {
    if (!form) return
    const person = personOf(latest())
    const before = filledIn.current
    filledIn.current = person
    change((now) => filledFrom(form, now, fillApplicant(form, now.answers, person, before)))
  }
  // The form arrives after the person: what is known of him goes into it once.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a new form or a new residence fills anew
  useEffect(syncApplicant, [form, draft.residence])

  const registers = useRegisterPrefill(unit, draft, form, change)

  const askEarlier = async (idNumber: string, address?: string) => {
    try {
      const found = await recall({ unit, idNumber, ...(address && { address }) })
      if (latest().idNumber.replace(/\s/g, '') !== idNumber) return
      setEarlier(found)
      change((before) => recalled(before, found))
      syncApplicant()
    } catch (error) {
      showProblem(error)
    }
  }

  /** @returns when what is known of the person has been asked for; null when it was nothing for this screen */
  const applyScan = (scan: Scan, target: HTMLElement | null): Promise<void> | null => {
    if (scan.kind === 'dossier') return navigate({ to: '/can-bo/tra-ket-qua', search: { ma: scan.code } })
    if (scan.kind !== 'card') return null
    const { card, doubts } = scan
    const pointer = form && target && pointerOf(target)
    if (form && pointer) {
      const { idNumber, birthDate, sex } = card
      const known = { name: card.fullName, idNumber, birthDate, sex }
      const filled = fillGroupAt(form, latest().answers, pointer, known)
      if (filled) {
        change((now) => filledFrom(form, now, filled, CARD))
        return fillResidence(pointer, idNumber, card.address)
      }
    }
    setEarlier(null)
    setReceived(null)
    const { answers, sources } = withoutProposals(latest().answers, latest().formSources)
    change({
      ...{ answers, formSources: sources },
      idNumber: card.idNumber,
      name: card.fullName,
      phone: '',
      address: card.address,
      card: { card, doubts },
      residence: null,
      earlierCode: null,
      sources: { idNumber: 'card', name: 'card', address: 'card' },
    })
    return askEarlier(card.idNumber, card.address)
  }

  /** The address of a further card, e.g. the father's, in the units of today. */
  const fillResidence = async (pointer: string, idNumber: string, address: string) => {
    const found = await recall({ unit, idNumber, address }).catch(() => null)
    if (!form || !found?.residence) return
    const { residence } = found
    change((before) => {
      const filled = fillGroupAt(form, before.answers, pointer, { residence })
      return filled ? filledFrom(form, before, filled, CARD) : {}
    })
  }

  const markFilled = (value: boolean) => {
    filledNow.current = value
  }
  const choose = (next: string | null) => {
    markFilled(false)
    setAttempt(0)
    setRefusals([])
    change({ procedureCode: next, answers: {}, formSources: {}, papers: {} })
  }

  const fillQuickly = (fill: QuickFill | null) => {
    markFilled(true)
    if (fill) change((before) => ({ answers: withDefaults(before.answers, fill.answers) }))
  }

  const keepQuickFill = async (name: string) => {
    await saveQuickFill({ unit, procedureCode: code!, name, answers: result?.answers ?? {} })
    await queries.invalidateQueries({ queryKey: ['quick-fills', unit, code] })
  }

  const missingPapers = (code === null ? [] : (assessment.data?.papers ?? [])).filter(
    ({ key, mandatory, presentOnly }) => {
      const check = draft.papers[key]
      return mandatory && !presentOnly && !(check && (check.originals + check.copies > 0 || check.fileId))
    },
  )
  /** What is written now, judged: what is on the screen may be a moment old. */
  const judgeNow = () => {
    const { answers: given } = latest()
    return form
      ? runForm(form, withFirstRows(form, given), { today })
      : { answers: given, errors: [] as readonly FormError[] }
  }
  const assessNow = () => assess(code!, judgeNow().answers, latest().papers)
  const tickAllPapers = async (): Promise<void> => {
    const { papers } = await assessNow()
    const due = papers.filter((paper) => paper.mandatory)
    change((before) => ({
      papers: {
        ...before.papers,
        ...Object.fromEntries(
          due.map(({ key, originals, copies }) => [
            key,
            { ...before.papers[key], originals: originals || (copies ? 0 : 1), copies },
          ]),
        ),
      },
    }))
    await queries.invalidateQueries({ queryKey: ['assessment', code] })
  }

  const personErrors: Record<string, string> =
    attempt === 0
      ? {}
      : {
          ...(draft.idNumber === '' && { idNumber: 'Hãy quét thẻ hoặc nhập số định danh.' }),
          ...(draft.name === '' && { name: 'Hãy nhập họ tên.' }),
        }

  /** Receives, prints, and clears the desk for the next person. @returns whether it was received */
  const accept = async (): Promise<boolean> => {
    syncApplicant()
    const now = latest()
    const { answers: given, errors } = judgeNow()
    setRefusals([])
    setAttempt((n) => n + 1)
    const isReady = now.idNumber !== '' && now.name !== '' && code !== null && procedure.data !== undefined
    if (!isReady || errors.length > 0 || isSending) return false
    setSending(true)
    try {
      // Papers that were ticked for another case of the procedure are not handed in.
      const { papers, total } = await assessNow()
      const handedIn = Object.entries(now.papers).filter(([key]) => papers.some((paper) => paper.key === key))
      const done = await receive(
        unit,
        { ...now, papers: Object.fromEntries(handedIn), pay: total === null ? 'later' : now.pay },
        given,
      )
      setReceived(done)
      startAnew()
      if (done.receipt) await printPdf(done.receipt.file).catch(showProblem)
      void queries.invalidateQueries({ queryKey: ['queues'] })
      return true
    } catch (error) {
      showProblem(error)
      if (error instanceof Problem) {
        setRefusals(formErrors(error))
        if (error.isStale) void queries.invalidateQueries()
      }
      return false
    } finally {
      setSending(false)
    }
  }
  const startAnew = () => {
    restart()
    setEarlier(null)
    setAttempt(0)
    setRefusals([])
    markFilled(false)
  }

  return {
    ...{ draft, change, earlier, received, attempt, refusals, isSending, personErrors },
    ...{
      registers,
      procedures,
      procedure,
      fills: fills.data ?? [],
      form,
      answers,
      result,
      today,
      assessment,
    },
    ...{ missingPapers, tickAllPapers, applyScan, askEarlier, choose, fillQuickly, keepQuickFill },
    ...{ accept, startAnew, syncApplicant, closeReceived: () => setReceived(null) },
    answer: (answers: Draft['answers'], pointer: string) =>
      change(({ formSources: { [pointer]: _, ...formSources } }) => ({ answers, formSources })),
    isFormReady: procedure.isSuccess && fills.isFetched,
    hasFilledNow: () => filledNow.current,
    /** Of the answers as they are after the last key, which may not have been drawn yet. */
    latestErrors: (): readonly FormError[] => judgeNow().errors,
    scanner: {
      keep: () => {
        kept.current = latest()
      },
      takeBack: () => change(kept.current),
    },
  }
}

export type Intake = ReturnType<typeof useIntake>

const CARD = { kind: 'card' } as const

/**
 * Filled answers with where each comes from: what is said of the person at the desk, field by field.
 * @param source of all that has changed, when it is one
 */
function filledFrom(
  form: CompiledForm,
  { answers: before, formSources, sources, earlierCode }: Draft,
  answers: Draft['answers'],
  source?: typeof CARD,
): Partial<Draft> {
  const sourceOf = ({ type }: Field<unknown>) => {
    if (source) return source
    const key = FIELDS_OF[type]
    const from = key ? sources[key] : 'card'
    if (from === 'earlier' && earlierCode) return { kind: 'dossier', ...earlierCode } as const
    return from === 'card' ? CARD : null
  }
  return { answers, formSources: { ...formSources, ...sourcesOfChange(form, before, answers, sourceOf) } }
}

/** Which field of the person fills a field of this kind; others are filled by the card alone. */
const FIELDS_OF: Partial<Record<Field<unknown>['type'], keyof Draft['sources']>> = {
  text: 'name',
  citizenId: 'idNumber',
  phone: 'phone',
  address: 'address',
}

function recalled(before: Draft, { person, residence }: Recall): Partial<Draft> {
  const changes: Partial<Draft> = { residence: residence ?? before.residence }
  if (!person) return changes
  changes.earlierCode = person.from
  const sources: Draft['sources'] = { ...before.sources }
  for (const key of ['name', 'phone', 'address'] as const) {
    const value = person[key]
    if (before[key] !== '' || !value) continue
    changes[key] = value
    sources[key] = 'earlier' satisfies Source
  }
  return { ...changes, sources }
}

/** The place in the answers of a field of the form; null outside of it. */
export const pointerOf = (field: HTMLElement): string | null => {
  const id = field.id || field.closest<HTMLElement>(`[id^="${FORM_PREFIX}-"]`)?.id || ''
  return id.startsWith(`${FORM_PREFIX}-`) ? id.slice(FORM_PREFIX.length).replaceAll('-', '/') : null
}

/** Ids of the fields that wait for an answer: those the engine asks for. */
export const openIds = (errors: readonly FormError[]): string[] =>
  errors.map(({ pointer }) => FORM_PREFIX + pointer.replaceAll('/', '-'))

const formErrors = (problem: Problem): FormError[] =>
  problem.fields
    .filter(({ pointer }) => pointer.startsWith('/answers'))
    .map(({ pointer, message }) => ({
      pointer: pointer.slice('/answers'.length),
      code: 'server' as never,
      message,
    }))
