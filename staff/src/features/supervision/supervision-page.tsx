import { Select } from '@mantine/core'
import { vietnamDate } from '@motcua/rules'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { api } from '../../lib/api.ts'
import { formatNumber, formatShare, formatTime } from '../../lib/format.ts'
import { useOfficer } from '../../lib/officer.ts'
import { answerOf } from '../../lib/problem.ts'
import type { Figures } from '../../lib/types.ts'
import { Page } from '../../ui/page.tsx'
import { Failed, Loading } from '../../ui/states.tsx'
import { MonthsChart } from './months-chart.tsx'
import './supervision.css'
import { DateField } from '../../ui/date-field.tsx'
import { UnitsTable } from './units-table.tsx'
import { WorkloadTable } from './workload-table.tsx'

const WHOLE = 'tinh'

/**
 * Figures of a period and of this moment, who is late, who holds what: of the own agency first, of the whole province
 * beside it. What is late leads to its dossiers where the officer may see them.
 */
export function SupervisionPage() {
  const search = useSearch({ from: '/inside/can-bo/giam-sat' })
  const navigate = useNavigate()
  const { grants } = useOfficer()
  const today = vietnamDate(new Date())
  const from = search.tu ?? `${today.slice(0, 4)}-01-01`
  const to = search.den ?? today
  const whole = useQuery(figuresQuery(from, to, null))
  const units = whole.data?.units ?? []
  const own = units.filter(({ unit }) => grants.some((grant) => grant.unit === unit))
  const chosen = search.donVi ?? own[0]?.unit ?? WHOLE
  const ofUnit = useQuery({
    ...figuresQuery(from, to, chosen),
    enabled: whole.isSuccess && chosen !== WHOLE,
    placeholderData: keepPreviousData,
  })
  const { data, error, refetch } = chosen === WHOLE ? whole : ofUnit
  const change = (part: { tu?: string; den?: string; donVi?: string }) =>
    navigate({ to: '/can-bo/giam-sat', search: { ...search, ...part }, replace: true })
  // Whoever belongs to no agency of the list, e.g. an inspector of the province, looks at all.
  const isSeen = (unit: string) => own.length === 0 || own.some((one) => one.unit === unit)
  return (
    <Page
      title="Giám sát"
      note={data && <span className="quiet small-note">Số lúc này: {formatTime(data.at)}</span>}
      actions={
        <>
          <Select
            size="xs"
            w={230}
            aria-label="Số liệu của"
            searchable
            allowDeselect={false}
            data={[
              { value: WHOLE, label: 'Toàn tỉnh' },
              ...units.map(({ unit, unitName }) => ({ value: unit, label: unitName })),
            ]}
            value={chosen}
            onChange={(unit) => unit && void change({ donVi: unit })}
          />
          <DateField
            size="xs"
            w={150}
            aria-label="Từ ngày"
            value={from}
            max={to}
            onChange={(day) => void change({ tu: day || undefined })}
          />
          <DateField
            size="xs"
            w={150}
            aria-label="Đến ngày"
            value={to}
            min={from}
            max={today}
            onChange={(day) => void change({ den: day || undefined })}
          />
        </>
      }
    >
      {error ? (
        <Failed error={error} retry={refetch} />
      ) : data ? (
        <Numbers
          figures={data}
          late={chosen === WHOLE ? (own.length === 0 ? {} : null) : isSeen(chosen) ? { unit: chosen } : null}
        />
      ) : (
        <Loading />
      )}
      {data && (
        <div className="supervision">
          <UnitsTable units={units} current={chosen} isSeen={isSeen} />
          <div className="supervision-side">
            <MonthsChart months={data.months} />
            <WorkloadTable />
          </div>
        </div>
      )}
    </Page>
  )
}

const figuresQuery = (from: string, to: string, unit: string | null) => ({
  queryKey: ['figures', from, to, unit],
  queryFn: () =>
    answerOf(api.GET('/api/v1/figures', { params: { query: { from, to, ...(unit && { unit }) } } })),
})

/** @param late the search that lists what is late; null when the officer may not see those dossiers */
function Numbers({ figures: { total }, late }: { figures: Figures; late: { unit?: string } | null }) {
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
      <Figure name="Đang quá hạn" value={formatNumber(total.lateNow)} tone="late" late={late} />
      <Figure name="Chờ người nộp" value={formatNumber(total.waitingApplicant)} tone="wait" />
    </dl>
  )
}

type FigureProps = { name: string; value: string; tone: string; late?: { unit?: string } | null }

function Figure({ name, value, tone, late }: FigureProps) {
  return (
    <div className="panel number" data-tone={tone}>
      <dt>{name}</dt>
      <dd>
        {late ? (
          <Link to="/can-bo/tra-cuu" search={{ ...late, late: true }} className="number-link">
            {value}
          </Link>
        ) : (
          value
        )}
      </dd>
    </div>
  )
}
