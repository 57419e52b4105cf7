import { withFirstRows } from '@motcua/form-ui'
import { cleanLine, runForm } from '@motcua/rules'
import { FILING } from '../i18n/filing.ts'
import type { DraftBody } from './draft.ts'
import { type Assessment, mustChooseCase, type WizardProps } from './procedure.ts'

/** The answers as the engine cleans them, with what is wrong. */
export function runAnswers({ procedure, today, lang }: WizardProps, body: DraftBody) {
  const answers = body.answers ?? {}
  if (!procedure.form) return { answers: {}, errors: [], sections: [], visible: [], required: [] }
  return runForm(procedure.form, withFirstRows(procedure.form, answers), { today, locale: lang })
}

/**
 * The body of `POST /dossiers` for a draft: the same draft always gives the same body, so that sending it again under
 * the same key changes nothing. Papers the answers no longer ask for stay behind.
 */
export function submissionOf(
  props: WizardProps,
  draft: { id: string; body: DraftBody },
  assessment: Assessment,
) {
  const { body } = draft
  const { procedure } = props
  const { answers } = runAnswers(props, body)
  const papers = assessment.papers.flatMap(({ key }) => {
    const file = body.papers?.[key]
    return file ? [{ key, fileId: file.id, copies: 1 }] : []
  })
  const { method = 'counter', unit, address } = body.delivery ?? {}
  return {
    procedureCode: procedure.code,
    ...(mustChooseCase(procedure) ? { caseKey: body.caseKey } : {}),
    channel: 'online',
    receivingUnit: body.receivingUnit,
    competentUnit: body.competentUnit,
    applicant: filled({
      name: body.applicant?.name,
      idNumber: body.applicant?.idNumber,
      phone: body.applicant?.phone,
      email: body.applicant?.email,
      address: body.applicant?.address,
    }),
    ...authorisationOf(body),
    answers,
    ...(procedure.form ? keptSources(body, answers) : {}),
    papers,
    delivery: {
      method,
      ...(method === 'counter' && unit ? { unit } : {}),
      ...(method === 'post' ? filled({ address }) : {}),
    },
    draftId: draft.id,
  }
}

function authorisationOf({ who, authorisation }: DraftBody) {
  if (!who || who === 'self') return {}
  const fileId = authorisation?.file?.id
  const file = fileId ? { fileId } : {}
  if (who === 'mandate') return { authorisation: { mandate: authorisation?.mandate, ...file } }
  return { authorisation: { relation: authorisation?.relation ?? FILING.vi.relation[who], ...file } }
}

/** Sources and marks of what is still answered. */
function keptSources(body: DraftBody, answers: Record<string, unknown>) {
  const isAnswered = (pointer: string) =>
    pointer
      .split('/')
      .slice(1)
      .reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], answers) !== undefined
  const keep = <T>(values: Record<string, T> = {}) =>
    Object.fromEntries(Object.entries(values).filter(([pointer]) => isAnswered(pointer)))
  const sources = keep(body.sources)
  const marks = Object.fromEntries(
    Object.entries(keep(body.marks)).filter(
      ([pointer]) => sources[pointer] && sources[pointer].source.kind !== 'declared',
    ),
  )
  return {
    ...(Object.keys(sources).length > 0 ? { sources } : {}),
    ...(Object.keys(marks).length > 0 ? { marks } : {}),
  }
}

/** Without what is empty; lines without hidden characters. */
function filled(texts: Record<string, string | undefined>): Record<string, string> {
  const clean = Object.entries(texts).map(([key, text]) => [key, cleanLine(text ?? '')] as const)
  return Object.fromEntries(clean.filter(([, text]) => text !== ''))
}
