import { Button, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useAct } from '../../lib/act.ts'
import { api } from '../../lib/api.ts'
import { answerOf } from '../../lib/problem.ts'
import type { Dossier } from '../../lib/types.ts'
import { MomentField, toInstant } from '../../ui/moment-field.tsx'
import { ProcedureChoice } from './procedure-choice.tsx'

const FIELDS = [
  { name: 'name', label: 'Họ và tên người nộp', maxLength: 300 },
  { name: 'idNumber', label: 'Số giấy tờ', maxLength: 20 },
  { name: 'phone', label: 'Điện thoại', maxLength: 20 },
  { name: 'email', label: 'Thư điện tử', maxLength: 200 },
  { name: 'address', label: 'Địa chỉ', maxLength: 500 },
] as const

/** Puts right what the desk got wrong. Only what was changed here is sent; others' changes meanwhile are never lost. */
export function CorrectionForm({ dossier, close }: { dossier: Dossier; close: () => void }) {
  const [chosen, setChosen] = useState({ procedureCode: dossier.procedureCode, caseKey: dossier.caseKey })
  const correct = useAct(
    (form: FormData) =>
      answerOf(
        api.POST('/api/v1/dossiers/{id}/corrections', {
          params: { path: { id: dossier.id } },
          body: {
            version: dossier.version,
            reason: String(form.get('reason')),
            ...changesIn(form, dossier),
            ...(chosen.procedureCode !== dossier.procedureCode && { procedureCode: chosen.procedureCode }),
            ...(chosen.caseKey !== dossier.caseKey && chosen.caseKey !== '' && { caseKey: chosen.caseKey }),
          },
        }),
      ),
    'Đã sửa; giấy tiếp nhận được cấp lại nếu hồ sơ đã tiếp nhận.',
  )
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        correct.mutate(new FormData(event.currentTarget), { onSuccess: close })
      }}
    >
      <Stack gap="sm">
        <Text size="sm">Giấy tiếp nhận được cấp lại, ghi rõ sửa gì và vì sao.</Text>
        {FIELDS.map(({ name, label, maxLength }) => (
          <TextInput
            key={name}
            name={name}
            label={label}
            maxLength={maxLength}
            defaultValue={dossier.applicant[name] ?? ''}
          />
        ))}
        <Textarea
          name="abstract"
          label="Trích yếu"
          autosize
          maxLength={500}
          defaultValue={dossier.abstract}
        />
        {dossier.receivedAt && (
          <MomentField name="receivedAt" label="Nhận hồ sơ ngày" required defaultValue={dossier.receivedAt} />
        )}
        <ProcedureChoice dossier={dossier} chosen={chosen} choose={setChosen} />
        <Textarea
          name="reason"
          label="Sai ở đâu, vì sao"
          description="In trên giấy tiếp nhận cấp lại."
          required
          autosize
          minRows={3}
          maxLength={2000}
        />
        <Button type="submit" loading={correct.isPending}>
          Sửa
        </Button>
      </Stack>
    </form>
  )
}

function changesIn(form: FormData, dossier: Dossier) {
  const read = (name: string) => String(form.get(name) ?? '').trim()
  const applicant = Object.fromEntries(
    FIELDS.filter(({ name }) => read(name) !== (dossier.applicant[name] ?? '')).map(({ name }) => [
      name,
      read(name) || null,
    ]),
  )
  const abstract = read('abstract')
  const receivedAt = read('receivedAt') && toInstant(read('receivedAt'))
  // The field knows minutes only.
  const isMoved = receivedAt !== '' && receivedAt.slice(0, 16) !== dossier.receivedAt?.slice(0, 16)
  return {
    ...(Object.keys(applicant).length > 0 && { applicant }),
    ...(isMoved && { receivedAt }),
    ...(abstract !== dossier.abstract && { abstract: abstract || null }),
  }
}
