import { Button, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useAct } from '../../lib/act.ts'
import { Keys, useShortcuts } from '../../ui/shortcuts.tsx'
import { type Dossier, recordSent } from './requests.ts'

export type SentMethod = 'post' | 'electronic'

type Props = { dossier: Dossier; method: SentMethod; onDone: () => void }

/** Nobody stands at the counter: the result went by post, with the number of the item, or as an electronic copy. */
export function SentGiving({ dossier, method, onDone }: Props) {
  const [item, setItem] = useState('')
  const send = useAct(
    () => recordSent(dossier.id, method, method === 'post' ? `Số hiệu bưu gửi: ${item.trim()}` : null),
    ({ code }) => `Đã ghi nhận gửi kết quả hồ sơ ${code ?? ''}.`,
  )
  const isReady = method === 'electronic' || item.trim() !== ''
  const record = () => {
    if (isReady && !send.isPending) send.mutate(undefined, { onSuccess: onDone })
  }
  useShortcuts([{ keys: 'ctrl+Enter', label: 'Ghi nhận đã gửi', run: record, everywhere: true }])
  return (
    <section className="handover-part" aria-labelledby="handover-sent">
      <h2 id="handover-sent">2. {method === 'post' ? 'Gửi qua bưu chính' : 'Gửi bản điện tử'}</h2>
      {method === 'post' ? (
        <>
          <Text size="sm">
            Gửi đến: {dossier.applicant.name}
            {dossier.delivery.address
              ? `, ${dossier.delivery.address}`
              : '. Người nộp không đăng ký địa chỉ nhận; hãy hỏi lại trước khi gửi.'}
          </Text>
          <TextInput
            label="Số hiệu bưu gửi"
            description="Ghi trên phiếu gửi của bưu chính; người nộp dùng số này để theo dõi."
            required
            maxLength={60}
            autoComplete="off"
            value={item}
            onChange={(event) => setItem(event.currentTarget.value)}
          />
        </>
      ) : (
        <Text size="sm">
          Người nộp nhận bản điện tử trong tài khoản của mình trên cổng dịch vụ công; bản giấy không được
          giao.
        </Text>
      )}
      <Button
        size="md"
        loading={send.isPending}
        disabled={!isReady}
        rightSection={<Keys keys="ctrl+Enter" />}
        onClick={record}
      >
        Ghi nhận đã gửi
      </Button>
    </section>
  )
}
