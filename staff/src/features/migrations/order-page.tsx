import { Button, Progress, Text } from '@mantine/core'
import { compareText } from '@motcua/rules'
import { IconArrowBackUp, IconArrowLeft } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useAct } from '../../lib/act.ts'
import { formatNumber, formatTime } from '../../lib/format.ts'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { Page } from '../../ui/page.tsx'
import { Failed, Loading } from '../../ui/states.tsx'
import './migrations.css'
import { type Migration, orderQuery, stateName, undoMigration } from './requests.ts'

/** One order to move dossiers: how far it is, what came of each, and the way back while there is one. */
export function OrderPage() {
  const { id } = useParams({ from: '/inside/quan-tri/chuyen-phien-ban/$id' })
  const { data, error, refetch } = useQuery(orderQuery(id))
  if (error && !data)
    return (
      <Page title="Chuyển phiên bản">
        <Failed error={error} retry={refetch} />
      </Page>
    )
  return data ? <Order order={data} /> : <Loading />
}

function Order({ order }: { order: Migration }) {
  const undo = useAct(() => undoMigration(order.id), 'Đang đưa về phiên bản cũ.')
  const { done, refused, undone, waiting } = order.counts
  const total = order.items.length
  return (
    <Page
      fill
      title={`Chuyển sang phiên bản ${order.version}`}
      note={
        <span className="quiet small-note">
          {order.procedureName} ({order.procedureCode}), {formatTime(order.createdAt)}
        </span>
      }
      actions={
        <Button
          renderRoot={(props) => <Link to="/quan-tri/chuyen-phien-ban" search={{}} {...props} />}
          variant="subtle"
          size="xs"
          leftSection={<IconArrowLeft size={16} aria-hidden />}
        >
          Mọi lần chuyển
        </Button>
      }
    >
      <section className="panel migrations-part">
        <Text size="sm">Lý do: {order.reason}</Text>
        <div className="step-choice order-line">
          <Text size="sm" role="status" fw={600}>
            {stateName(order.state)}: {formatNumber(done)} đã chuyển, {formatNumber(refused)} không chuyển
            được
            {undone > 0 && `, ${formatNumber(undone)} đã đưa về`} trên {formatNumber(total)} hồ sơ.
          </Text>
          {order.can.includes('undo') && (
            <Button
              size="xs"
              variant="default"
              loading={undo.isPending}
              leftSection={<IconArrowBackUp size={16} aria-hidden />}
              onClick={() => undo.mutate(undefined)}
            >
              Đưa về phiên bản cũ
            </Button>
          )}
          {order.can.includes('undo') && order.undoUntil && (
            <Text size="sm" className="quiet">
              Làm được đến {formatTime(order.undoUntil)}, với hồ sơ chưa làm tiếp.
            </Text>
          )}
        </div>
        <Progress mt={8} value={(100 * (total - waiting)) / Math.max(1, total)} aria-label="Đã làm đến đâu" />
      </section>
      <DataTable
        name="migration-order"
        label={`Kết quả của ${total} hồ sơ`}
        rows={order.items}
        rowId={(row) => row.id}
        columns={COLUMNS}
        card={(row) => (
          <div className="row-card">
            <div className="row-card-top">
              <strong>{row.dossierCode ?? 'Không được xem'}</strong>
              <Outcome row={row} />
            </div>
            <div>{sentenceOf(row)}</div>
          </div>
        )}
      />
    </Page>
  )
}

type Row = Migration['items'][number]

const OUTCOMES: Record<string, [string, string]> = {
  waiting: ['Đang chờ', 'quiet'],
  done: ['Đã chuyển', 'good'],
  refused: ['Không chuyển được', 'bad'],
  cancelled: ['Không làm', 'quiet'],
}

function Outcome({ row }: { row: Row }) {
  if (row.undo === 'undone') return <span className="good">Đã đưa về</span>
  if (row.undo === 'refused') return <span className="bad">Không đưa về được</span>
  const [name, tone] = OUTCOMES[row.state] ?? [row.state, 'quiet']
  return <span className={tone}>{name}</span>
}

const sentenceOf = (row: Row): string => row.undoSentence ?? row.sentence ?? ''

const COLUMNS: Column<Row>[] = [
  {
    key: 'code',
    title: 'Mã hồ sơ',
    width: 170,
    compare: (a, b) => compareText(a.dossierCode ?? '', b.dossierCode ?? ''),
    cell: (row) => row.dossierCode ?? 'Không được xem',
  },
  {
    key: 'outcome',
    title: 'Kết quả',
    width: 160,
    compare: (a, b) => compareText(a.state, b.state),
    cell: (row) => <Outcome row={row} />,
  },
  {
    key: 'sentence',
    title: 'Chi tiết',
    cell: (row) => (
      <span className="clamp" title={sentenceOf(row)}>
        {sentenceOf(row)}
      </span>
    ),
  },
]
