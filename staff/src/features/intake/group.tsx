import './intake.css'
import {
  Anchor,
  Button,
  Checkbox,
  FileButton,
  Progress,
  Group as Row,
  Select,
  Table,
  Text,
} from '@mantine/core'
import { IconDownload, IconFileSpreadsheet } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import { showProblem, useAct } from '../../lib/act.ts'
import { Page } from '../../ui/page.tsx'
import { Empty, Failed, Loading } from '../../ui/states.tsx'
import { GroupReceipts } from './group-receipts.tsx'
import { checkGroup, type Group, groupOf, startGroup, templateAddress } from './group-requests.ts'
import { deskProcedures, uploadFile } from './requests.ts'
import { useDesks } from './use-desks.ts'

const STATES: Record<string, { text: string; look: string }> = {
  waiting: { text: 'Sẽ nhận', look: 'quiet' },
  done: { text: 'Đã nhận', look: 'good' },
  refused: { text: 'Không nhận được', look: 'bad' },
  skipped: { text: 'Có lỗi, bỏ qua', look: 'warn' },
}

/** Many dossiers of one procedure from a spreadsheet: looked at first, then received row by row. */
export function GroupPage() {
  const desks = useDesks()
  const unit = desks[0]?.value
  if (!unit) {
    return (
      <Page title="Nhận theo danh sách">
        <Empty>Bạn chưa được phân công tiếp nhận ở đơn vị nào.</Empty>
      </Page>
    )
  }
  return <GroupDesk desks={desks} first={unit} />
}

function GroupDesk({ desks, first }: { desks: { value: string; label: string }[]; first: string }) {
  const [unit, setUnit] = useState(first)
  const [code, setCode] = useState<string | null>(null)
  const [isComplete, setComplete] = useState(false)
  const [isReading, setReading] = useState(false)
  // In the address, so that a list that is being received is found again.
  const { danhSach: id } = useSearch({ from: '/inside/can-bo/nhan-danh-sach' })
  const navigate = useNavigate()
  const show = (next: string | undefined) =>
    navigate({ to: '/can-bo/nhan-danh-sach', search: next ? { danhSach: next } : {}, replace: true })
  const procedures = useQuery({ queryKey: ['desk-procedures', unit], queryFn: () => deskProcedures(unit) })
  const live = useQuery({
    queryKey: ['group', id],
    queryFn: () => groupOf(id!),
    enabled: id !== undefined,
    // Rows are received a few a second.
    refetchInterval: ({ state }) => (state.data?.state === 'running' ? 1000 : false),
  })
  const forgetFile = useRef<() => void>(null)
  const start = useAct(() => startGroup(id!), 'Đang nhận danh sách.')
  const read = async (file: File | null) => {
    if (!file || !code) return
    setReading(true)
    try {
      const { id: fileId } = await uploadFile(file, file.name)
      await show((await checkGroup({ unit, procedureCode: code, fileId })).id)
    } catch (error) {
      showProblem(error)
    } finally {
      setReading(false)
      // The same file, mended, can be chosen again.
      forgetFile.current?.()
    }
  }
  if (procedures.isPending) return <Loading />
  if (procedures.isError) return <Failed error={procedures.error} retry={() => void procedures.refetch()} />
  return (
    <Page title="Nhận theo danh sách">
      <section className="intake-part" aria-labelledby="group-file">
        <h2 id="group-file">1. Tệp danh sách</h2>
        <Row align="end" gap="sm">
          {desks.length > 1 && (
            <Select
              label="Quầy"
              data={desks}
              value={unit}
              allowDeselect={false}
              onChange={(next) => next && setUnit(next)}
            />
          )}
          <Select
            label="Thủ tục"
            placeholder="Gõ để tìm"
            searchable
            maw={520}
            style={{ flex: 1 }}
            data={procedures.data.items.map((p) => ({ value: p.code, label: p.name }))}
            value={code}
            onChange={(next) => {
              setCode(next)
              void show(undefined)
            }}
          />
          <Button
            component="a"
            variant="default"
            href={code ? templateAddress(unit, code) : undefined}
            data-disabled={code === null || undefined}
            aria-disabled={code === null || undefined}
            leftSection={<IconDownload size={16} aria-hidden />}
          >
            Tải tệp mẫu
          </Button>
        </Row>
        <Checkbox
          label="Tôi đã kiểm: mỗi người trong danh sách có đủ giấy tờ bắt buộc theo danh mục"
          checked={isComplete}
          onChange={(event) => setComplete(event.currentTarget.checked)}
        />
        <Row>
          <FileButton resetRef={forgetFile} onChange={(file) => void read(file)} accept=".xlsx,.csv">
            {(props) => (
              <Button
                {...props}
                loading={isReading}
                disabled={code === null || !isComplete}
                leftSection={<IconFileSpreadsheet size={16} aria-hidden />}
              >
                Chọn tệp và kiểm tra
              </Button>
            )}
          </FileButton>
          <Text size="sm" className="quiet">
            Excel (.xlsx) hoặc CSV, nhiều nhất 300 người một lần. Kiểm tra xong chưa nhận hồ sơ nào.
          </Text>
        </Row>
      </section>
      {live.isError && <Failed error={live.error} retry={() => void live.refetch()} />}
      {live.data && (
        <GroupRows group={live.data} onStart={() => start.mutate(undefined)} isStarting={start.isPending} />
      )}
    </Page>
  )
}

function GroupRows({
  group,
  onStart,
  isStarting,
}: {
  group: Group
  onStart: () => void
  isStarting: boolean
}) {
  const { counts } = group
  const good = counts.waiting + counts.done + counts.refused
  const finished = counts.done + counts.refused
  return (
    <section className="intake-part" aria-labelledby="group-rows">
      <Row justify="space-between">
        <h2 id="group-rows">2. {group.name}</h2>
        {group.state === 'checked' && (
          <Button onClick={onStart} loading={isStarting} disabled={counts.waiting === 0}>
            Nhận {counts.waiting} hồ sơ
          </Button>
        )}
      </Row>
      <Text role="status" size="sm">
        {group.state === 'checked' &&
          (counts.skipped > 0
            ? `${counts.waiting} dòng nhận được, ${counts.skipped} dòng có lỗi. Sửa tệp rồi chọn lại, hoặc nhận các dòng đúng.`
            : `Cả ${counts.waiting} dòng đều nhận được.`)}
        {group.state === 'running' && `Đang nhận: ${finished} trên ${good}.`}
        {group.state === 'done' &&
          `Đã nhận ${counts.done} hồ sơ${counts.refused > 0 ? `, ${counts.refused} không nhận được` : ''}${counts.skipped > 0 ? `, bỏ qua ${counts.skipped} dòng có lỗi` : ''}.`}
      </Text>
      {group.state === 'done' && counts.done > 0 && (
        <GroupReceipts dossiers={group.rows.flatMap(({ dossierId }) => dossierId ?? [])} />
      )}
      {group.state === 'running' && (
        <Progress value={good === 0 ? 0 : (100 * finished) / good} aria-label="Tiến độ nhận" />
      )}
      <Table.ScrollContainer minWidth={560} maxHeight={480}>
        <Table stickyHeader striped verticalSpacing={6} fz="sm">
          <Table.Thead>
            <Table.Tr>
              <Table.Th w={70}>Dòng</Table.Th>
              <Table.Th w={150}>Tình trạng</Table.Th>
              <Table.Th>Mã hồ sơ, lý do</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {group.rows.map((row) => (
              <Table.Tr key={row.line}>
                <Table.Td>{row.line}</Table.Td>
                <Table.Td className={STATES[row.state]?.look}>{STATES[row.state]?.text}</Table.Td>
                <Table.Td>
                  {row.dossierId ? (
                    <Anchor href={`/can-bo/ho-so/${row.dossierId}`} size="sm">
                      {row.code}
                    </Anchor>
                  ) : (
                    row.sentence
                  )}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </section>
  )
}
