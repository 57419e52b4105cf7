import { Button, Group, SegmentedControl, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useAct } from '../../lib/act.ts'
import { formatTime } from '../../lib/format.ts'
import { sendCode } from './requests.ts'
import { SignaturePad } from './signature-pad.tsx'

export type ProofChoice =
  | { kind: 'signature'; picture: (() => Promise<Blob | null>) | null }
  | { kind: 'code'; code: string }
  | { kind: 'paper' }

type Props = {
  dossierId: string
  phone: string | null
  proof: ProofChoice
  onProof: (proof: ProofChoice) => void
}

/** How the receiver shows that he has it. */
export function ProofPanel({ dossierId, phone, proof, onProof }: Props) {
  const [sent, setSent] = useState<{ phone: string; expiresAt: string; sendsLeft: number } | null>(null)
  const send = useAct(() => sendCode(dossierId), 'Đã gửi mã.')
  const kinds = [
    { value: 'signature', label: 'Ký màn hình' },
    { value: 'code', label: 'Mã tin nhắn', disabled: phone === null },
    { value: 'paper', label: 'Ký phiếu giấy' },
  ]
  return (
    <section className="handover-part" aria-labelledby="handover-proof">
      <h2 id="handover-proof">3. Xác nhận đã nhận</h2>
      <SegmentedControl
        aria-label="Cách xác nhận"
        size="xs"
        fullWidth
        data={kinds}
        value={proof.kind}
        onChange={(kind) =>
          onProof(
            kind === 'code'
              ? { kind, code: '' }
              : kind === 'paper'
                ? { kind }
                : { kind: 'signature', picture: null },
          )
        }
      />
      {proof.kind === 'signature' && (
        <SignaturePad onPicture={(picture) => onProof({ kind: 'signature', picture })} />
      )}
      {proof.kind === 'code' && (
        <Group align="end" gap="sm">
          <Button
            variant="default"
            loading={send.isPending}
            disabled={sent?.sendsLeft === 0}
            onClick={() => send.mutate(undefined, { onSuccess: setSent })}
          >
            {sent ? 'Gửi lại mã' : `Gửi mã đến ${phone ?? ''}`}
          </Button>
          <TextInput
            label="Mã 6 số"
            inputMode="numeric"
            maxLength={6}
            w={120}
            value={proof.code}
            onChange={(event) =>
              onProof({ kind: 'code', code: event.currentTarget.value.replace(/\D/g, '').slice(0, 6) })
            }
          />
          {sent && (
            <Text size="xs" className="quiet">
              Mã gửi đến {sent.phone}, có hiệu lực đến {formatTime(sent.expiresAt)}; còn gửi lại được{' '}
              {sent.sendsLeft} lần.
            </Text>
          )}
        </Group>
      )}
      {proof.kind === 'paper' && (
        <Text size="sm" className="quiet">
          Phiếu bàn giao được in sau khi bấm Trả kết quả; người nhận ký vào phiếu, đơn vị giữ một bản.
        </Text>
      )}
    </section>
  )
}
