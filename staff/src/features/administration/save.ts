import { notifications } from '@mantine/notifications'
import { type UseMutationResult, useMutation, useQueryClient } from '@tanstack/react-query'

/**
 * A change asked for in a dialog: on success one sentence and fresh lists. A refusal stays in `error`, for the dialog to
 * show beside what was typed.
 */
export function useSave<In, Out>(
  run: (input: In) => Promise<Out>,
  done: string,
  after: (out: Out) => void,
): UseMutationResult<Out, Error, In> {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: run,
    onSuccess: (out) => {
      notifications.show({ message: done, color: 'green', autoClose: 4_000 })
      void queries.invalidateQueries()
      after(out)
    },
  })
}

/** What was typed under a name, without the blanks around it; undefined when that is nothing. */
export function typed(form: FormData, name: string): string | undefined {
  const text = String(form.get(name) ?? '').trim()
  return text === '' ? undefined : text
}
