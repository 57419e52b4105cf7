import { Anchor, Button, Group, Text } from '@mantine/core'
import { IconCircleCheck, IconPrinter } from '@tabler/icons-react'
import { showProblem } from '../../lib/act.ts'
import { formatTime } from '../../lib/format.ts'
import { printPdf } from '../../lib/print-pdf.ts'
import { FeeReceiptButton } from '../../ui/fee-receipt-button.tsx'
import type { Received } from './requests.ts'

/** What was just received, while the next person already sits down. */
export function ReceivedBanner({ received, onClose }: { received: Received; onClose: () => void }) {
  const { dossier, receipt, receiptProblem } = received
  return (
    <Group className="received" role="status" gap="sm" id="received">
      <IconCircleCheck size={22} aria-hidden className="good" />
      <div style={{ flex: 1 }}>
        <Text fw={600}>
          Đã nhận{' '}
          <Anchor href={`/can-bo/ho-so/${dossier.id}`} fw={600} underline="always" data-code>
            {dossier.code}
          </Anchor>{' '}
          của {dossier.applicant.name}
        </Text>
        <Text size="sm" className={receiptProblem ? 'warn' : 'quiet'}>
          {receiptProblem ?? `Hẹn trả ${formatTime(dossier.dueAt)}. Giấy tiếp nhận đã gửi ra máy in.`}
        </Text>
      </div>
      {dossier.paymentState === 'paid' && <FeeReceiptButton dossierId={dossier.id} />}
      {receipt && (
        <Button
          variant="default"
          size="xs"
          leftSection={<IconPrinter size={16} aria-hidden />}
          onClick={() => void printPdf(receipt.file).catch(showProblem)}
        >
          In lại
        </Button>
      )}
      <Button variant="subtle" size="xs" onClick={onClose}>
        Ẩn
      </Button>
    </Group>
  )
}
