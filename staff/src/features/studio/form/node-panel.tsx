import { Alert, List, Stack, Text, TextInput, Title } from '@mantine/core'
import type { FormSource } from '@motcua/rules'
import { nodeAt, type Place, pointerOf, replaceAt, type SourceField, type SourceNode } from './edit.ts'
import { FieldSettings } from './field-settings.tsx'
import type { Fault } from './form-builder.tsx'
import { FeelInput, KeyInput, WordsInput } from './node-inputs.tsx'

type Props = {
  form: FormSource
  place: Place | null
  faults: readonly Fault[]
  change: (form: FormSource) => void
}

/** The settings of the chosen section or field; of the whole form when none is chosen. */
export function NodePanel({ form, place, faults, change }: Props) {
  const node = place && nodeAt(form, place)
  if (!place || !node) return <FormSettings form={form} faults={faults} change={change} />
  const pointer = pointerOf(place)
  const own = faults.filter(
    (fault) =>
      (fault.pointer === pointer || fault.pointer.startsWith(`${pointer}/`)) &&
      !/^\/fields\/\d/.test(fault.pointer.slice(pointer.length)),
  )
  const put = (changes: object) => change(replaceAt(form, place, cleaned({ ...node, ...changes })))
  return (
    <Stack gap="sm" key={pointer}>
      <Title order={2} size="h5">
        {'type' in node ? 'Trường' : 'Phần của biểu mẫu'}
      </Title>
      <Faults faults={own} />
      {'type' in node ? (
        <FieldSettings
          field={node}
          put={put}
          replace={(next: SourceField) => change(replaceAt(form, place, next))}
        />
      ) : (
        <>
          <WordsInput label="Tên phần" value={node.title} onChange={(title) => put({ title })} />
          <KeyInput value={node.key} onChange={(key) => put({ key })} />
          <WordsInput label="Hướng dẫn" value={node.hint} onChange={(hint) => put({ hint })} optional />
          <FeelInput label="Chỉ hiện khi" value={node.showIf} onChange={(showIf) => put({ showIf })} />
        </>
      )}
    </Stack>
  )
}

function FormSettings({ form, faults, change }: Omit<Props, 'place'>) {
  return (
    <Stack gap="sm">
      <Title order={2} size="h5">
        Biểu mẫu
      </Title>
      <Faults faults={faults.filter(({ pointer }) => !pointer.startsWith('/sections/'))} />
      <WordsInput
        label="Tên biểu mẫu"
        value={form.title}
        onChange={(title) => change({ ...form, title: title! })}
      />
      <WordsInput
        label="Lời giới thiệu"
        value={form.description}
        onChange={(description) => change(cleaned({ ...form, description }))}
        optional
      />
      <TextInput
        label="Khoá của biểu mẫu"
        description="Chữ thường không dấu, chữ số, gạch nối; mỗi biểu mẫu một khoá"
        value={form.key}
        onChange={(event) => change({ ...form, key: event.currentTarget.value })}
      />
      <Text size="sm" c="var(--quiet)">
        Chọn một phần hoặc một trường ở cây bên trái để sửa. Alt và mũi tên lên, xuống để chuyển chỗ.
      </Text>
    </Stack>
  )
}

export function Faults({ faults }: { faults: readonly Fault[] }) {
  if (faults.length === 0) return null
  return (
    <Alert color="red" role="status">
      <List size="sm">
        {faults.map(({ pointer, message }) => (
          <List.Item key={pointer + message}>{message}</List.Item>
        ))}
      </List>
    </Alert>
  )
}

/** Without the properties that are undefined: absent and undefined are the same in a form. */
function cleaned<T extends object>(node: T): T {
  return Object.fromEntries(Object.entries(node).filter(([, value]) => value !== undefined)) as T
}

export type { SourceNode }
