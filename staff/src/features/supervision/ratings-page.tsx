import { Select } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { vietnamDate } from '@motcua/rules'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { api } from '../../lib/api.ts'
import { answerOf } from '../../lib/problem.ts'
import { Page } from '../../ui/page.tsx'
import { Empty, Failed, Loading } from '../../ui/states.tsx'
import './ratings.css'
import './supervision.css'
import { RatingCards, RatingTable } from './rating-table.tsx'
import { Remarks } from './remarks.tsx'

/** The first year in which anything could be rated. */
const FIRST_YEAR = 2025

/** How satisfied people are, by agency and by what was asked, and what they wrote about the own agencies. */
export function RatingsPage() {
  const navigate = useNavigate()
  const thisYear = Number(vietnamDate(new Date()).slice(0, 4))
  const { nam: year = thisYear } = useSearch({ from: '/inside/can-bo/giam-sat/hai-long' })
  const isNarrow = useMediaQuery('(max-width: 61.99em)', undefined, { getInitialValueInEffect: false })
  const { data, error, refetch } = useQuery({
    queryKey: ['ratings', year],
    queryFn: () => answerOf(api.GET('/api/v1/ratings/summary', { params: { query: { year } } })),
  })
  const years = Array.from({ length: Math.max(1, thisYear - FIRST_YEAR + 1) }, (_, i) => String(thisYear - i))
  return (
    <Page
      title="Mức độ hài lòng"
      actions={
        <Select
          size="xs"
          w={110}
          aria-label="Năm"
          allowDeselect={false}
          data={years.map((value) => ({ value, label: `Năm ${value}` }))}
          value={String(year)}
          onChange={(value) =>
            void navigate({ to: '/can-bo/giam-sat/hai-long', search: { nam: Number(value) }, replace: true })
          }
        />
      }
    >
      <section className="panel block">
        <h2>Theo cơ quan giải quyết</h2>
        <p className="small-note quiet">
          Điểm từ 1 (rất không hài lòng) đến 5 (rất hài lòng), tính theo từng nhóm đủ 5 lượt đã hết 10 ngày
          sửa, để không đoán được lượt nào của ai.
        </p>
        {error ? (
          <Failed error={error} retry={refetch} />
        ) : !data ? (
          <Loading />
        ) : data.units.length === 0 ? (
          <Empty>Năm {year} chưa có lượt đánh giá nào.</Empty>
        ) : isNarrow ? (
          <RatingCards units={data.units} />
        ) : (
          <RatingTable units={data.units} />
        )}
      </section>
      <Remarks />
    </Page>
  )
}
