import { Button, Checkbox, Stack, Text, Textarea, TextInput } from '@mantine/core'
import type { CompiledForm } from '@motcua/rules'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useAct } from '../../lib/act.ts'
import { api } from '../../lib/api.ts'
import { answerOf } from '../../lib/problem.ts'
import type { Dossier } from '../../lib/types.ts'
import { AskedFields } from './asked-fields.tsx'
import { placesOf } from './form-places.ts'
import { formQuery } from './queries.ts'

type Props = { dossier: Dossier; close: () => void }

/**
 * What is missing or wrong: papers, answers of the form, and in words what else; the applicant reads exactly this, and may
 * change what is named here.
 */
export function SupplementForm({ dossier, close }: Props) {
  const papers = dossier.papers.filter((paper) => paper.replacedAt === null)
  const { data } = useQuery(formQuery(dossier.id))
  const places = data?.form ? placesOf(data.form as CompiledForm, dossier.answers) : []
  const [marked, setMarked] = useState<Record<string, string>>({})
  const [fields, setFields] = useState<Record<string, string>>({})
  const [others, setOthers] = useState<readonly string[]>([''])
  const [reason, setReason] = useState('')
  const send = useAct(() => {
    const items = [
      ...papers
        .filter((paper) => marked[paper.key] !== undefined)
        .map((paper) => ({ key: paper.key, text: marked[paper.key] || `Bổ sung ${paper.name}` })),
      ...places
        .filter(({ pointer }) => fields[pointer] !== undefined)
        .map(({ pointer, label }) => ({ key: pointer, text: `${label}: ${fields[pointer] || 'cần sửa'}` })),
      ...others.filter((text) => text.trim() !== '').map((text) => ({ text: text.trim() })),
    ]
    return answerOf(
      api.POST('/api/v1/dossiers/{id}/supplement-requests', {
        params: { path: { id: dossier.id } },
        body: { reason, items },
      }),
    )
  }, 'Đã gửi yêu cầu bổ sung.')
  const toggle = (key: string) => {
    const { [key]: was, ...rest } = marked
    setMarked(was === undefined ? { ...rest, [key]: '' } : rest)
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        send.mutate(undefined, { onSuccess: close })
      }}
    >
      <Stack>
        <Text size="sm">Chỉ yêu cầu được một lần: hãy nêu đủ mọi thứ còn thiếu hoặc sai.</Text>
        <fieldset className="plain">
          <legend>Giấy tờ phải bổ sung, sửa</legend>
          <Stack gap="xs">
            {papers.length === 0 && <Text size="sm">Hồ sơ không có giấy tờ nào.</Text>}
            {papers.map((paper) => (
              <div key={paper.id}>
                <Checkbox
                  label={paper.name}
                  checked={marked[paper.key] !== undefined}
                  onChange={() => toggle(paper.key)}
                />
                {marked[paper.key] !== undefined && (
                  <TextInput
                    ml={28}
                    mt={4}
                    size="xs"
                    aria-label={`Cần bổ sung gì ở ${paper.name}`}
                    placeholder="Thiếu gì, sai ở đâu"
                    maxLength={1000}
                    value={marked[paper.key]}
                    onChange={(event) => setMarked({ ...marked, [paper.key]: event.currentTarget.value })}
                  />
                )}
              </div>
            ))}
          </Stack>
        </fieldset>
        {places.length > 0 && <AskedFields places={places} asked={fields} change={setFields} />}
        <fieldset className="plain">
          <legend>Việc khác phải bổ sung, sửa</legend>
          <Stack gap="xs">
            {others.map((text, i) => (
              <TextInput
                // biome-ignore lint/suspicious/noArrayIndexKey: lines have no name but their place
                key={i}
                size="xs"
                aria-label={`Việc thứ ${i + 1}`}
                placeholder="Ví dụ: mang bản chính đến đối chiếu"
                maxLength={1000}
                value={text}
                onChange={(event) => {
                  const changed = others.with(i, event.currentTarget.value)
                  setOthers(changed.at(-1) === '' ? changed : [...changed, ''])
                }}
              />
            ))}
          </Stack>
        </fieldset>
        <Textarea
          label="Lý do"
          description="In trên phiếu yêu cầu bổ sung; nêu rõ căn cứ."
          required
          autosize
          minRows={3}
          maxLength={2000}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <Button type="submit" loading={send.isPending}>
          Gửi yêu cầu
        </Button>
      </Stack>
    </form>
  )
}
