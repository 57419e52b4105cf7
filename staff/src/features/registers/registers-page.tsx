import { Button, Group, Select, Stack } from '@mantine/core'
import { vietnamDate } from '@motcua/rules'
import { IconPrinter } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useAct } from '../../lib/act.ts'
import { api } from '../../lib/api.ts'
import { formatNumber, formatTime } from '../../lib/format.ts'
import { useOfficer } from '../../lib/officer.ts'
import { answerOf } from '../../lib/problem.ts'
import { DateField } from '../../ui/date-field.tsx'
import { Page } from '../../ui/page.tsx'
import { Empty, Failed, Loading } from '../../ui/states.tsx'
import './registers.css'

/** The register of what a unit received (form 07): printed for the days asked for, and those printed before. */
export function RegistersPage() {
  const { grants } = useOfficer()
  const units = [...new Map(grants.map(({ unit, unitName }) => [unit, unitName]))]
  const [unit, setUnit] = useState(units[0]?.[0] ?? '')
  const today = vietnamDate(new Date())
  const [from, setFrom] = useState(`${today.slice(0, 7)}-01`)
  const [to, setTo] = useState(today)
  const print = useAct(
    () => answerOf(api.POST('/api/v1/registers', { body: { unit, from, to } })),
    () => 'Đã in sổ; tệp ở đầu danh sách bên dưới.',
  )
  return (
    <Page title="Sổ theo dõi hồ sơ">
      <Group gap="sm" align="flex-end">
        <Select
          label="Đơn vị"
          className="register-unit"
          allowDeselect={false}
          data={units.map(([value, label]) => ({ value, label }))}
          value={unit}
          onChange={(next) => next && setUnit(next)}
        />
        <DateField label="Từ ngày" w={160} value={from} max={to} onChange={setFrom} />
        <DateField label="Đến ngày" w={160} value={to} min={from} max={today} onChange={setTo} />
        <Button
          leftSection={<IconPrinter size={16} aria-hidden />}
          loading={print.isPending}
          disabled={from === '' || to === ''}
          onClick={() => print.mutate(undefined)}
        >
          In sổ
        </Button>
      </Group>
      <Printed unit={unit} />
    </Page>
  )
}

/** Each register exactly as it was printed. */
function Printed({ unit }: { unit: string }) {
  const { data, error, refetch } = useQuery({
    queryKey: ['registers-printed', unit],
    queryFn: () => answerOf(api.GET('/api/v1/registers', { params: { query: { unit } } })),
  })
  if (error) return <Failed error={error} retry={() => void refetch()} />
  if (!data) return <Loading />
  if (data.items.length === 0) return <Empty>Đơn vị này chưa in sổ nào.</Empty>
  return (
    <Stack gap={0} component="ul" className="registers">
      {data.items.map((one) => (
        <li key={one.id}>
          <a href={one.file} target="_blank" rel="noreferrer">
            Từ {one.from} đến {one.to}
          </a>
          <span>{formatNumber(one.total)} hồ sơ</span>
          <span className="quiet">
            In lúc {formatTime(one.issuedAt)} · {one.issuedBy}
          </span>
        </li>
      ))}
    </Stack>
  )
}
