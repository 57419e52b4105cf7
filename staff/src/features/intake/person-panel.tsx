import { Badge, Button, Group, SimpleGrid, Text, TextInput } from '@mantine/core'
import { checkCitizenNumber, formatDate, readScan } from '@motcua/rules'
import { IconCamera, IconScan } from '@tabler/icons-react'
import type { Draft, Source } from './draft.ts'
import type { RegisterNote } from './use-register-prefill.ts'

const SOURCES: Record<Source, string> = { card: 'từ thẻ', earlier: 'từ hồ sơ trước', typed: '' }

type Props = {
  draft: Draft
  change: (changes: Partial<Draft>) => void
  /** The number is whole: earlier data may be asked for. */
  onNumber: (idNumber: string) => void
  onCamera: () => void
  /** A field was left: what it says goes into the form too. */
  onLeave: () => void
  errors: Readonly<Record<string, string>>
  /** What the registers said of him. */
  registers: RegisterNote | null
}

/** Who stands at the desk: card, number, name, telephone, address, each with where it comes from. */
export function PersonPanel({ draft, change, onNumber, onCamera, onLeave, errors, registers }: Props) {
  const field = (key: 'idNumber' | 'name' | 'phone' | 'address', label: string, more: object = {}) => (
    <TextInput
      id={`person-${key}`}
      label={
        <>
          {label}
          {draft.sources[key] && SOURCES[draft.sources[key]] && (
            <Badge component="span" size="sm" variant="light" ml={6} tt="none">
              {SOURCES[draft.sources[key]]}
            </Badge>
          )}
        </>
      }
      value={draft[key]}
      autoComplete="off"
      error={errors[key]}
      onBlur={onLeave}
      onChange={(event) =>
        change({ [key]: event.currentTarget.value, sources: { ...draft.sources, [key]: 'typed' } })
      }
      {...more}
    />
  )
  const warning = numberWarning(draft)
  return (
    <section className="intake-part" aria-labelledby="intake-person">
      <Group justify="space-between" gap="xs">
        <h2 id="intake-person">1. Người nộp</h2>
        <Button variant="subtle" size="compact-sm" leftSection={<IconCamera size={16} />} onClick={onCamera}>
          Quét bằng máy ảnh
        </Button>
      </Group>
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="xs" verticalSpacing="xs">
        {field('idNumber', 'Quét thẻ hoặc gõ số định danh', {
          leftSection: <IconScan size={16} aria-hidden />,
          required: true,
          'data-first': true,
          inputMode: 'numeric',
          onBlur: () => {
            const scan = readScan(draft.idNumber)
            if (scan?.kind === 'idNumber') onNumber(scan.idNumber)
            onLeave()
          },
        })}
        {field('name', 'Họ và tên', { required: true })}
        {field('phone', 'Điện thoại', { inputMode: 'tel' })}
        {field('address', 'Nơi cư trú')}
      </SimpleGrid>
      {draft.card && <CardLine draft={draft} />}
      {registers && (
        <Text size="sm" className={registers.isFound ? 'good' : 'warn'} role="status">
          {registers.text}
        </Text>
      )}
      {warning && (
        <Text size="sm" className="warn" role="status">
          {warning}
        </Text>
      )}
    </section>
  )
}

function CardLine({ draft }: { draft: Draft }) {
  const { card, doubts } = draft.card!
  return (
    <Text size="sm" className={doubts.length > 0 ? 'warn' : 'quiet'} role="status">
      Thẻ: {card.sex === 'male' ? 'Nam' : 'Nữ'}, sinh {formatDate(card.birthDate)}
      {card.issuedOn && `, cấp ${formatDate(card.issuedOn)}`}.
      {doubts.includes('fullName') && ' Máy quét làm mất dấu trong họ tên, hãy đối chiếu với thẻ.'}
      {doubts.includes('address') && ' Hãy đối chiếu địa chỉ với thẻ.'}
      {draft.residence?.old && ` Địa chỉ cũ “${draft.residence.old}” đã đổi sang đơn vị hiện nay.`}
    </Text>
  )
}

function numberWarning({ idNumber, card }: Draft): string | null {
  if (idNumber.length !== 12) return null
  const { error, warning } = checkCitizenNumber(
    idNumber,
    card ? { sex: card.card.sex, birthDate: card.card.birthDate } : {},
  )
  if (error === 'sex' || error === 'birth_year')
    return 'Số định danh không khớp giới tính hoặc năm sinh trên thẻ; hãy xem lại thẻ.'
  return warning ? 'Mã nơi đăng ký khai sinh trong số này lạ; hãy xem lại thẻ.' : null
}
