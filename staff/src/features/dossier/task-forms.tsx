import { Button, Select, Stack, Textarea } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useAct } from '../../lib/act.ts'
import { api } from '../../lib/api.ts'
import { colleaguesQuery } from '../../lib/colleagues.ts'
import { answerOf } from '../../lib/problem.ts'
import type { Task } from '../../lib/types.ts'

/** Gives a step to a colleague who holds one of its roles. */
export function AssignForm({ task, close }: { task: Task; close: () => void }) {
  const [account, setAccount] = useState<string | null>(null)
  const { data } = useQuery(colleaguesQuery(task.unit))
  const fitting = (data ?? []).filter(
    ({ roles }) => task.roles.length === 0 || roles.some((role) => task.roles.includes(role)),
  )
  const assign = useAct(
    (note: string) =>
      answerOf(
        api.POST('/api/v1/tasks/{id}/assignment', {
          params: { path: { id: task.id } },
          body: { account: account!, ...(note && { note }) },
        }),
      ),
    'Đã phân công.',
  )
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        const note = String(new FormData(event.currentTarget).get('note')).trim()
        assign.mutate(note, { onSuccess: close })
      }}
    >
      <Stack>
        <Select
          label="Giao cho"
          required
          searchable
          data={fitting.map(({ account: value, name, title }) => ({
            value,
            label: title ? `${name} (${title})` : name,
          }))}
          value={account}
          onChange={setAccount}
          nothingFoundMessage="Không có cán bộ nào như vậy."
          data-autofocus
        />
        <Textarea name="note" label="Lời dặn" autosize minRows={2} maxLength={2000} />
        <Button type="submit" disabled={account === null} loading={assign.isPending}>
          Phân công
        </Button>
      </Stack>
    </form>
  )
}
