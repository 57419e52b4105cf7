import { Alert, SimpleGrid, TextInput } from '@mantine/core'
import { readScan } from '@motcua/rules'
import { IconScan } from '@tabler/icons-react'
import { useEffect, useRef } from 'react'
import type { Check } from './requests.ts'

export type ReceiverDraft = { idNumber: string; name: string; relation: string; paper: string }
export const NOBODY: ReceiverDraft = { idNumber: '', name: '', relation: '', paper: '' }

type Props = {
  receiver: ReceiverDraft
  check: Check | null
  /** The hand goes on here. */
  isNext: boolean
  onChange: (receiver: ReceiverDraft) => void
  /** The number is whole and may be compared. */
  onNumber: (idNumber: string) => void
}

/** Who came, and whether he is the applicant or has a paper that authorises him. */
export function ReceiverPanel({ receiver, check, isNext, onChange, onNumber }: Props) {
  const put = (changes: Partial<ReceiverDraft>) => onChange({ ...receiver, ...changes })
  const number = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (isNext) number.current?.focus()
  }, [isNext])
  const compare = () => {
    const scan = readScan(receiver.idNumber)
    if (scan?.kind === 'idNumber') onNumber(scan.idNumber)
  }
  return (
    <section className="handover-part" aria-labelledby="handover-receiver">
      <h2 id="handover-receiver">2. Người nhận</h2>
      <TextInput
        id="receiver-number"
        ref={number}
        label="Quét thẻ hoặc gõ số trên thẻ của người đến nhận"
        leftSection={<IconScan size={16} aria-hidden />}
        inputMode="numeric"
        autoComplete="off"
        value={receiver.idNumber}
        onChange={(event) => put({ idNumber: event.currentTarget.value })}
        onBlur={compare}
        onKeyDown={(event) => event.key === 'Enter' && compare()}
      />
      {check?.matches && (
        <Alert color="green" role="status" p="xs">
          Đúng là chủ hồ sơ: {check.applicantName}.
        </Alert>
      )}
      {check && !check.matches && (
        <>
          <Alert color="orange" role="alert" p="xs">
            Không phải chủ hồ sơ ({check.applicantName}). Chỉ trả cho người có giấy uỷ quyền; hãy ghi giấy đó.
          </Alert>
          <SimpleGrid cols={{ base: 1, sm: 3 }} spacing="xs">
            <TextInput
              id="receiver-name"
              label="Họ và tên người nhận"
              required
              value={receiver.name}
              onChange={(event) => put({ name: event.currentTarget.value })}
            />
            <TextInput
              label="Quan hệ với chủ hồ sơ"
              required
              value={receiver.relation}
              onChange={(event) => put({ relation: event.currentTarget.value })}
            />
            <TextInput
              label="Giấy uỷ quyền"
              placeholder="Số, ngày, nơi chứng thực"
              required
              value={receiver.paper}
              onChange={(event) => put({ paper: event.currentTarget.value })}
            />
          </SimpleGrid>
        </>
      )}
    </section>
  )
}
