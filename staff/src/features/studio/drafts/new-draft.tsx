import { Button, Modal, Radio, Select, Stack, Text, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { api } from '../../../lib/api.ts'
import { useOfficer } from '../../../lib/officer.ts'
import { answerOf, sentenceOf } from '../../../lib/problem.ts'

type Kind = 'new' | 'next' | 'copy'

/** Asks what is to be written: something new, the next version of what there is, or a copy. */
export function NewDraft({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  return (
    <Modal opened={opened} onClose={onClose} title="Soạn thủ tục" size="lg">
      <NewDraftForm />
    </Modal>
  )
}

function NewDraftForm() {
  const units = useOfficer().grants.filter((grant) => grant.role === 'quantri')
  const [kind, setKind] = useState<Kind>('new')
  const [unit, setUnit] = useState(units[0]?.unit ?? '')
  const [from, setFrom] = useState<string | null>(null)
  const [code, setCode] = useState('')
  const [name, setName] = useState('')
  const navigate = useNavigate()
  const begin = useMutation({
    mutationFn: () =>
      answerOf(
        api.POST('/api/v1/studio/drafts', {
          body:
            kind === 'next'
              ? { unit, code: from ?? '', from: from ?? '' }
              : { unit, code: code.trim(), name: name.trim(), ...(kind === 'copy' && { from: from ?? '' }) },
        }),
      ),
    onSuccess: ({ id }) => navigate({ to: '/quan-tri/thu-tuc/$id', params: { id } }),
  })
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        begin.mutate()
      }}
    >
      <Stack>
        <Radio.Group label="Bắt đầu từ đâu?" value={kind} onChange={(value) => setKind(value as Kind)}>
          <Stack gap="xs" mt="xs">
            <Radio value="new" label="Thủ tục mới, chưa từng có" />
            <Radio value="next" label="Phiên bản tiếp theo của một thủ tục" />
            <Radio value="copy" label="Thủ tục mới, sao chép từ một thủ tục khác" />
          </Stack>
        </Radio.Group>
        {kind !== 'new' && <ProcedureChoice value={from} onChange={setFrom} />}
        {kind !== 'next' && (
          <>
            <TextInput
              label="Mã thủ tục"
              description="Một chữ số, dấu chấm và sáu chữ số"
              placeholder="1.001193"
              value={code}
              onChange={(event) => setCode(event.currentTarget.value)}
              required
              data-autofocus
            />
            <TextInput
              label="Tên thủ tục"
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
              required
            />
          </>
        )}
        {units.length > 1 && (
          <Select
            label="Đơn vị soạn"
            data={units.map((grant) => ({ value: grant.unit, label: grant.unitName }))}
            value={unit}
            onChange={(value) => setUnit(value ?? '')}
            allowDeselect={false}
          />
        )}
        {begin.error && (
          <Text c="red.8" role="alert">
            {sentenceOf(begin.error)}
          </Text>
        )}
        <Button type="submit" loading={begin.isPending} disabled={kind !== 'new' && !from}>
          Bắt đầu soạn
        </Button>
      </Stack>
    </form>
  )
}

function ProcedureChoice({
  value,
  onChange,
}: {
  value: string | null
  onChange: (code: string | null) => void
}) {
  const [typed, setTyped] = useState('')
  const [q] = useDebouncedValue(typed, 250)
  const { data, isFetching } = useQuery({
    queryKey: ['procedures', q],
    queryFn: () => answerOf(api.GET('/api/v1/procedures', { params: { query: { q, limit: 20 } } })),
    placeholderData: (before) => before,
  })
  return (
    <Select
      label="Thủ tục"
      placeholder="Gõ mã hoặc vài từ của tên"
      data={(data?.items ?? []).map((item) => ({ value: item.code, label: `${item.code} ${item.name}` }))}
      value={value}
      onChange={onChange}
      searchable
      onSearchChange={setTyped}
      filter={({ options }) => options}
      nothingFoundMessage={isFetching ? 'Đang tìm…' : 'Không có thủ tục nào khớp'}
      maxDropdownHeight={260}
      required
    />
  )
}
