import { Badge, Button, Group, Select, Text, TextInput } from '@mantine/core'
import { useDebouncedValue, useDisclosure } from '@mantine/hooks'
import { IconSearch, IconUserPlus } from '@tabler/icons-react'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { api } from '../../../lib/api.ts'
import { unitsQuery } from '../../../lib/choices.ts'
import { useOfficer } from '../../../lib/officer.ts'
import { answerOf } from '../../../lib/problem.ts'
import type { OfficerAccount } from '../../../lib/types.ts'
import { type Column, DataTable } from '../../../ui/data-table.tsx'
import { Page } from '../../../ui/page.tsx'
import { ownUnits } from '../unit-nodes.ts'
import { NewOfficer } from './new-officer.tsx'
import { OfficerPanel } from './officer-panel.tsx'
import '../administration.css'

const route = getRouteApi('/inside/quan-tri/can-bo')

/** Officers of one's administration: their accounts, and what they are appointed to. */
export function OfficersPage() {
  const { grants } = useOfficer()
  const { donVi } = route.useSearch()
  const navigate = route.useNavigate()
  const [text, setText] = useState('')
  const [q] = useDebouncedValue(text.trim(), 250)
  const [chosen, setChosen] = useState<string | null>(null)
  const [isNew, dialog] = useDisclosure(false)
  const { data: all } = useQuery(unitsQuery)
  const units = ownUnits(all ?? [], grants)
  const list = useInfiniteQuery({
    queryKey: ['administration', 'officers', donVi, q],
    queryFn: ({ pageParam, signal }) =>
      answerOf(
        api.GET('/api/v1/officers', {
          params: {
            query: {
              limit: 50,
              ...(donVi && { unit: donVi, below: true }),
              ...(q && { q }),
              ...(pageParam && { after: pageParam }),
            },
          },
          signal,
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  })
  const rows = list.data?.pages.flatMap((page) => page.items) ?? []
  const officer = rows.find(({ id }) => id === chosen)
  return (
    <Page
      title="Cán bộ, tài khoản"
      fill
      actions={
        <Button leftSection={<IconUserPlus size={18} aria-hidden />} onClick={dialog.open}>
          Mở tài khoản
        </Button>
      }
    >
      <DataTable
        name="administration-officers"
        label="Cán bộ"
        rows={rows}
        rowId={(row) => row.id}
        columns={COLUMNS}
        card={(row) => <Card officer={row} />}
        onOpen={(row) => setChosen(row.id)}
        isLoading={list.isPending}
        error={list.error}
        retry={() => void list.refetch()}
        more={{
          has: list.hasNextPage,
          isLoading: list.isFetchingNextPage,
          load: () => void list.fetchNextPage(),
        }}
        empty={
          q || donVi
            ? 'Không có cán bộ nào khớp.'
            : 'Chưa có cán bộ nào. Bấm “Mở tài khoản” để thêm người đầu tiên.'
        }
        toolbar={
          <Group gap="sm" style={{ flex: 1 }}>
            <TextInput
              size="xs"
              aria-label="Tìm cán bộ"
              placeholder="Họ tên, tên đăng nhập (không cần dấu)"
              leftSection={<IconSearch size={16} aria-hidden />}
              value={text}
              onChange={(event) => setText(event.currentTarget.value)}
              style={{ flex: '1 1 200px', maxWidth: 360 }}
            />
            <Select
              size="xs"
              aria-label="Đơn vị"
              placeholder="Mọi đơn vị"
              data={units.map(({ ref, name }) => ({ value: ref, label: name }))}
              value={donVi ?? null}
              onChange={(ref) => void navigate({ search: { donVi: ref ?? undefined } })}
              searchable
              clearable
              nothingFoundMessage="Không có đơn vị nào khớp."
              style={{ flex: '1 1 200px', maxWidth: 320 }}
            />
          </Group>
        }
      />
      <NewOfficer opened={isNew} onClose={dialog.close} units={units} unit={donVi} />
      {officer && <OfficerPanel officer={officer} units={units} onClose={() => setChosen(null)} />}
    </Page>
  )
}

const COLUMNS: readonly Column<OfficerAccount>[] = [
  { key: 'name', title: 'Họ và tên', share: 2, cell: (row) => <Name officer={row} /> },
  { key: 'username', title: 'Tên đăng nhập', share: 2, cell: (row) => row.username },
  { key: 'unit', title: 'Đơn vị', share: 2, cell: unitOf },
  { key: 'roles', title: 'Vai trò', share: 3, cell: rolesOf },
]

function Name({ officer }: { officer: OfficerAccount }) {
  return (
    <>
      {officer.name}{' '}
      {officer.isLocked && (
        <Badge color="red.9" size="sm" tt="none">
          đã khoá
        </Badge>
      )}
    </>
  )
}

function Card({ officer }: { officer: OfficerAccount }) {
  return (
    <>
      <b>
        <Name officer={officer} />
      </b>
      <Text size="sm" c="var(--quiet)">
        {officer.username}
      </Text>
      <Text size="sm">{rolesOf(officer)}</Text>
      <Text size="sm" c="var(--quiet)">
        {unitOf(officer)}
      </Text>
    </>
  )
}

function unitOf({ unit, appointments }: OfficerAccount): string {
  return unit?.name ?? [...new Set(appointments.map((one) => one.unit.name))].join('; ')
}

function rolesOf({ appointments }: OfficerAccount): string {
  if (appointments.length === 0) return 'Chưa có vai trò'
  return [...new Set(appointments.map(({ roleName }) => roleName))].join(', ')
}
