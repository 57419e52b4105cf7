import { Button, Checkbox, Select, TextInput } from '@mantine/core'
import { compareText, compareVietnamese, isUnderWay, STATUS_NAMES } from '@motcua/rules'
import { IconDownload, IconSearch } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useUnits } from '../../lib/choices.ts'
import { formatNumber, formatShortTime } from '../../lib/format.ts'
import { useMay } from '../../lib/officer.ts'
import { type Search, searchQuery } from '../../lib/rows.ts'
import type { QueueRow } from '../../lib/types.ts'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { DUE_WIDTH, Due } from '../../ui/due.tsx'
import { Page } from '../../ui/page.tsx'
import { Status } from '../../ui/status.tsx'

const STATES = Object.entries(STATUS_NAMES).map(([value, { vi }]) => ({ value, label: vi }))

/** Every dossier in the reach of the officer, by words, state, agency, and whether it is late. */
export function SearchPage() {
  const search = useSearch({ from: '/inside/can-bo/tra-cuu' })
  const navigate = useNavigate()
  const may = useMay()
  const units = useUnits()
  const query = useInfiniteQuery(searchQuery(search))
  const rows = query.data?.pages.flatMap((page) => page.items) ?? []
  const change = (part: Partial<Search>) =>
    navigate({ to: '/can-bo/tra-cuu', search: { ...search, ...part }, replace: true })
  const open = (id: string) => navigate({ to: '/can-bo/ho-so/$id', params: { id } })
  return (
    <Page
      fill
      title={search.late ? 'Hồ sơ quá hạn' : 'Tra cứu hồ sơ'}
      note={
        <span className="quiet small-note">
          {formatNumber(rows.length)}
          {query.hasNextPage ? '+' : ''} hồ sơ
        </span>
      }
      actions={
        may('dossiers.export') && (
          <Button
            component="a"
            href={`/api/v1/dossiers/export?${new URLSearchParams(
              Object.entries(search).map(([key, value]) => [key, String(value)]),
            )}`}
            download
            variant="default"
            size="xs"
            leftSection={<IconDownload size={16} aria-hidden />}
          >
            Xuất CSV
          </Button>
        )
      }
    >
      <DataTable
        name="search"
        label="Hồ sơ tìm được"
        rows={rows}
        rowId={(row) => row.id}
        columns={COLUMNS}
        card={(row) => <Card row={row} />}
        onOpen={(row) => open(row.id)}
        more={{
          has: query.hasNextPage,
          isLoading: query.isFetchingNextPage,
          load: query.fetchNextPage,
        }}
        isLoading={query.isLoading}
        error={query.isError ? query.error : undefined}
        retry={query.refetch}
        empty="Không có hồ sơ nào như vậy trong phạm vi của bạn."
        toolbar={
          <form
            className="tool-row"
            action={(form) => change({ q: String(form.get('q')).trim() || undefined })}
          >
            <TextInput
              key={search.q}
              name="q"
              size="xs"
              className="filter-box"
              aria-label="Mã hồ sơ, họ tên, số giấy tờ, điện thoại"
              placeholder="Mã, họ tên (không cần dấu), số giấy tờ, điện thoại"
              leftSection={<IconSearch size={14} aria-hidden />}
              defaultValue={search.q}
            />
            <Select
              size="xs"
              aria-label="Trạng thái"
              placeholder="Mọi trạng thái"
              clearable
              data={STATES}
              value={search.status ? String(search.status) : null}
              onChange={(value) => void change({ status: value ? Number(value) : undefined })}
            />
            <Select
              size="xs"
              aria-label="Cơ quan giải quyết"
              placeholder="Mọi cơ quan"
              clearable
              searchable
              data={units}
              value={search.unit ?? null}
              onChange={(unit) => void change({ unit: unit ?? undefined })}
              nothingFoundMessage="Không có cơ quan nào khớp."
            />
            <Checkbox
              size="xs"
              label="Chỉ hồ sơ quá hạn"
              checked={search.late ?? false}
              onChange={(event) => void change({ late: event.currentTarget.checked || undefined })}
            />
            <Button size="xs" type="submit">
              Tìm
            </Button>
          </form>
        }
      />
    </Page>
  )
}

const COLUMNS: Column<QueueRow>[] = [
  {
    key: 'code',
    title: 'Mã hồ sơ',
    width: 170,
    cell: (row) => (
      <Link to="/can-bo/ho-so/$id" params={{ id: row.id }} className="code" tabIndex={-1}>
        {row.code ?? row.submissionNumber}
      </Link>
    ),
  },
  {
    key: 'applicant',
    title: 'Người nộp',
    share: 1.2,
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
    share: 2.4,
    compare: (a, b) => compareText(a.procedureName, b.procedureName),
    cell: (row) => (
      <span className="two-lines" title={row.procedureName}>
        <span>{row.procedureName}</span>
        <span className="quiet">{row.procedureCode}</span>
      </span>
    ),
  },
  {
    key: 'status',
    title: 'Trạng thái',
    width: 190,
    compare: (a, b) => a.status - b.status,
    cell: (row) => <Status status={row.status} name={row.statusName} />,
  },
  {
    key: 'due',
    title: 'Hạn trả',
    width: DUE_WIDTH,
    compare: (a, b) => (a.dueAt ?? '9').localeCompare(b.dueAt ?? '9'),
    cell: (row) => <Due at={row.dueAt} isOver={!isUnderWay(row.status)} />,
  },
  {
    key: 'submitted',
    title: 'Nộp lúc',
    width: 120,
    compare: (a, b) => a.submittedAt.localeCompare(b.submittedAt),
    cell: (row) => formatShortTime(row.submittedAt),
  },
]

function Card({ row }: { row: QueueRow }) {
  return (
    <div className="row-card">
      <div className="row-card-top">
        <Link to="/can-bo/ho-so/$id" params={{ id: row.id }} className="code">
          {row.code ?? row.submissionNumber}
        </Link>
        <Status status={row.status} name={row.statusName} />
      </div>
      <strong className="clamp">{row.applicantName}</strong>
      <div className="clamp">{row.procedureName}</div>
    </div>
  )
}
