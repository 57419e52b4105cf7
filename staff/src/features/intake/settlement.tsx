import { Button, Group, SegmentedControl, Select, Text, TextInput } from '@mantine/core'
import { formatDong } from '@motcua/rules'
import { PaperReceiptField } from '../../ui/paper-receipt-field.tsx'
import { Keys } from '../../ui/shortcuts.tsx'
import type { Draft, PayMethod } from './draft.ts'
import { PaperList } from './paper-list.tsx'
import type { Intake } from './use-intake.ts'

type Props = {
  intake: Intake
  unit: string
  onAccept: () => void
  onPapers: () => void
  onCamera: (paper: string, name: string) => void
}

const PAY: { value: PayMethod; label: string }[] = [
  { value: 'cash', label: 'Tiền mặt' },
  { value: 'transfer', label: 'Chuyển khoản' },
  { value: 'card', label: 'Thẻ' },
  { value: 'later', label: 'Thu sau' },
]

const DELIVER: { value: Draft['deliver']; label: string }[] = [
  { value: 'counter', label: 'Nhận tại quầy' },
  { value: 'post', label: 'Gửi qua bưu chính' },
  { value: 'electronic', label: 'Bản điện tử' },
]

/** The right side: papers, time, money, and the button that receives. */
export function Settlement({ intake, unit, onAccept, onPapers, onCamera }: Props) {
  const { draft, change, assessment, missingPapers } = intake
  const data = draft.procedureCode === null ? undefined : assessment.data
  const hasFee = (data?.total ?? 1) > 0
  return (
    <section className="intake-part" aria-labelledby="intake-papers">
      <Group justify="space-between">
        <h2 id="intake-papers">4. Giấy tờ, phí, hẹn trả</h2>
        {missingPapers.length > 0 && (
          <Button id="papers-all" size="compact-sm" variant="light" onClick={onPapers}>
            Đủ giấy tờ theo danh mục
          </Button>
        )}
      </Group>
      {!data && (
        <Text size="sm" className="quiet">
          Chọn thủ tục để xem giấy tờ và phí.
        </Text>
      )}
      {data && (
        <>
          <PaperList
            papers={data.papers}
            checks={draft.papers}
            earlier={intake.earlier?.papers ?? []}
            onCamera={onCamera}
            onCheck={(key, check) => change({ papers: { ...draft.papers, [key]: check } })}
          />
          <dl className="intake-sums">
            {data.fees.map((fee) => (
              <div key={fee.key}>
                <dt>{fee.name.vi}</dt>
                <dd>{fee.amount === null ? 'chưa tính được' : formatDong(fee.amount)}</dd>
              </div>
            ))}
            <div className="intake-total">
              <dt>Phải thu</dt>
              <dd aria-live="polite">{data.total === null ? 'chưa tính được' : formatDong(data.total)}</dd>
            </div>
            <div>
              <dt>Thời hạn</dt>
              <dd>{data.limit?.text ?? 'chưa xác định'}</dd>
            </div>
          </dl>
          {data.total === null && (
            <Text size="xs" className="quiet">
              Khoản chưa tính được do cán bộ xác định và thu sau.
            </Text>
          )}
          {hasFee && (
            <SegmentedControl
              aria-label="Cách thu phí"
              size="xs"
              fullWidth
              data={PAY}
              value={draft.pay}
              onChange={(pay) => change({ pay: pay as PayMethod })}
            />
          )}
          {hasFee && draft.pay !== 'later' && (
            <PaperReceiptField
              unit={unit}
              value={draft.receiptNumber}
              onChange={(receiptNumber) => change({ receiptNumber })}
            />
          )}
          <Select
            label="Trả kết quả"
            size="xs"
            data={DELIVER}
            allowDeselect={false}
            value={draft.deliver}
            onChange={(deliver) => change({ deliver: (deliver ?? 'counter') as Draft['deliver'] })}
          />
          <TextInput
            label="Ghi chú khi tiếp nhận"
            size="xs"
            value={draft.note}
            onChange={(event) => change({ note: event.currentTarget.value })}
          />
        </>
      )}
      <Button
        id="accept"
        size="md"
        fullWidth
        loading={intake.isSending}
        disabled={draft.procedureCode === null}
        rightSection={<Keys keys="ctrl+Enter" />}
        onClick={onAccept}
      >
        Tiếp nhận và in giấy
      </Button>
    </section>
  )
}
