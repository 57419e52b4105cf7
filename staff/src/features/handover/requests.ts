import type { paths } from '../../../../contract/api.d.ts'
import { api } from '../../lib/api.ts'
import { answerOf } from '../../lib/problem.ts'

export type Row =
  paths['/api/v1/dossiers']['get']['responses']['200']['content']['application/json']['items'][number]
export type Dossier = paths['/api/v1/dossiers/{id}']['get']['responses']['200']['content']['application/json']
export type Check =
  paths['/api/v1/dossiers/{id}/handover-checks']['post']['responses']['200']['content']['application/json']
type Handover = NonNullable<
  paths['/api/v1/dossiers/{id}/proven-handover']['post']['requestBody']
>['content']['application/json']
export type Receiver = Handover['receiver']
export type Proof = Handover['proof']

/** Results that wait at the desks of the officer; with words, those that they find. */
export const waiting = async (q: string): Promise<Row[]> => {
  const query = q === '' ? { queue: 'to-hand-over', limit: 50 } : { q, status: 9, limit: 50 }
  return (await answerOf(api.GET('/api/v1/dossiers', { params: { query } }))).items
}

export const dossierOf = (id: string): Promise<Dossier> =>
  answerOf(api.GET('/api/v1/dossiers/{id}', { params: { path: { id } } }))

export const checkReceiver = (id: string, idNumber: string): Promise<Check> =>
  answerOf(
    api.POST('/api/v1/dossiers/{id}/handover-checks', { params: { path: { id } }, body: { idNumber } }),
  )

export const sendCode = (id: string) =>
  answerOf(api.POST('/api/v1/dossiers/{id}/handover-codes', { params: { path: { id } } }))

export const handOver = (id: string, key: string, body: Handover): Promise<Dossier> =>
  answerOf(
    api.POST('/api/v1/dossiers/{id}/proven-handover', {
      params: { path: { id } },
      headers: { 'idempotency-key': key },
      body,
    }),
  )

/** A result that was sent, not handed to somebody. @param note e.g. the number of the item of the post */
export const recordSent = (
  id: string,
  method: 'post' | 'electronic',
  note: string | null,
): Promise<Dossier> =>
  answerOf(
    api.POST('/api/v1/dossiers/{id}/handover', {
      params: { path: { id } },
      body: { method, ...(note !== null && { note }) },
    }),
  )

/** @param receiptNumber of the receipt written by hand; '' takes the next one of the desk's book */
export const collectFee = (id: string, receiptNumber: string): Promise<Dossier> =>
  answerOf(
    api.POST('/api/v1/dossiers/{id}/fee-collections', {
      params: { path: { id } },
      body: receiptNumber === '' ? {} : { receiptNumber },
    }),
  )

export const issueNote = (id: string) =>
  answerOf(
    api.POST('/api/v1/dossiers/{id}/slips/{kind}', { params: { path: { id, kind: 'handover' } }, body: {} }),
  )
