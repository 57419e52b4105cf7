import { Button, Select, Text } from '@mantine/core'
import { compareText } from '@motcua/rules'
import { IconArrowLeft } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { formatNumber, formatShortTime } from '../../lib/format.ts'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { Page } from '../../ui/page.tsx'
import { Failed, Loading } from '../../ui/states.tsx'
import { OrderForm } from './order-form.tsx'
import {
  type Preview,
  type PreviewItem,
  type ProcedureBehind,
  previewQuery,
  type StepNames,
} from './requests.ts'

/** Of each dossier of an older version: where it would go, its deadlines before and after, or what stands in the way. */
export function PreviewPage({ procedure }: { procedure: ProcedureBehind }) {
  const [names, setNames] = useState<StepNames>({})
  const { data, error, refetch, isFetching, dataUpdatedAt } = useQuery({
    ...previewQuery(procedure.toVersionId, names),
    // The table of one choice of steps stays while that of the next is read.
    placeholderData: keepPreviousData,
  })
  return (
    <Page
      fill
      title="Xem trước việc chuyển phiên bản"
      note={
        <span className="quiet small-note">
          {procedure.procedureName} ({procedure.procedureCode}), sang phiên bản {procedure.version}
        </span>
      }
      actions={
        <Button
          renderRoot={(props) => <Link to="/quan-tri/chuyen-phien-ban" search={{}} {...props} />}
          variant="subtle"
          size="xs"
          leftSection={<IconArrowLeft size={16} aria-hidden />}
        >
          Mọi thủ tục
        </Button>
      }
    >
      {error ? (
        <Failed error={error} retry={refetch} />
      ) : data ? (
        <>
          <StepChoice preview={data} names={names} change={setNames} />
          <Dossiers
            key={dataUpdatedAt}
            procedure={procedure}
            preview={data}
            names={names}
            isReading={isFetching}
            refresh={refetch}
          />
        </>
      ) : (
        <Loading />
      )}
    </Page>
  )
}

type ChoiceProps = { preview: Preview; names: StepNames; change: (names: StepNames) => void }

/** Open steps that the new version has under another key, or not at all: where they go. */
function StepChoice({ preview: { lacking, offered }, names, change }: ChoiceProps) {
  if (lacking.length === 0) return null
  const put = (key: string, to: string | null) => {
    const { [key]: _, ...others } = names
    change(to === null ? others : { ...others, [key]: to })
  }
  return (
    <section className="panel migrations-part">
      <Text size="sm">
        Phiên bản mới không có những bước đang mở dưới đây. Hãy chọn bước thay thế; hồ sơ ở bước chưa có bước
        thay thế thì không chuyển được.
      </Text>
      <div className="step-choice">
        {lacking.map(({ key, name }) => (
          <Select
            key={key}
            size="xs"
            w={300}
            label={`“${name}” thành`}
            placeholder="Chọn bước của phiên bản mới"
            clearable
            data={offered.map((step) => ({ value: step.key, label: step.name }))}
            value={names[key] ?? null}
            onChange={(to) => put(key, to)}
          />
        ))}
      </div>
    </section>
  )
}

type DossiersProps = {
  procedure: ProcedureBehind
  preview: Preview
  names: StepNames
  isReading: boolean
  refresh: () => unknown
}

function Dossiers({ procedure, preview, names, isReading, refresh }: DossiersProps) {
  const passing = preview.items.filter((item) => item.passes)
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set(passing.map(({ id }) => id)))
  const [isAsking, setAsking] = useState(false)
  const chosen = passing.filter(({ id }) => ids.has(id))
  return (
    <>
      <DataTable
        name="migration"
        label={`Xem trước ${preview.items.length} hồ sơ`}
        rows={preview.items}
        rowId={(row) => row.id}
        columns={COLUMNS}
        card={(row) => <Card row={row} />}
        rowHeight={58}
        selection={{ ids, change: setIds }}
        isLoading={isReading}
        empty="Không có hồ sơ nào đang chạy phiên bản cũ."
        toolbar={
          <div className="tool-row">
            <Button size="xs" disabled={chosen.length === 0 || isReading} onClick={() => setAsking(true)}>
              Chuyển {formatNumber(chosen.length)} hồ sơ
            </Button>
            <Text size="sm" role="status">
              Chuyển được {formatNumber(preview.passes)}
              {preview.refused > 0 && (
                <>
                  , <span className="bad">không chuyển được {formatNumber(preview.refused)}</span>
                </>
              )}
              {preview.left > 0 && `; còn ${formatNumber(preview.left)} hồ sơ xem ở lần sau`}.
            </Text>
            <Button size="xs" variant="subtle" loading={isReading} onClick={() => refresh()}>
              Xem lại
            </Button>
          </div>
        }
      />
      {isAsking && (
        <OrderForm
          procedure={procedure}
          names={names}
          items={chosen}
          undoNote={preview.undoNote}
          close={() => setAsking(false)}
        />
      )}
    </>
  )
}

const stepsOf = ({ steps }: PreviewItem): string =>
  steps.map(({ fromName, toName }) => (fromName === toName ? fromName : `${fromName} → ${toName}`)).join('; ')

const COLUMNS: Column<PreviewItem>[] = [
  {
    key: 'code',
    title: 'Mã hồ sơ',
    width: 170,
    compare: (a, b) => compareText(a.dossierCode ?? '', b.dossierCode ?? ''),
    cell: (row) => row.dossierCode ?? 'Không được xem',
  },
  {
    key: 'verdict',
    title: 'Chuyển được',
    width: 116,
    compare: (a, b) => Number(a.passes) - Number(b.passes),
    cell: (row) => (row.passes ? <span className="good">Được</span> : <strong className="bad">Không</strong>),
  },
  {
    key: 'steps',
    title: 'Bước',
    share: 1.3,
    compare: (a, b) => compareText(stepsOf(a), stepsOf(b)),
    cell: (row) => (
      <span className="clamp" title={stepsOf(row)}>
        {stepsOf(row) || '–'}
      </span>
    ),
  },
  {
    key: 'stepDue',
    title: 'Hạn của bước: trước → sau',
    width: 214,
    cell: (row) => <StepDues row={row} />,
  },
  {
    key: 'due',
    title: 'Hẹn trả',
    width: 110,
    compare: (a, b) => (a.dueAt ?? '9').localeCompare(b.dueAt ?? '9'),
    cell: (row) => formatShortTime(row.dueAt),
  },
  {
    key: 'sentence',
    title: 'Sẽ ra sao',
    share: 2,
    cell: (row) => (
      <span className={row.passes ? 'clamp three' : 'clamp three bad'} title={row.sentence}>
        {row.sentence}
      </span>
    ),
  },
]

const StepDues = ({ row }: { row: PreviewItem }) =>
  row.steps.length === 0 ? (
    '–'
  ) : (
    <>
      {row.steps.slice(0, 2).map(({ from, dueBefore, dueAfter }) => (
        <div key={from} className="nowrap">
          {formatShortTime(dueBefore)} → {formatShortTime(dueAfter)}
        </div>
      ))}
    </>
  )

function Card({ row }: { row: PreviewItem }) {
  return (
    <div className="row-card">
      <div className="row-card-top">
        <strong>{row.dossierCode ?? 'Không được xem'}</strong>
        {row.passes ? (
          <span className="good">Chuyển được</span>
        ) : (
          <span className="bad">Không chuyển được</span>
        )}
      </div>
      <div className={row.passes ? undefined : 'bad'}>{row.sentence}</div>
    </div>
  )
}
