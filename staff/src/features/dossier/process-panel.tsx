import { Button, Modal } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import {
  IconCircle,
  IconCircleCheckFilled,
  IconCircleX,
  IconPlayerPlayFilled,
  IconSitemap,
} from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense } from 'react'
import { formatShortTime } from '../../lib/format.ts'
import type { Dossier, Standing } from '../../lib/types.ts'
import { Empty, Failed, Loading } from '../../ui/states.tsx'
import { standingQuery } from './queries.ts'

const ProcessDrawing = lazy(() => import('./process-drawing.tsx'))

const SIGNS = {
  done: <IconCircleCheckFilled size={18} className="good" aria-label="Đã xong" />,
  open: <IconPlayerPlayFilled size={18} className="now" aria-label="Đang làm" />,
  cancelled: <IconCircleX size={18} className="faint" aria-label="Đã bỏ" />,
  ahead: <IconCircle size={18} className="faint" aria-label="Chưa tới" />,
}

/** The steps, done, open and ahead, as a list; and the same as it was drawn. */
export function ProcessPanel({ dossier }: { dossier: Dossier }) {
  const { data, error, refetch } = useQuery({
    ...standingQuery(dossier.id),
    enabled: dossier.acceptedAt !== null,
  })
  const [isDrawn, drawing] = useDisclosure(false)
  if (dossier.acceptedAt === null) return <Empty>Quy trình bắt đầu khi hồ sơ được tiếp nhận.</Empty>
  if (error) return <Failed error={error} retry={refetch} />
  if (!data) return <Loading />
  return (
    <>
      <ol className="steps">
        {data.steps.map((step, i) => (
          <Step
            key={`${step.node} ${step.openedAt ?? i}`}
            step={step}
            isElsewhere={step.unitName !== dossier.units.competent.name}
          />
        ))}
      </ol>
      <Button
        size="xs"
        variant="default"
        mt="xs"
        leftSection={<IconSitemap size={16} aria-hidden />}
        onClick={drawing.open}
      >
        Xem hình vẽ quy trình
      </Button>
      <Modal opened={isDrawn} onClose={drawing.close} title="Quy trình giải quyết" size="90%">
        <Suspense fallback={<Loading />}>
          <ProcessDrawing standing={data} />
        </Suspense>
      </Modal>
    </>
  )
}

function Step({ step, isElsewhere }: { step: Standing['steps'][number]; isElsewhere: boolean }) {
  const words = [
    isElsewhere && step.unitName,
    step.holderName,
    step.state === 'done' && step.outcomeName,
    step.state === 'done' && formatShortTime(step.closedAt),
    step.state === 'open' && step.dueAt && `hạn bước ${formatShortTime(step.dueAt)}`,
    step.state === 'open' && !step.holderName && 'chưa ai nhận',
    step.state === 'ahead' && step.hours !== null && `${String(step.hours).replace('.', ',')} giờ làm việc`,
  ]
  return (
    <li data-state={step.state}>
      {SIGNS[step.state as keyof typeof SIGNS]}
      <div>
        <span className="step-name">{step.name}</span>
        <div className="quiet">{words.filter(Boolean).join(' · ')}</div>
      </div>
    </li>
  )
}
