import { Button, Group, Kbd, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { showProblem } from '../../lib/act.ts'
import type { QuickFill } from './requests.ts'

type Props = {
  fills: readonly QuickFill[]
  onFill: (fill: QuickFill) => void
  /** Goes on without one. */
  onSkip: () => void
  onSave: (name: string) => Promise<unknown>
}

/** Answers that are the same for many people: a digit fills them in, Enter goes on without. */
export function QuickFillBar({ fills, onFill, onSkip, onSave }: Props) {
  const [name, setName] = useState<string | null>(null)
  const onKeyDown = (event: React.KeyboardEvent) => {
    if (event.ctrlKey || event.altKey) return
    if (/^[1-9]$/.test(event.key)) {
      const fill = fills[Number(event.key) - 1]
      if (fill) onFill(fill)
    } else if (event.key === 'Enter') onSkip()
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  const save = async () => {
    try {
      await onSave(name ?? '')
      setName(null)
    } catch (error) {
      showProblem(error)
    }
  }
  return (
    <Group gap="xs" className="intake-quick" align="center">
      {fills.length > 0 && (
        <>
          <TextInput
            id="quick-fill"
            aria-label="Mẫu điền nhanh: gõ số của mẫu, hoặc Enter để điền từ đầu"
            placeholder="Mẫu số"
            size="xs"
            w={80}
            value=""
            readOnly
            onKeyDown={onKeyDown}
          />
          {fills.map((fill, i) => (
            <Button
              key={fill.id}
              size="compact-sm"
              variant="light"
              tabIndex={-1}
              leftSection={<Kbd size="xs">{i + 1}</Kbd>}
              onClick={() => onFill(fill)}
            >
              {fill.name}
            </Button>
          ))}
        </>
      )}
      {name === null ? (
        <Button size="compact-sm" variant="subtle" tabIndex={-1} onClick={() => setName('')}>
          Lưu làm mẫu điền nhanh…
        </Button>
      ) : (
        <>
          <TextInput
            aria-label="Tên mẫu điền nhanh"
            placeholder="Tên mẫu"
            size="xs"
            value={name}
            data-autofocus
            onChange={(event) => setName(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key !== 'Enter') return
              event.stopPropagation()
              void save()
            }}
          />
          <Button size="compact-sm" onClick={() => void save()}>
            Lưu
          </Button>
          <Button size="compact-sm" variant="subtle" onClick={() => setName(null)}>
            Thôi
          </Button>
          <Text size="xs" className="quiet">
            Họ tên, số giấy tờ, ngày tháng của người này không được lưu.
          </Text>
        </>
      )}
    </Group>
  )
}
