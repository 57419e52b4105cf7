import { useEffect, useState } from 'react'
import { call, Refusal } from './call.ts'
import type { DraftBody } from './draft.ts'
import { type Assessment, mustChooseCase, type WizardProps } from './procedure.ts'

/**
 * Papers, time and cost for the answers as they stand, asked anew when they have changed. Without network it is tried
 * again every few seconds.
 */
export function useAssessment(
  { procedure }: WizardProps,
  body: DraftBody,
  answers: Record<string, unknown>,
  isWanted: boolean,
): { assessment: Assessment | null; isOffline: boolean } {
  const [known, setKnown] = useState<{ question: string; assessment: Assessment } | null>(null)
  const [failures, setFailures] = useState(0)
  const question = JSON.stringify({
    ...(mustChooseCase(procedure) && body.caseKey ? { caseKey: body.caseKey } : {}),
    answers,
    papers: Object.entries(body.papers ?? {}).map(([key, { id }]) => ({ key, fileId: id, copies: 1 })),
  })
  const isKnown = known?.question === question
  useEffect(() => {
    if (!isWanted || isKnown) return
    let isCurrent = true
    const ask = () =>
      call<Assessment>('POST', `/procedures/${procedure.code}/assessment`, JSON.parse(question)).then(
        (assessment) => {
          if (!isCurrent) return
          setFailures(0)
          setKnown({ question, assessment })
        },
        (error) => {
          if (isCurrent && !(error instanceof Refusal)) setFailures(failures + 1)
        },
      )
    const timer = setTimeout(() => void ask(), failures === 0 ? 0 : 3000)
    return () => {
      isCurrent = false
      clearTimeout(timer)
    }
  }, [isWanted, isKnown, question, failures, procedure.code])
  // While a new answer is on its way the last one stays, so that the page does not jump.
  return { assessment: known?.assessment ?? null, isOffline: failures > 0 }
}
