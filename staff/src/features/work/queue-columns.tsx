import { compareText, compareVietnamese, isUnderWay } from '@motcua/rules'
import { Link } from '@tanstack/react-router'
import { formatShortTime } from '../../lib/format.ts'
import type { QueueRow } from '../../lib/types.ts'
import type { Column } from '../../ui/data-table.tsx'
import { DUE_WIDTH, Due } from '../../ui/due.tsx'
import { Status } from '../../ui/status.tsx'
import { channelName, whyHere } from './why-here.ts'

/** Columns of a queue; what has no due date comes last. @param queue its key */
export const queueColumns = (queue: string): Column<QueueRow>[] => [
  {
    key: 'code',
    title: 'Mã hồ sơ',
    width: 180,
    compare: (a, b) => compareText(nameOf(a), nameOf(b)),
    cell: (row) => (
      <Link
        to="/can-bo/ho-so/$id"
        params={{ id: row.id }}
        search={{ hang: queue }}
        className="code"
        tabIndex={-1}
      >
        {nameOf(row)}
      </Link>
    ),
  },
  {
    key: 'applicant',
    title: 'Người nộp',
    share: 1.1,
    compare: (a, b) => compareVietnamese(a.applicantName, b.applicantName),
    cell: (row) => (
      <span className="clamp" title={row.applicantName}>
        {row.applicantName}
      </span>
    ),
  },
  {
    key: 'procedure',
    title: 'Thủ tục',
    share: 2,
    compare: (a, b) => compareText(a.procedureName, b.procedureName),
    cell: (row) => (
      <span className="two-lines" title={row.procedureName}>
        <span>{row.procedureName}</span>
        <span className="quiet">{row.procedureCode}</span>
      </span>
    ),
  },
  {
    key: 'why',
    title: 'Vì sao ở đây',
    share: 1.7,
    compare: (a, b) => compareText(whyHere(a, queue), whyHere(b, queue)),
    cell: (row) => (
      <span className="clamp" title={whyHere(row, queue)}>
        {whyHere(row, queue)}
      </span>
    ),
  },
  {
    key: 'due',
    title: 'Hạn trả',
    width: DUE_WIDTH,
    compare: (a, b) => timeOf(a.dueAt) - timeOf(b.dueAt),
    cell: (row) => <Due at={row.dueAt} isOver={!isUnderWay(row.status)} />,
  },
  {
    key: 'holder',
    title: 'Người giữ',
    share: 1,
    compare: (a, b) => compareVietnamese(holderOf(a), holderOf(b)),
    cell: (row) =>
      holderOf(row) ? (
        <span className="clamp" title={holderOf(row)}>
          {holderOf(row)}
        </span>
      ) : (
        <span className="quiet">Chưa ai nhận</span>
      ),
  },
  {
    key: 'status',
    title: 'Trạng thái',
    width: 150,
    isOptional: true,
    compare: (a, b) => a.status - b.status,
    cell: (row) => <Status status={row.status} name={row.statusName} />,
  },
  {
    key: 'channel',
    title: 'Kênh nộp',
    width: 110,
    isOptional: true,
    compare: (a, b) => compareText(a.channel, b.channel),
    cell: (row) => channelName(row.channel),
  },
  {
    key: 'submitted',
    title: 'Nộp lúc',
    width: 110,
    isOptional: true,
    compare: (a, b) => timeOf(a.submittedAt) - timeOf(b.submittedAt),
    cell: (row) => formatShortTime(row.submittedAt),
  },
  {
    key: 'entered',
    title: 'Vào hàng đợi',
    width: 110,
    isOptional: true,
    compare: (a, b) => timeOf(a.enteredAt ?? null) - timeOf(b.enteredAt ?? null),
    cell: (row) => formatShortTime(row.enteredAt),
  },
]

/** A row of a queue on a phone. */
export function QueueCard({ row, queue }: { row: QueueRow; queue: string }) {
  return (
    <div className="row-card">
      <div className="row-card-top">
        <Link to="/can-bo/ho-so/$id" params={{ id: row.id }} search={{ hang: queue }} className="code">
          {nameOf(row)}
        </Link>
        <Due at={row.dueAt} isOver={!isUnderWay(row.status)} />
      </div>
      <strong className="clamp">{row.applicantName}</strong>
      <div className="clamp">{row.procedureName}</div>
      <div className="quiet">{whyHere(row, queue)}</div>
    </div>
  )
}

const nameOf = (row: QueueRow): string => row.code ?? row.submissionNumber

const holderOf = (row: QueueRow): string => row.tasks?.find((task) => task.assigneeName)?.assigneeName ?? ''

const timeOf = (at: string | null): number => (at === null ? Number.POSITIVE_INFINITY : Date.parse(at))
