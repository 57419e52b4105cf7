import { vietnamDate } from '@motcua/rules'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { api } from '../../lib/api.ts'
import { formatNumber, formatShare, formatTime } from '../../lib/format.ts'
import { answerOf } from '../../lib/problem.ts'
import type { Figures } from '../../lib/types.ts'
import { Page } from '../../ui/page.tsx'
import { Failed, Loading } from '../../ui/states.tsx'
import { MonthsChart } from './months-chart.tsx'
import './supervision.css'
import { DateField } from '../../ui/date-field.tsx'
import { UnitsTable } from './units-table.tsx'
import { WorkloadTable } from './workload-table.tsx'

/** Figures of a period and of this moment, who is late, who holds what. What is late leads to its dossiers. */
export function SupervisionPage() {
  const search = useSearch({ from: '/inside/can-bo/giam-sat' })
  const navigate = useNavigate()
  const today = vietnamDate(new Date())
  const from = search.tu ?? `${today.slice(0, 4)}-01-01`
  const to = search.den ?? today
  const { data, error, refetch } = useQuery({
    queryKey: ['figures', from, to],
    queryFn: () => answerOf(api.GET('/api/v1/figures', { params: { query: { from, to } } })),
  })
  const change = (part: { tu?: string; den?: string }) =>
    navigate({ to: '/can-bo/giam-sat', search: { ...search, ...part }, replace: true })
  return (
    <Page
      title="Giám sát"
      note={data && <span className="quiet small-note">Số lúc này: {formatTime(data.at)}</span>}
      actions={
        <>
          <DateField
            size="xs"
            aria-label="Từ ngày"
            value={from}
            max={to}
            onChange={(day) => void change({ tu: day || undefined })}
          />
          <DateField
            size="xs"
            aria-label="Đến ngày"
            value={to}
            min={from}
            max={today}
            onChange={(day) => void change({ den: day || undefined })}
          />
        </>
      }
    >
      {error ? <Failed error={error} retry={refetch} /> : !data ? <Loading /> : <Numbers figures={data} />}
      {data && (
        <div className="supervision">
          <UnitsTable units={data.units} />
          <div className="supervision-side">
            <MonthsChart months={data.months} />
            <WorkloadTable />
          </div>
        </div>
      )}
    </Page>
  )
}

function Numbers({ figures: { total } }: { figures: Figures }) {
  const finished = total.finishedEarly + total.finishedOnTime + total.finishedLate
  return (
    <dl className="numbers">
      <Figure name="Tiếp nhận trong kỳ" value={formatNumber(total.received)} tone="new" />
      <Figure name="Giải quyết xong" value={formatNumber(finished + total.finishedNoLimit)} tone="done" />
      <Figure
        name="Đúng và trước hạn"
        value={formatShare(finished - total.finishedLate, finished)}
        tone="done"
      />
      <Figure name="Đang giải quyết, còn hạn" value={formatNumber(total.inTime)} tone="work" />
      <Figure name="Đang quá hạn" value={formatNumber(total.lateNow)} tone="late" late />
      <Figure name="Chờ người nộp" value={formatNumber(total.waitingApplicant)} tone="wait" />
    </dl>
  )
}

type FigureProps = { name: string; value: string; tone: string; late?: boolean }

function Figure({ name, value, tone, late }: FigureProps) {
  return (
    <div className="panel number" data-tone={tone}>
      <dt>{name}</dt>
      <dd>
        {late ? (
          <Link to="/can-bo/tra-cuu" search={{ late: true }} className="number-link">
            {value}
          </Link>
        ) : (
          value
        )}
      </dd>
    </div>
  )
}
