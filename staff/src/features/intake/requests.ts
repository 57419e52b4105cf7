import type { CompiledForm } from '@motcua/rules'
import type { paths } from '../../../../contract/api.d.ts'
import { api } from '../../lib/api.ts'
import { answerOf, Problem } from '../../lib/problem.ts'
import type { Draft } from './draft.ts'
import { provenSources } from './form-sources.ts'
import type { RegisterQuestion } from './register-question.ts'

type Answer<P extends keyof paths, M extends keyof paths[P], S extends number> = paths[P][M] extends {
  responses: Record<S, { content: { 'application/json': infer T } }>
}
  ? T
  : never

export type DeskProcedures = Answer<'/api/v1/desk/procedures', 'get', 200>
export type DeskProcedure = DeskProcedures['items'][number]
export type Recall = Answer<'/api/v1/desk/recalls', 'post', 200>
export type EarlierPaper = Recall['papers'][number]
export type QuickFill = Answer<'/api/v1/desk/quick-fills', 'get', 200>['items'][number]
export type Assessment = Answer<'/api/v1/procedures/{code}/assessment', 'post', 200>
export type RegisterPrefill = Answer<'/api/v1/procedures/{code}/prefill', 'post', 200>
export type Proposal = RegisterPrefill['items'][number]
export type Received = Answer<'/api/v1/desk/intakes', 'post', 201>
export type Procedure = Omit<Answer<'/api/v1/procedures/{code}', 'get', 200>, 'form'> & {
  form: CompiledForm | null
}

export const deskProcedures = (unit: string): Promise<DeskProcedures> =>
  answerOf(api.GET('/api/v1/desk/procedures', { params: { query: { unit } } }))

export async function procedureOf(code: string): Promise<Procedure> {
  const found = await answerOf(api.GET('/api/v1/procedures/{code}', { params: { path: { code } } }))
  return { ...found, form: found.form as CompiledForm | null }
}

export const quickFills = async (unit: string, procedure: string): Promise<QuickFill[]> =>
  (await answerOf(api.GET('/api/v1/desk/quick-fills', { params: { query: { unit, procedure } } }))).items

export const saveQuickFill = (body: {
  unit: string
  procedureCode: string
  name: string
  answers: Record<string, unknown>
}): Promise<QuickFill> => answerOf(api.POST('/api/v1/desk/quick-fills', { body }))

export const recall = (body: { unit: string; idNumber: string; address?: string }): Promise<Recall> =>
  answerOf(api.POST('/api/v1/desk/recalls', { body }))

/** What the registers, the card and earlier dossiers propose for the form of a procedure. */
export const askRegisters = (
  code: string,
  body: { unit: string } & RegisterQuestion,
): Promise<RegisterPrefill> =>
  answerOf(api.POST('/api/v1/procedures/{code}/prefill', { params: { path: { code } }, body }))

export const assess = (
  code: string,
  answers: Record<string, unknown>,
  papers: Draft['papers'],
): Promise<Assessment> =>
  answerOf(
    api.POST('/api/v1/procedures/{code}/assessment', {
      params: { path: { code } },
      body: { answers, papers: givenPapers(papers) },
    }),
  )

/** Receives the dossier of the draft. The draft's id is the key under which it happens once. */
export const receive = (unit: string, draft: Draft, answers: Record<string, unknown>): Promise<Received> =>
  answerOf(
    api.POST('/api/v1/desk/intakes', {
      headers: { 'idempotency-key': draft.id },
      body: {
        unit,
        procedureCode: draft.procedureCode!,
        applicant: {
          name: draft.name,
          idNumber: draft.idNumber,
          ...(draft.phone && { phone: draft.phone }),
          ...(draft.address && { address: draft.address }),
        },
        answers,
        sources: provenSources(draft.formSources),
        papers: givenPapers(draft.papers),
        delivery: { method: draft.deliver },
        ...(draft.note && { note: draft.note }),
        ...(draft.pay !== 'later' && {
          fee: {
            method: draft.pay,
            ...(draft.receiptNumber.trim() && { receiptNumber: draft.receiptNumber.trim() }),
          },
        }),
        paper: 'A5',
      },
    }),
  )

export const givenPapers = (papers: Draft['papers']) =>
  Object.entries(papers).flatMap(([key, { originals, copies, fileId }]) =>
    originals > 0 || copies > 0 || fileId ? [{ key, originals, copies, ...(fileId && { fileId }) }] : [],
  )

export async function uploadFile(file: Blob, name: string): Promise<{ id: string; name: string }> {
  const body = new FormData()
  body.append('file', file, name)
  const sent = fetch('/api/v1/files', { method: 'POST', body, credentials: 'same-origin' })
  return answerOf(
    sent.then(async (response) => {
      const data = await response.json().catch(() => null)
      return response.ok ? { data, response } : { error: data, response }
    }),
  )
}

/** A file of an earlier dossier once more, as one of this officer's: the old dossier keeps its own. */
export async function copyFile({ fileId, name, code }: EarlierPaper): Promise<{ id: string; name: string }> {
  const answer = await fetch(`/api/v1/files/${fileId}`, { credentials: 'same-origin' })
  if (!answer.ok) throw new Problem(answer.status, await answer.json().catch(() => null))
  return uploadFile(await answer.blob(), `${name} (${code})`)
}

/** The lists for addresses; one object, so that they are asked for once. */
export const places = {
  provinces: () => answerOf(api.GET('/api/v1/areas/provinces')).then(itemsOf),
  communes: (code: string) =>
    answerOf(api.GET('/api/v1/areas/provinces/{code}/communes', { params: { path: { code } } })).then(
      itemsOf,
    ),
}

type Areas = { code: string; fullName: string }[]
const itemsOf = (answer: Areas | { items: Areas }): Areas => (Array.isArray(answer) ? answer : answer.items)
