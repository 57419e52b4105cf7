import { Button, Drawer, Menu } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { IconDots } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Dossier } from '../../lib/types.ts'
import { useActions } from '../../ui/actions.tsx'
import { ActForm } from './act-form.tsx'
import { ACTS, type ActName } from './acts.ts'
import { CorrectionForm } from './correction-form.tsx'
import { tasksQuery } from './queries.ts'
import { SupplementForm } from './supplement-form.tsx'
import { TaskRow } from './task-row.tsx'

/** Acts that stand as buttons; the others wait behind a menu. */
const SHOWN: readonly ActName[] = ['acceptance', 'results', 'handover', 'payment-confirmations']

/** What may be done now, as the server says in `can`: the open steps, then acts on the dossier. */
export function ActBar({ dossier, queue }: { dossier: Dossier; queue: string | undefined }) {
  const [act, setAct] = useState<ActName | null>(null)
  const isNarrow = useMediaQuery('(max-width: 47.99em)')
  const { data } = useQuery(tasksQuery(dossier.id))
  const tasks = (data?.items ?? []).filter((task) => task.can.length > 0)
  const able = (Object.keys(ACTS) as ActName[]).filter((name) => dossier.can.includes(name))
  useActions(
    able.map((name) => ({
      id: `act ${name}`,
      label: ACTS[name].label,
      group: 'Hồ sơ này',
      run: () => setAct(name),
    })),
  )
  if (tasks.length === 0 && able.length === 0) return null
  const first = able.filter((name) => SHOWN.includes(name))
  const rest = able.filter((name) => !SHOWN.includes(name))
  return (
    <section className="panel act-bar" aria-label="Việc cần làm">
      {tasks.map((task, i) => (
        <TaskRow key={task.id} task={task} dossier={dossier} queue={queue} isFirst={i === 0} />
      ))}
      {able.length > 0 && (
        <div className="act-row">
          {first.map((name, i) => (
            <Button
              key={name}
              size="xs"
              variant={tasks.length === 0 && i === 0 ? 'filled' : 'default'}
              onClick={() => setAct(name)}
            >
              {ACTS[name].label}
            </Button>
          ))}
          {!isNarrow &&
            rest.slice(0, 3).map((name) => (
              <Button key={name} size="xs" variant="default" onClick={() => setAct(name)}>
                {ACTS[name].label}
              </Button>
            ))}
          {(isNarrow ? rest : rest.slice(3)).length > 0 && (
            <Menu position="bottom-end">
              <Menu.Target>
                <Button size="xs" variant="default" leftSection={<IconDots size={16} aria-hidden />}>
                  Việc khác
                </Button>
              </Menu.Target>
              <Menu.Dropdown>
                {(isNarrow ? rest : rest.slice(3)).map((name) => (
                  <Menu.Item key={name} onClick={() => setAct(name)}>
                    {ACTS[name].label}
                  </Menu.Item>
                ))}
              </Menu.Dropdown>
            </Menu>
          )}
        </div>
      )}
      <Drawer
        opened={act !== null}
        onClose={() => setAct(null)}
        position="right"
        size={isNarrow ? '100%' : 460}
        title={act ? ACTS[act].label : ''}
      >
        {act && <FormOf act={act} dossier={dossier} close={() => setAct(null)} />}
      </Drawer>
    </section>
  )
}

function FormOf({ act, dossier, close }: { act: ActName; dossier: Dossier; close: () => void }) {
  if (act === 'supplement-requests') return <SupplementForm dossier={dossier} close={close} />
  if (act === 'corrections') return <CorrectionForm dossier={dossier} close={close} />
  return <ActForm act={act} dossier={dossier} close={close} />
}
