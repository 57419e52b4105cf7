import { TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { receiptBooksQuery } from '../lib/fee-receipts.ts'

type Props = { unit: string; value: string; onChange: (value: string) => void }

/** Where a desk without a number left in its books says which receipt it wrote by hand; nothing at other desks. */
export function PaperReceiptField({ unit, value, onChange }: Props) {
  const { data } = useQuery(receiptBooksQuery(unit))
  if (!data || data.items.some(({ state }) => state === 'open')) return null
  return (
    <TextInput
      label="Số biên lai giấy đã xuất"
      description="Đơn vị không có quyển biên lai nào còn số trên hệ thống."
      placeholder="AA-26P 0000123"
      size="xs"
      maxLength={100}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}
