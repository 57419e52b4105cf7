import { queryOptions } from '@tanstack/react-query'
import { api } from './api.ts'
import { answerOf } from './problem.ts'

/** The books of fee receipts of a unit, the newest first. */
export const receiptBooksQuery = (unit: string) =>
  queryOptions({
    queryKey: ['receipt-books', unit],
    queryFn: () => answerOf(api.GET('/api/v1/receipt-books', { params: { query: { unit } } })),
    staleTime: 60_000,
  })

/** Issues the receipt of the money that was taken. */
export const issueFeeReceipt = (id: string) =>
  answerOf(
    api.POST('/api/v1/dossiers/{id}/slips/{kind}', {
      params: { path: { id, kind: 'fee' } },
      body: { paper: 'A5' },
    }),
  )
