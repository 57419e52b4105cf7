import { JsonInput, Select, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { Rows } from '../rows.tsx'
import type { EditorProps } from './procedure-editor.tsx'

/** Whole example dossiers; partners and tests send them as they are. */
export function ExamplesEditor({ pkg, put, faultAt }: EditorProps) {
  const cases = (pkg.cases ?? []).map(({ key, name }) => ({ value: key, label: name.vi || key }))
  const first = cases[0]?.value ?? ''
  return (
    <Stack gap="sm">
      <Text size="sm" c="var(--quiet)">
        Hồ sơ mẫu là nội dung một lần nộp hợp lệ, để các hệ thống khác gửi thử. Không dùng dữ liệu của người
        thật.
      </Text>
      <Rows
        items={pkg.goldenCases ?? []}
        onChange={(goldenCases) => put({ goldenCases })}
        make={() => ({
          case: first,
          body: { procedureCode: pkg.code ?? '', caseKey: first, channel: 'desk', answers: {}, papers: [] },
        })}
        what="hồ sơ mẫu"
        nameOf={(item) => `hồ sơ mẫu ${item.case}`}
        empty="Chưa có hồ sơ mẫu nào."
      >
        {(item, set, i) => (
          <Stack gap="xs">
            <Select
              label="Trường hợp"
              data={cases}
              value={item.case}
              onChange={(value) => value && set({ case: value })}
              error={faultAt(`/goldenCases/${i}/case`)}
              allowDeselect={false}
            />
            <BodyInput
              body={item.body}
              onChange={(body) => set({ body })}
              error={faultAt(`/goldenCases/${i}/body/procedureCode`)}
            />
          </Stack>
        )}
      </Rows>
    </Stack>
  )
}

type Body = Record<string, unknown>

/** JSON as it is typed; given on only when it can be read. */
function BodyInput({
  body,
  onChange,
  error,
}: {
  body: Body
  onChange: (body: Body) => void
  error: string | undefined
}) {
  const [text, setText] = useState(() => JSON.stringify(body, null, 2))
  const [isBad, setBad] = useState(false)
  return (
    <JsonInput
      label="Nội dung (JSON)"
      value={text}
      onChange={(typed) => {
        setText(typed)
        const read = parse(typed)
        setBad(read === null)
        if (read) onChange(read)
      }}
      error={isBad ? 'Chưa phải JSON đúng nên chưa lưu.' : error}
      autosize
      minRows={6}
      maxRows={20}
      className="feel"
    />
  )
}

function parse(text: string): Body | null {
  try {
    const read: unknown = JSON.parse(text)
    return typeof read === 'object' && read !== null && !Array.isArray(read) ? (read as Body) : null
  } catch {
    return null
  }
}
