import { Button, Stack, Text } from '@mantine/core'
import type { Words } from '@motcua/rules'
import { IconPlus } from '@tabler/icons-react'
import { FeelInput, WordsInput } from './node-inputs.tsx'

type Rule = { assert: string; message: Words }

/** What must hold for an answer, each with what is said when it does not. */
export function Rules({ rules, onChange }: { rules: Rule[]; onChange: (rules: Rule[]) => void }) {
  return (
    <Stack gap={6}>
      {rules.length > 0 && (
        <Text size="sm" fw={500}>
          Quy tắc kiểm tra
        </Text>
      )}
      {rules.map((rule, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rules have no identity besides their place
        <Stack key={i} gap={4} className="rule">
          <FeelInput
            label={`Phải đúng (quy tắc ${i + 1})`}
            value={rule.assert}
            onChange={(assert) => onChange(rules.with(i, { ...rule, assert: assert ?? '' }))}
          />
          <WordsInput
            label="Lời báo khi sai"
            value={rule.message}
            onChange={(message) => message && onChange(rules.with(i, { ...rule, message }))}
          />
          <Button size="xs" variant="subtle" color="red" onClick={() => onChange(rules.toSpliced(i, 1))}>
            Bỏ quy tắc này
          </Button>
        </Stack>
      ))}
      <Button
        size="xs"
        variant="default"
        leftSection={<IconPlus size={14} aria-hidden />}
        onClick={() =>
          onChange([...rules, { assert: 'value != null', message: { vi: 'Chưa đúng.', en: 'Not right.' } }])
        }
      >
        Thêm quy tắc kiểm tra
      </Button>
    </Stack>
  )
}
