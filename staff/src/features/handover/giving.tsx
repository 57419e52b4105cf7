import { Button, Group, SegmentedControl, Text } from '@mantine/core'
import type { Scan } from '@motcua/rules'
import { useQuery } from '@tanstack/react-query'
import { type RefObject, useState } from 'react'
import { useAct } from '../../lib/act.ts'
import { formatDay, formatDong } from '../../lib/format.ts'
import { FeeReceiptButton } from '../../ui/fee-receipt-button.tsx'
import { PaperReceiptField } from '../../ui/paper-receipt-field.tsx'
import { Empty, Failed, Loading } from '../../ui/states.tsx'
import { CounterGiving } from './counter-giving.tsx'
import { collectFee, type Dossier, dossierOf } from './requests.ts'
import { SentGiving, type SentMethod } from './sent-giving.tsx'

const METHODS = [
  { value: 'counter', label: 'Tại quầy' },
  { value: 'post', label: 'Qua bưu chính' },
  { value: 'electronic', label: 'Bản điện tử' },
] as const
type Method = (typeof METHODS)[number]['value']

type Props = {
  id: string
  /** The hand has chosen it: the receiver comes next. */
  isChosen: boolean
  /** Told of each scan first; answers whether it was for this dossier. */
  scanned: RefObject<(scan: Scan) => boolean>
  onDone: () => void
}

/** One result and how it is given: at the counter to whoever shows that he may have it, or sent. */
export function Giving({ id, isChosen, scanned, onDone }: Props) {
  const { data, error, refetch } = useQuery({ queryKey: ['dossier', id], queryFn: () => dossierOf(id) })
  const [chosen, setChosen] = useState<Method | null>(null)
  if (error && !data) return <Failed error={error} retry={() => void refetch()} />
  if (!data) return <Loading />
  if (!data.can.includes('handover')) {
    return (
      <section className="handover-part">
        <Empty>
          Hồ sơ {data.code ?? data.submissionNumber} đang “{data.statusName}” nên không trả được ở đây.
        </Empty>
      </section>
    )
  }
  const method = chosen ?? METHODS.find(({ value }) => value === data.delivery.method)?.value ?? 'counter'
  return (
    <div className="handover-give">
      <Facts dossier={data}>
        <SegmentedControl
          aria-label="Cách trả"
          size="xs"
          fullWidth
          data={[...METHODS]}
          value={method}
          onChange={(value) => setChosen(value as Method)}
        />
      </Facts>
      {method === 'counter' ? (
        <CounterGiving id={id} isChosen={isChosen} scanned={scanned} onDone={onDone} />
      ) : (
        <SentGiving key={method} dossier={data} method={method satisfies SentMethod} onDone={onDone} />
      )}
    </div>
  )
}

function Facts({ dossier, children }: { dossier: Dossier; children: React.ReactNode }) {
  const [receiptNumber, setReceiptNumber] = useState('')
  const collect = useAct(() => collectFee(dossier.id, receiptNumber.trim()), 'Đã ghi nhận thu phí, lệ phí.')
  const isUnpaid = dossier.paymentState === 'unpaid' && dossier.feeTotal > 0
  return (
    <section className="handover-part">
      <Group justify="space-between" align="start">
        <div>
          <Text fw={600}>{dossier.code}</Text>
          <Text size="sm">{dossier.procedureName}</Text>
          <Text size="sm" className="quiet">
            Chủ hồ sơ: {dossier.applicant.name}
            {dossier.applicant.phone && `, ${dossier.applicant.phone}`}
          </Text>
        </div>
        {dossier.can.includes('fee-collections') && dossier.feeTotal > 0 && (
          <Button
            size="compact-sm"
            variant="light"
            loading={collect.isPending}
            onClick={() => collect.mutate(undefined)}
          >
            Thu {formatDong(dossier.feeTotal)}
          </Button>
        )}
        {collect.isSuccess && <FeeReceiptButton dossierId={dossier.id} />}
        <Text size="sm" className={isUnpaid ? 'warn' : 'quiet'}>
          {isUnpaid ? 'Chưa thu phí, lệ phí' : `Có kết quả ${formatDay(dossier.finishedAt)}`}
        </Text>
      </Group>
      {isUnpaid && dossier.collectingUnit && (
        <PaperReceiptField unit={dossier.collectingUnit} value={receiptNumber} onChange={setReceiptNumber} />
      )}
      <ul className="handover-results">
        {dossier.results.map((result) => (
          <li key={result.id}>
            {result.name}
            {result.number && `, số ${result.number}`}
          </li>
        ))}
      </ul>
      {children}
    </section>
  )
}
