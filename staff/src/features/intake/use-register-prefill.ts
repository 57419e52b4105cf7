import { useDebouncedValue } from '@mantine/hooks'
import type { CompiledForm } from '@motcua/rules'
import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { sentenceOf } from '../../lib/problem.ts'
import type { Draft } from './draft.ts'
import { withProposals } from './form-sources.ts'
import { questionOf, type RegisterQuestion } from './register-question.ts'
import { askRegisters } from './requests.ts'

export type RegisterNote = { text: string; isFound: boolean }

/** How long a hand rests before what it typed is asked for, in milliseconds: every question leaves a trace. */
const REST = 700

/**
 * Asks the registers about the person of the card, or of the number, name and birth date that were typed, or about the
 * company of a tax code, once the procedure is known: each question is traced with what it was for. What comes is
 * filled in with its source; what does not is said, and filling in by hand goes on.
 */
export function useRegisterPrefill(
  unit: string,
  draft: Draft,
  form: CompiledForm | null,
  change: (changes: (before: Draft) => Partial<Draft>) => void,
): RegisterNote | null {
  const code = draft.procedureCode
  const now = form && JSON.stringify(questionOf(draft, form))
  const [rested] = useDebouncedValue(now, REST)
  const key = draft.card ? now : rested
  const question = key === null ? null : (JSON.parse(key) as RegisterQuestion | null)
  const { data, error } = useQuery({
    queryKey: ['registers', unit, code, key],
    queryFn: () => askRegisters(code!, { unit, ...question! }),
    // What was typed before the hand rested is not what is asked for now.
    enabled: code !== null && question !== null && key === now,
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
  if (!data || !question) return null
  const register = 'taxCode' in question ? 'đăng ký doanh nghiệp' : 'dân cư'
  return { text: `Khớp với Cơ sở dữ liệu quốc gia về ${register}.`, isFound: true }
}
