import { Group, NumberInput, Select } from '@mantine/core'
import { vietnamDate } from '@motcua/rules'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { unitsQuery } from '../../../lib/choices.ts'
import { useOfficer } from '../../../lib/officer.ts'
import { Page } from '../../../ui/page.tsx'
import { Empty, Failed, Loading } from '../../../ui/states.tsx'
import { ownUnits } from '../unit-nodes.ts'
import { Days } from './days.tsx'
import { Weeks } from './weeks.tsx'
import '../administration.css'

const route = getRouteApi('/inside/quan-tri/lich')

/** Working weeks and special days of a unit: what deadlines are counted by. */
export function CalendarPage() {
  const { grants } = useOfficer()
  const { donVi, nam } = route.useSearch()
  const navigate = route.useNavigate()
  const { data, error, refetch } = useQuery(unitsQuery)
  if (error) return <Failed error={error} retry={() => void refetch()} />
  if (!data) return <Loading />
  const units = ownUnits(data, grants)
  const unit = units.find(({ ref }) => ref === donVi) ?? units[0]
  if (!unit) return <Empty>Bạn không quản trị đơn vị nào đang hoạt động.</Empty>
  const year = nam ?? Number(vietnamDate(new Date()).slice(0, 4))
  const show = (next: { donVi?: string; nam?: number }) =>
    void navigate({ search: { donVi: unit.ref, nam: year, ...next }, replace: true })
  return (
    <Page
      title="Lịch làm việc"
      actions={
        <Group gap="xs">
          <Select
            aria-label="Đơn vị"
            data={units.map(({ ref, name }) => ({ value: ref, label: name }))}
            value={unit.ref}
            onChange={(ref) => ref && show({ donVi: ref })}
            searchable
            allowDeselect={false}
            nothingFoundMessage="Không có đơn vị nào khớp."
            w={280}
          />
          <NumberInput
            aria-label="Năm"
            value={year}
            onChange={(value) =>
              Number(value) >= 2000 && Number(value) <= 2100 && show({ nam: Number(value) })
            }
            min={2000}
            max={2100}
            allowDecimal={false}
            thousandSeparator=""
            w={90}
          />
        </Group>
      }
    >
      <div className="admin-columns">
        <Weeks key={`w${unit.ref}`} unit={unit} />
        <Days key={`d${unit.ref} ${year}`} unit={unit} year={year} />
      </div>
    </Page>
  )
}
