import type { CardQr, CompiledForm } from '@motcua/rules'
import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { sentenceOf } from '../../lib/problem.ts'
import type { Draft } from './draft.ts'
import { withProposals } from './form-sources.ts'
import { askRegisters } from './requests.ts'

export type RegisterNote = { text: string; isFound: boolean }

/**
 * Asks the registers about the person of the card, once the procedure is known: each question is traced with what it
 * was for. What comes is filled in with its source; what does not is said, and filling in by hand goes on.
 */
export function useRegisterPrefill(
  unit: string,
  draft: Draft,
  form: CompiledForm | null,
  change: (changes: (before: Draft) => Partial<Draft>) => void,
): RegisterNote | null {
  const code = draft.procedureCode
  const cardQr = draft.card ? textOfCard(draft.card.card) : null
  const { data, error } = useQuery({
    queryKey: ['registers', unit, code, cardQr],
    queryFn: () => askRegisters(code!, { unit, cardQr: cardQr! }),
    enabled: code !== null && cardQr !== null && form !== null,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
    retry: false,
  })
  useEffect(() => {
    if (!data) return
    change((before) => {
      const { answers, sources } = withProposals(before.answers, before.formSources, data.items)
      return { answers, formSources: sources }
    })
  }, [data, change])
  if (error) return { text: sentenceOf(error), isFound: false }
  const [problem] = data?.problems ?? []
  if (problem) return problem.code === 'notConnected' ? null : { text: problem.message, isFound: false }
  return data ? { text: 'Khớp với Cơ sở dữ liệu quốc gia về dân cư.', isFound: true } : null
}

/** The code of the card as it is printed, once more from what was read of it. */
const textOfCard = ({ idNumber, oldIdNumber, fullName, birthDate, sex, address, issuedOn }: CardQr): string =>
  [
    ...[idNumber, oldIdNumber, fullName, printed(birthDate), sex === 'male' ? 'Nam' : 'Nữ', address],
    printed(issuedOn),
  ].join('|')

/** `03021990` of `1990-02-03`. */
const printed = (date: string | undefined): string => (date ?? '').split('-').reverse().join('')
