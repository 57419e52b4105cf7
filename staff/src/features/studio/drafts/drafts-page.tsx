import { Badge, Button, Group, SegmentedControl, Text, TextInput } from '@mantine/core'
import { useDebouncedValue, useDisclosure } from '@mantine/hooks'
import { IconPlus, IconSearch } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { api } from '../../../lib/api.ts'
import { formatShortTime } from '../../../lib/format.ts'
import { answerOf } from '../../../lib/problem.ts'
import { type Column, DataTable } from '../../../ui/data-table.tsx'
import { Page } from '../../../ui/page.tsx'
import type { Studio } from '../draft/types.ts'
import { NewDraft } from './new-draft.tsx'
import '../studio.css'

const STATES = { open: 'Đang soạn', published: 'Đã công bố', dropped: 'Đã bỏ' } as const

/** The drafts of the administrator's units, and the way to a new one. */
export function DraftsPage() {
  const [state, setState] = useState<'open' | 'ended'>('open')
  const [typed, setTyped] = useState('')
  const [q] = useDebouncedValue(typed, 250)
  const [isNew, dialog] = useDisclosure(false)
  const navigate = useNavigate()
  const list = useInfiniteQuery({
    queryKey: ['studio', 'drafts', state, q],
    queryFn: ({ pageParam, signal }) =>
      answerOf(
        api.GET('/api/v1/studio/drafts', {
          params: { query: { state, ...(q && { q }), ...(pageParam && { after: pageParam }) } },
          signal,
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  })
  const items = list.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <Page
      title="Soạn thủ tục"
      fill
      actions={
        <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={dialog.open}>
          Soạn thủ tục
        </Button>
      }
    >
      <DataTable
        name="studio-drafts"
        label="Các bản soạn"
        rows={items}
        rowId={(item) => item.id}
        columns={COLUMNS}
        card={(item) => <Card item={item} />}
        onOpen={(item) => void navigate({ to: '/quan-tri/thu-tuc/$id', params: { id: item.id } })}
        isLoading={list.isPending}
        error={list.error}
        retry={() => void list.refetch()}
        more={{
          has: list.hasNextPage,
          isLoading: list.isFetchingNextPage,
          load: () => void list.fetchNextPage(),
        }}
        empty={emptyWords(q, state)}
        toolbar={
          <Group gap="sm">
            <SegmentedControl
              aria-label="Các bản soạn"
              value={state}
              onChange={(value) => setState(value as 'open' | 'ended')}
              data={[
                { value: 'open', label: 'Đang soạn' },
                { value: 'ended', label: 'Đã xong' },
              ]}
            />
            <TextInput
              aria-label="Tìm theo mã hoặc tên"
              placeholder="Tìm theo mã hoặc tên"
              leftSection={<IconSearch size={16} aria-hidden />}
              value={typed}
              onChange={(event) => setTyped(event.currentTarget.value)}
              style={{ flex: '1 1 220px', maxWidth: 420 }}
            />
          </Group>
        }
      />
      <NewDraft opened={isNew} onClose={dialog.close} />
    </Page>
  )
}

type Item = Studio['item']

const COLUMNS: readonly Column<Item>[] = [
  { key: 'code', title: 'Mã', width: 120, cell: (item) => item.code },
  { key: 'name', title: 'Thủ tục', share: 3, cell: (item) => <Name item={item} /> },
  { key: 'unit', title: 'Đơn vị soạn', share: 1, cell: (item) => item.unit.name },
  { key: 'at', title: 'Sửa lần cuối', width: 130, cell: (item) => formatShortTime(item.changedAt) },
  { key: 'by', title: 'Người sửa', share: 1, cell: (item) => item.changedBy },
  { key: 'state', title: 'Trạng thái', width: 120, cell: (item) => STATES[item.state] },
]

function Name({ item }: { item: Item }) {
  return (
    <>
      <Link to="/quan-tri/thu-tuc/$id" params={{ id: item.id }}>
        {item.name || 'Chưa có tên'}
      </Link>{' '}
      {item.isNew && item.state === 'open' && (
        <Badge variant="light" size="sm" tt="none">
          mới
        </Badge>
      )}
    </>
  )
}

function Card({ item }: { item: Item }) {
  return (
    <>
      <Name item={item} />
      <Text size="sm" c="var(--quiet)">
        {item.code} · {STATES[item.state]} · {item.unit.name}
      </Text>
      <Text size="sm" c="var(--quiet)">
        {formatShortTime(item.changedAt)}, {item.changedBy}
      </Text>
    </>
  )
}

function emptyWords(q: string, state: 'open' | 'ended'): string {
  if (q) return 'Không có bản soạn nào khớp với từ đang tìm.'
  if (state === 'ended') return 'Chưa có bản soạn nào đã công bố hay đã bỏ.'
  return 'Chưa có bản nào đang soạn. Bấm “Soạn thủ tục” để bắt đầu.'
}
