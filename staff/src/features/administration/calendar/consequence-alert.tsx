import { Alert } from '@mantine/core'
import { sentenceOf } from '../../../lib/problem.ts'
import { COUNTING } from './words.ts'

/**
 * What a change of a calendar would do to the running dossiers, before it is made.
 * @param said the sentence, or why it cannot be told; undefined while it is counted
 */
export function ConsequenceAlert({ said }: { said: string | Error | undefined }) {
  const isFault = said instanceof Error
  return (
    <Alert
      className="admin-alert"
      color={isFault ? 'red' : 'blue'}
      role="status"
      title="Hồ sơ đang giải quyết"
    >
      {isFault ? sentenceOf(said) : (said ?? COUNTING)}
    </Alert>
  )
}
