import { Button, Drawer } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { Dossier } from '../../lib/types.ts'
import { useActions } from '../../ui/actions.tsx'
import { ActForm } from './act-form.tsx'
import { ACT_LABELS, type ActName } from './acts.ts'
import { CorrectionForm } from './correction-form.tsx'
import { MoreMenu } from './more-menu.tsx'
import { tasksQuery } from './queries.ts'
import { SupplementForm } from './supplement-form.tsx'
import { TaskRow } from './task-row.tsx'

/** Acts that come first; of the others some stand beside them where there is room. */
const FIRST: readonly ActName[] = [
  'acceptance',
  'supplement-requests',
  'results',
  'handover',
  'payment-confirmations',
]
const ROOM = 4

type FormAct = Exclude<ActName, 'handover'>

/** What may be done now, as the server says in `can`: the open steps, then acts on the dossier. */
export function ActBar({ dossier, queue }: { dossier: Dossier; queue: string | undefined }) {
  const [act, setAct] = useState<FormAct | null>(null)
  const isNarrow = useMediaQuery('(max-width: 47.99em)', undefined, { getInitialValueInEffect: false })
  const { data } = useQuery(tasksQuery(dossier.id))
  const navigate = useNavigate()
  const handOver = () => {
    void navigate({ to: '/can-bo/tra-ket-qua', search: { ma: dossier.code ?? undefined, hoSo: dossier.id } })
  }
  const tasks = (data?.items ?? []).filter((task) => task.can.length > 0)
  const able = (Object.keys(ACT_LABELS) as ActName[])
    .filter((name) => dossier.can.includes(name))
    .sort((a, b) => Number(FIRST.includes(b)) - Number(FIRST.includes(a)))
    .map((name) => ({
      key: name,
      label: ACT_LABELS[name],
      // Who receives is looked at and the proof kept on a screen of its own.
      run: () => (name === 'handover' ? handOver() : setAct(name)),
    }))
  useActions(able.map(({ key, label, run }) => ({ id: `act ${key}`, label, group: 'Hồ sơ này', run })))
  if (tasks.length === 0 && able.length === 0) return null
  const isBehindStep = isNarrow && tasks.length > 0
  const room = isNarrow ? 1 : ROOM
  return (
    <section className="panel act-bar" aria-label="Việc cần làm">
      {tasks.map((task, i) => (
        <TaskRow
          key={task.id}
          task={task}
          dossier={dossier}
          queue={queue}
          isFirst={i === 0}
          isNarrow={isNarrow}
          extra={isBehindStep && i === 0 ? able : []}
        />
      ))}
      {able.length > 0 && !isBehindStep && (
        <div className="act-row">
          {able.slice(0, room).map(({ key, label, run }, i) => (
            <Button
              key={key}
              size="xs"
              variant={tasks.length === 0 && i === 0 ? 'filled' : 'default'}
              onClick={run}
            >
              {label}
            </Button>
          ))}
          <MoreMenu acts={able.slice(room)} size="xs" />
        </div>
      )}
      <Drawer
        opened={act !== null}
        onClose={() => setAct(null)}
        position="right"
        size={isNarrow ? '100%' : 460}
        title={act ? ACT_LABELS[act] : ''}
      >
        {act && <FormOf act={act} dossier={dossier} close={() => setAct(null)} />}
      </Drawer>
    </section>
  )
}

function FormOf({ act, dossier, close }: { act: FormAct; dossier: Dossier; close: () => void }) {
  if (act === 'supplement-requests') return <SupplementForm dossier={dossier} close={close} />
  if (act === 'corrections') return <CorrectionForm dossier={dossier} close={close} />
  return <ActForm act={act} dossier={dossier} close={close} />
}
