import { notifications } from '@mantine/notifications'
import { type UseMutationResult, useMutation, useQueryClient } from '@tanstack/react-query'
import { Problem, sentenceOf } from './problem.ts'

type Words<In, Out> = string | null | ((out: Out, input: In) => string | null)

/**
 * Something that changes the world: on success one sentence, on refusal the one sentence of the server. Whatever the
 * screen shows is read again after both, for a refusal often means that somebody else was faster. Nothing typed is lost.
 * @param done what to say when it has worked; null says nothing
 */
export function useAct<In, Out>(
  run: (input: In) => Promise<Out>,
  done: Words<In, Out>,
): UseMutationResult<Out, Error, In> {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: run,
    onSuccess: (out, input) => {
      const message = typeof done === 'function' ? done(out, input) : done
      if (message) notifications.show({ message, color: 'green', autoClose: 4_000 })
      // Not waited for: whoever acts goes on at once.
      void queries.invalidateQueries()
    },
    onError: (error) => {
      showProblem(error)
      if (error instanceof Problem && error.isStale) void queries.invalidateQueries()
    },
  })
}

/** Shows the one sentence of what went wrong; it stays until it is read. */
export function showProblem(error: unknown): void {
  notifications.show({ message: sentenceOf(error), color: 'red', autoClose: 10_000, role: 'alert' })
}
