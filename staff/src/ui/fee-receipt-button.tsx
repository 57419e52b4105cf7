import { Button } from '@mantine/core'
import { IconReceipt } from '@tabler/icons-react'
import { useRef } from 'react'
import { useAct } from '../lib/act.ts'
import { issueFeeReceipt } from '../lib/fee-receipts.ts'
import { printPdf } from '../lib/print-pdf.ts'

/** Issues and prints the receipt of money that was just taken; pressed again, the same paper. */
export function FeeReceiptButton({ dossierId }: { dossierId: string }) {
  const issued = useRef<string>(undefined)
  const print = useAct(async () => {
    issued.current ??= (await issueFeeReceipt(dossierId)).file
    await printPdf(issued.current)
  }, null)
  return (
    <Button
      variant="default"
      size="xs"
      leftSection={<IconReceipt size={16} aria-hidden />}
      loading={print.isPending}
      onClick={() => print.mutate(undefined)}
    >
      In biên lai
    </Button>
  )
}
