import { Button, Group, SegmentedControl, Textarea } from '@mantine/core'
import { IconPrinter } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useAct } from '../../lib/act.ts'
import { api } from '../../lib/api.ts'
import { formatTime } from '../../lib/format.ts'
import { answerOf } from '../../lib/problem.ts'
import type { Slips } from '../../lib/types.ts'
import { Failed, Loading } from '../../ui/states.tsx'
import { slipsQuery } from './queries.ts'

/** Papers that were issued, each exactly as it went out, and those that may be issued now. */
export function SlipsPanel({ id }: { id: string }) {
  const { data, error, refetch } = useQuery(slipsQuery(id))
  const [paper, setPaper] = useState<Paper>('A4')
  if (error) return <Failed error={error} retry={refetch} />
  if (!data) return <Loading />
  return (
    <>
      {data.items.length === 0 && <p className="quiet">Chưa cấp giấy nào.</p>}
      <ul className="papers">
        {data.items.map((slip) => (
          <li key={slip.id} data-replaced={!slip.current || undefined}>
            <IconPrinter size={18} stroke={1.5} aria-hidden />
            <div>
              <a href={slip.file} target="_blank" rel="noreferrer">
                {nameOf(slip)}
              </a>
              {slip.issue > 1 && ` (cấp lần ${slip.issue})`}
              <div className="quiet">
                {formatTime(slip.issuedAt)} · {slip.issuedBy} · khổ {slip.paper}
              </div>
              {slip.reason && (
                <div className="reason">
                  {slip.reason}
                  {slip.changes.map(({ name, before, after }) => (
                    <div key={name} className="quiet">
                      {name}: {before === '' ? '(không ghi)' : `“${before}”`} nay là{' '}
                      {after === '' ? '(không ghi)' : `“${after}”`}
                    </div>
                  ))}
                </div>
              )}
            </div>
          </li>
        ))}
      </ul>
      {data.can.length > 0 && (
        <SegmentedControl
          size="xs"
          className="paper-size"
          aria-label="Khổ giấy"
          data={['A4', 'A5']}
          value={paper}
          onChange={(next) => setPaper(next as Paper)}
        />
      )}
      {data.can.map((kind) => (
        <Issue key={kind.kind} id={id} slip={kind} paper={paper} />
      ))}
    </>
  )
}

type Paper = Slips['items'][number]['paper']

/** Some papers have no number. */
const nameOf = ({ name, number }: { name: string; number: string }): string =>
  number === '' ? name : `${name} số ${number}`

function Issue({ id, slip, paper }: { id: string; slip: Slips['can'][number]; paper: Paper }) {
  const [asks, setAsks] = useState(false)
  const [reason, setReason] = useState('')
  const issue = useAct(
    () =>
      answerOf(
        api.POST('/api/v1/dossiers/{id}/slips/{kind}', {
          params: { path: { id, kind: slip.kind as 'receipt' } },
          body: { paper, ...(reason.trim() && { reason: reason.trim() }) },
        }),
      ),
    (issued) => `Đã cấp ${nameOf(issued)}.`,
  )
  const send = () => issue.mutate(undefined, { onSuccess: () => setAsks(false) })
  return (
    <div className="issue">
      {asks && (
        <Textarea
          label="Vì sao cấp lại"
          description="Vừa sửa sai sót của hồ sơ thì bỏ trống: lấy lý do đã ghi khi sửa."
          autosize
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          maxLength={2000}
        />
      )}
      <Group gap="xs">
        <Button
          size="xs"
          variant="default"
          loading={issue.isPending}
          onClick={() => (slip.issued && !asks ? setAsks(true) : send())}
        >
          {slip.issued ? 'Cấp lại' : 'Cấp'} {slip.name.charAt(0).toLocaleLowerCase('vi') + slip.name.slice(1)}
        </Button>
        <a
          className="small"
          href={`/api/v1/dossiers/${id}/slips/${slip.kind}/preview?paper=${paper}`}
          target="_blank"
          rel="noreferrer"
          aria-label={`Xem trước ${slip.name}`}
        >
          xem trước
        </a>
      </Group>
    </div>
  )
}
