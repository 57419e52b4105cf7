import { Select, Text } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../lib/api.ts'
import { answerOf } from '../../lib/problem.ts'
import type { Dossier } from '../../lib/types.ts'

type Chosen = { procedureCode: string; caseKey: string }
type Props = { dossier: Dossier; chosen: Chosen; choose: (chosen: Chosen) => void }

/** The procedure and the case that the dossier should have been received as. */
export function ProcedureChoice({ dossier, chosen, choose }: Props) {
  const [typed, setTyped] = useState(dossier.procedureName)
  const [q] = useDebouncedValue(typed.trim(), 250)
  const found = useQuery({
    queryKey: ['procedures', q],
    queryFn: () =>
      answerOf(api.GET('/api/v1/procedures', { params: { query: { limit: 12, ...(q && { q }) } } })),
    placeholderData: (before) => before,
  })
  const procedure = useQuery({
    queryKey: ['procedure', chosen.procedureCode],
    queryFn: () =>
      answerOf(api.GET('/api/v1/procedures/{code}', { params: { path: { code: chosen.procedureCode } } })),
  })
  const own = { value: dossier.procedureCode, label: dossier.procedureName }
  const others = (found.data?.items ?? [])
    .filter(({ code }) => code !== own.value)
    .map(({ code, name }) => ({ value: code, label: name }))
  const cases = procedure.data?.cases ?? []
  return (
    <>
      <Select
        label="Thủ tục"
        searchable
        allowDeselect={false}
        data={[own, ...others]}
        // What is found was found by the server, without tones too.
        filter={({ options }) => options}
        value={chosen.procedureCode}
        onSearchChange={setTyped}
        onChange={(code) => code && choose({ procedureCode: code, caseKey: '' })}
        nothingFoundMessage="Không có thủ tục nào như vậy."
      />
      {cases.length > 1 && (
        <Select
          label="Trường hợp"
          required
          allowDeselect={false}
          data={cases.map(({ key, name }) => ({ value: key, label: name.vi }))}
          value={chosen.caseKey || null}
          onChange={(caseKey) => caseKey && choose({ ...chosen, caseKey })}
        />
      )}
      {chosen.procedureCode !== dossier.procedureCode && (
        <Text size="sm">
          Quy trình chạy lại từ đầu theo thủ tục đúng; thời hạn vẫn tính từ lúc nhận hồ sơ.
        </Text>
      )}
    </>
  )
}
