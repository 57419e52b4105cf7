import { Button, FileInput, Radio, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useAct } from '../../lib/act.ts'
import type { Dossier } from '../../lib/types.ts'
import { uploadFile } from '../../lib/upload.ts'
import { DateField } from '../../ui/date-field.tsx'
import { MomentField } from '../../ui/moment-field.tsx'
import { type Field, PLAIN_ACTS, type PlainAct, type Values } from './acts.ts'

type Props = { act: PlainAct; dossier: Dossier; close: () => void }

/** The form of an act. Files are sent with it; when the act is refused, everything stays as it was filled in. */
export function ActForm({ act, dossier, close }: Props) {
  const { about, submit, done, fields, send } = PLAIN_ACTS[act]
  const [files, setFiles] = useState<Record<string, File | null>>({})
  const run = useAct(async (values: Values) => send(dossier.id, { ...values, ...(await sent(files)) }), done)
  // Not `action`: that would empty the fields when the server refuses.
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        run.mutate(valuesOf(new FormData(event.currentTarget), fields), { onSuccess: close })
      }}
    >
      <Stack>
        {about && <Text size="sm">{about}</Text>}
        {fields.map((field, i) => (
          <Input
            key={field.name}
            field={field}
            isFirst={i === 0}
            file={files[field.name] ?? null}
            setFile={(file) => setFiles({ ...files, [field.name]: file })}
          />
        ))}
        <Button type="submit" loading={run.isPending}>
          {submit}
        </Button>
      </Stack>
    </form>
  )
}

type InputProps = {
  field: Field
  isFirst: boolean
  file: File | null
  setFile: (file: File | null) => void
}

function Input({ field, isFirst, file, setFile }: InputProps) {
  const { name, label, kind, required, help, maxLength } = field
  const shared = { name, label, required, description: help, 'data-autofocus': isFirst || undefined }
  switch (kind) {
    case 'long':
      return <Textarea {...shared} autosize minRows={3} maxLength={maxLength} />
    case 'choice':
      return (
        <Radio.Group name={name} label={label} description={help} withAsterisk={required}>
          <Stack gap={6} mt={6}>
            {(field.choices ?? []).map((choice, i) => (
              <Radio
                key={choice.value}
                {...choice}
                required={required}
                data-autofocus={(isFirst && i === 0) || undefined}
              />
            ))}
          </Stack>
        </Radio.Group>
      )
    case 'file':
      return (
        <FileInput
          label={label}
          description={help}
          value={file}
          onChange={setFile}
          clearable
          accept="application/pdf,image/*"
          placeholder="Chọn tệp PDF hoặc ảnh"
        />
      )
    case 'date':
      return <DateField {...shared} />
    case 'moment':
      return <MomentField {...shared} />
    default:
      return <TextInput {...shared} maxLength={maxLength} />
  }
}

function valuesOf(form: FormData, fields: readonly Field[]): Values {
  const filled = fields
    .filter(({ kind }) => kind !== 'file')
    .map(({ name }) => [name, String(form.get(name) ?? '').trim()] as const)
  return Object.fromEntries(filled.filter(([, value]) => value !== ''))
}

async function sent(files: Record<string, File | null>): Promise<Values> {
  const pairs = await Promise.all(
    Object.entries(files).map(async ([name, file]) => [name, file && (await uploadFile(file))] as const),
  )
  return Object.fromEntries(pairs.filter((pair): pair is [string, string] => pair[1] !== null))
}
