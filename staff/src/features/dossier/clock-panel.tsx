import { Collapse, UnstyledButton } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconChevronDown } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { formatTime } from '../../lib/format.ts'
import type { Dossier } from '../../lib/types.ts'
import { Due } from '../../ui/due.tsx'
import { Failed, Loading } from '../../ui/states.tsx'
import { clockQuery } from './queries.ts'

const STATES: Record<string, string> = {
  not_started: 'Chưa tính',
  running: 'Đang chạy',
  paused: 'Đang dừng',
  ended: 'Đã kết thúc',
}

/** The legal clock: the date promised, and in words why it is that date. */
export function ClockPanel({ dossier }: { dossier: Dossier }) {
  const { data, error, refetch } = useQuery(clockQuery(dossier.id))
  const [isOpen, { toggle }] = useDisclosure(false)
  return (
    <section className="panel clock" aria-label="Đồng hồ pháp lý">
      <UnstyledButton className="clock-head" onClick={toggle} aria-expanded={isOpen}>
        <span className="two-lines">
          <strong>Hạn trả</strong>
          <span className="quiet">{data ? (STATES[data.state] ?? data.state) : ' '}</span>
        </span>
        <Due at={dossier.dueAt} isOver={data?.state !== 'running'} />
        <IconChevronDown size={16} aria-hidden className={isOpen ? 'flipped' : undefined} />
      </UnstyledButton>
      <Collapse expanded={isOpen}>
        {error ? (
          <Failed error={error} retry={refetch} />
        ) : data ? (
          <ol className="ledger">
            {data.ledger.length === 0 && <li>Đồng hồ bắt đầu chạy khi tiếp nhận.</li>}
            {data.ledger.map((entry) => (
              <li key={entry.at + entry.kind}>
                <span className="quiet">{formatTime(entry.at)}</span> {entry.note}
              </li>
            ))}
          </ol>
        ) : (
          <Loading />
        )}
      </Collapse>
    </section>
  )
}
