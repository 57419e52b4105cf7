import { Button, Drawer, Group } from '@mantine/core'
import { stepForm } from '@motcua/rules'
import { useMemo, useState } from 'react'
import { useAct } from '../../lib/act.ts'
import { api } from '../../lib/api.ts'
import { formatShortTime } from '../../lib/format.ts'
import { answerOf } from '../../lib/problem.ts'
import type { Dossier, Task } from '../../lib/types.ts'
import { Keys, useShortcuts } from '../../ui/shortcuts.tsx'
import { type MoreAct, MoreMenu } from './more-menu.tsx'
import { OutcomeForm } from './outcome-form.tsx'
import { useSeries } from './series.ts'
import { AssignForm } from './task-forms.tsx'

type Props = {
  task: Task
  dossier: Dossier
  queue: string | undefined
  isFirst: boolean
  /** On a phone only the outcomes are buttons; the rest waits behind a menu, with `extra`. */
  isNarrow: boolean
  extra: readonly MoreAct[]
}
type Completion = { outcome: string; note?: string; answers?: Record<string, unknown> }
type Asked = { kind: 'outcome'; outcome: string } | { kind: 'assign' } | null
type StepAct = MoreAct & { keys?: string; isUsual?: boolean; isOutcome?: boolean; isLoading?: boolean }

/**
 * An open step and what may be done with it. The usual outcome is done at once unless the step has questions; any other
 * asks for a word to whoever gets it next. In a series the next dossier opens by itself.
 */
export function TaskRow({ task, dossier, queue, isFirst, isNarrow, extra }: Props) {
  const [asked, setAsked] = useState<Asked>(null)
  const form = useMemo(() => stepForm(task.form), [task.form])
  const { complete, claim, release, finish } = useTask(task, dossier, queue, () => setAsked(null))
  const nameOf = (outcome: string) => task.outcomeNames[outcome] ?? outcome
  const may = (act: string) => task.can.includes(act)
  const acts: StepAct[] = [
    ...(may('completion') ? task.outcomes : []).map(
      (outcome, i): StepAct => ({
        key: outcome,
        label: nameOf(outcome),
        isOutcome: true,
        ...(i === 0
          ? {
              ...{ keys: 'ctrl+Enter', isUsual: true, isLoading: complete.isPending },
              run: () => (form ? setAsked({ kind: 'outcome', outcome }) : finish({ outcome })),
            }
          : { keys: i === 1 ? 't' : undefined, run: () => setAsked({ kind: 'outcome', outcome }) }),
      }),
    ),
    ...(may('claim')
      ? [
          {
            key: 'claim',
            label: 'Nhận việc',
            keys: 'c',
            isLoading: claim.isPending,
            run: () => claim.mutate(undefined),
          },
        ]
      : []),
    ...(may('assignment')
      ? [{ key: 'assignment', label: 'Phân công', run: () => setAsked({ kind: 'assign' }) }]
      : []),
    ...(may('release')
      ? [
          {
            key: 'release',
            label: 'Trả lại việc',
            isLoading: release.isPending,
            run: () => release.mutate(undefined),
          },
        ]
      : []),
  ]
  useShortcuts(
    isFirst ? acts.flatMap(({ keys, label, run }) => (keys === undefined ? [] : [{ keys, label, run }])) : [],
  )
  const shown = isNarrow ? acts.filter((act) => act.isOutcome) : acts
  const hidden = [...acts.filter((act) => !shown.includes(act)), ...extra]
  return (
    <div className="task-row">
      <TaskName task={task} />
      <Group gap={6}>
        {shown.map(({ key, label, keys, isUsual, isLoading, run }) => (
          <Button
            key={key}
            size="sm"
            variant={isUsual ? 'filled' : key === 'release' ? 'subtle' : 'default'}
            loading={isLoading}
            onClick={run}
            rightSection={isFirst && keys ? <Keys keys={keys} /> : undefined}
          >
            {label}
          </Button>
        ))}
        <MoreMenu acts={hidden} size="sm" />
      </Group>
      <Drawer
        opened={asked !== null}
        onClose={() => setAsked(null)}
        position="right"
        size={isNarrow ? '100%' : 420}
        title={asked?.kind === 'outcome' ? nameOf(asked.outcome) : 'Phân công'}
      >
        {asked?.kind === 'outcome' && (
          <OutcomeForm
            submit={nameOf(asked.outcome)}
            form={form}
            isPending={complete.isPending}
            send={(said) => finish({ outcome: asked.outcome, ...said })}
          />
        )}
        {asked?.kind === 'assign' && <AssignForm task={task} close={() => setAsked(null)} />}
      </Drawer>
    </div>
  )
}

function TaskName({ task }: { task: Task }) {
  const words = [
    task.unitName,
    task.assigneeName ?? 'chưa ai nhận',
    task.dueAt && `hạn bước ${formatShortTime(task.dueAt)}`,
  ]
  return (
    <div className="task-name">
      <strong>{task.name}</strong>
      <div className="quiet">{words.filter(Boolean).join(' · ')}</div>
    </div>
  )
}

/** The requests of a step. @param close what was asked is done */
function useTask(task: Task, dossier: Dossier, queue: string | undefined, close: () => void) {
  const { goOn } = useSeries(dossier.id, queue)
  const path = { params: { path: { id: task.id } } }
  const complete = useAct(
    (body: Completion) => answerOf(api.POST('/api/v1/tasks/{id}/completion', { ...path, body })),
    (_, { outcome }) =>
      `${dossier.code ?? ''}: bước “${task.name}” – ${task.outcomeNames[outcome] ?? outcome}.`,
  )
  const claim = useAct(() => answerOf(api.POST('/api/v1/tasks/{id}/claim', path)), 'Đã nhận việc.')
  const release = useAct(() => answerOf(api.POST('/api/v1/tasks/{id}/release', path)), 'Đã trả lại việc.')
  const finish = (completion: Completion) =>
    complete.mutate(completion, {
      onSuccess: () => {
        close()
        if (queue) goOn()
      },
    })
  return { complete, claim, release, finish }
}
