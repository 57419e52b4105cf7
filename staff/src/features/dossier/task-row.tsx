import { Button, Drawer, Group, Select, Stack, Textarea } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useAct } from '../../lib/act.ts'
import { api } from '../../lib/api.ts'
import { colleaguesQuery } from '../../lib/colleagues.ts'
import { formatShortTime } from '../../lib/format.ts'
import { answerOf } from '../../lib/problem.ts'
import type { Dossier, Task } from '../../lib/types.ts'
import { Keys, useShortcuts } from '../../ui/shortcuts.tsx'
import { useSeries } from './series.ts'

type Props = { task: Task; dossier: Dossier; queue: string | undefined; isFirst: boolean }
type Asked = { kind: 'outcome'; outcome: string } | { kind: 'assign' } | null

/**
 * An open step and what may be done with it. The usual outcome is done at once; any other asks for a word to whoever
 * gets it next. In a series the next dossier opens by itself.
 */
export function TaskRow({ task, dossier, queue, isFirst }: Props) {
  const [asked, setAsked] = useState<Asked>(null)
  const { goOn } = useSeries(dossier.id, queue)
  const path = { params: { path: { id: task.id } } }
  const complete = useAct(
    ({ outcome, note }: { outcome: string; note?: string }) =>
      answerOf(
        api.POST('/api/v1/tasks/{id}/completion', { ...path, body: { outcome, ...(note && { note }) } }),
      ),
    (_, { outcome }) =>
      `${dossier.code ?? ''}: bước “${task.name}” – ${task.outcomeNames[outcome] ?? outcome}.`,
  )
  const claim = useAct(() => answerOf(api.POST('/api/v1/tasks/{id}/claim', path)), 'Đã nhận việc.')
  const release = useAct(() => answerOf(api.POST('/api/v1/tasks/{id}/release', path)), 'Đã trả lại việc.')
  const [usual, ...others] = task.outcomes
  const finish = (outcome: string, note?: string) =>
    complete.mutate(
      { outcome, note },
      {
        onSuccess: () => {
          setAsked(null)
          if (queue) goOn()
        },
      },
    )
  const may = (act: string) => task.can.includes(act)
  useShortcuts(
    isFirst
      ? [
          ...(may('completion') && usual
            ? [
                {
                  keys: 'ctrl+Enter',
                  label: `${task.outcomeNames[usual] ?? 'Hoàn thành'}`,
                  run: () => finish(usual),
                },
              ]
            : []),
          ...(may('completion') && others[0]
            ? [
                {
                  keys: 't',
                  label: task.outcomeNames[others[0]] ?? others[0],
                  run: () => setAsked({ kind: 'outcome', outcome: others[0]! }),
                },
              ]
            : []),
          ...(may('claim') ? [{ keys: 'c', label: 'Nhận việc', run: () => claim.mutate(undefined) }] : []),
        ]
      : [],
  )
  return (
    <div className="task-row">
      <div className="task-name">
        <strong>{task.name}</strong>
        <div className="quiet">
          {[
            task.unitName,
            task.assigneeName ?? 'chưa ai nhận',
            task.dueAt && `hạn bước ${formatShortTime(task.dueAt)}`,
          ]
            .filter(Boolean)
            .join(' · ')}
        </div>
      </div>
      <Group gap={6}>
        {may('completion') && usual && (
          <Button
            size="sm"
            loading={complete.isPending}
            onClick={() => finish(usual)}
            rightSection={isFirst ? <Keys keys="ctrl+Enter" /> : undefined}
          >
            {task.outcomeNames[usual] ?? usual}
          </Button>
        )}
        {may('completion') &&
          others.map((outcome, i) => (
            <Button
              key={outcome}
              size="sm"
              variant="default"
              onClick={() => setAsked({ kind: 'outcome', outcome })}
              rightSection={isFirst && i === 0 ? <Keys keys="t" /> : undefined}
            >
              {task.outcomeNames[outcome] ?? outcome}
            </Button>
          ))}
        {may('claim') && (
          <Button
            size="sm"
            variant="default"
            loading={claim.isPending}
            onClick={() => claim.mutate(undefined)}
            rightSection={isFirst ? <Keys keys="c" /> : undefined}
          >
            Nhận việc
          </Button>
        )}
        {may('assignment') && (
          <Button size="sm" variant="default" onClick={() => setAsked({ kind: 'assign' })}>
            Phân công
          </Button>
        )}
        {may('release') && (
          <Button
            size="sm"
            variant="subtle"
            loading={release.isPending}
            onClick={() => release.mutate(undefined)}
          >
            Trả lại việc
          </Button>
        )}
      </Group>
      <Drawer
        opened={asked !== null}
        onClose={() => setAsked(null)}
        position="right"
        size={420}
        title={asked?.kind === 'outcome' ? task.outcomeNames[asked.outcome] : 'Phân công'}
      >
        {asked?.kind === 'outcome' && (
          <NoteForm
            submit={task.outcomeNames[asked.outcome] ?? asked.outcome}
            isPending={complete.isPending}
            send={(note) => finish(asked.outcome, note)}
          />
        )}
        {asked?.kind === 'assign' && <AssignForm task={task} close={() => setAsked(null)} />}
      </Drawer>
    </div>
  )
}

type NoteProps = { submit: string; isPending: boolean; send: (note: string) => void }

function NoteForm({ submit, isPending, send }: NoteProps) {
  return (
    <form action={(form) => send(String(form.get('note')).trim())}>
      <Stack>
        <Textarea
          name="note"
          label="Ý kiến"
          description="Người nhận tiếp theo đọc được: vì sao, cần sửa gì."
          autosize
          minRows={4}
          maxLength={2000}
          data-autofocus
        />
        <Button type="submit" loading={isPending}>
          {submit}
        </Button>
      </Stack>
    </form>
  )
}

function AssignForm({ task, close }: { task: Task; close: () => void }) {
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
    <form action={(form) => assign.mutate(String(form.get('note')).trim(), { onSuccess: close })}>
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
