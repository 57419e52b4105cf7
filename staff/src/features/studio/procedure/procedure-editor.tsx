import { Accordion, Badge, Stack } from '@mantine/core'
import { getRouteApi } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { useCheck, useDesk, usePart } from '../draft/desk.tsx'
import { PartBar } from '../draft/part-bar.tsx'
import { CasesEditor } from './cases-editor.tsx'
import { ExamplesEditor } from './examples-editor.tsx'
import { FactsEditor } from './facts-editor.tsx'
import { FeesEditor } from './fees-editor.tsx'
import { PapersEditor } from './papers-editor.tsx'
import { PlacesEditor } from './places-editor.tsx'
import { ResultsEditor } from './results-editor.tsx'
import type { Package } from './types.ts'

const route = getRouteApi('/inside/quan-tri/thu-tuc/$id')

/** What a part of the editor gets: the package, a way to change it, and what the check says by JSON pointer. */
export type EditorProps = {
  pkg: Package
  put: (changes: Partial<Package>) => void
  faultAt: (pointer: string) => string | undefined
}

const PARTS: readonly {
  key: string
  title: string
  pointers: readonly string[]
  editor: (p: EditorProps) => ReactNode
}[] = [
  {
    key: 'chung',
    title: 'Thông tin chung',
    pointers: ['/code', '/name', '/sector', '/levels', '/online', '/channels', '/validFrom', '/decision'],
    editor: FactsEditor,
  },
  {
    key: 'noi-giai-quyet',
    title: 'Nơi giải quyết',
    pointers: ['/competence', '/crossBoundary', '/clock'],
    editor: PlacesEditor,
  },
  { key: 'truong-hop', title: 'Trường hợp và thời hạn', pointers: ['/cases'], editor: CasesEditor },
  { key: 'giay-to', title: 'Thành phần hồ sơ', pointers: ['/papers', '/paperTable'], editor: PapersEditor },
  { key: 'phi', title: 'Phí, lệ phí', pointers: ['/fees'], editor: FeesEditor },
  {
    key: 'ket-qua',
    title: 'Kết quả và căn cứ pháp lý',
    pointers: ['/results', '/legalBases'],
    editor: ResultsEditor,
  },
  { key: 'ho-so-mau', title: 'Hồ sơ mẫu', pointers: ['/goldenCases'], editor: ExamplesEditor },
]

/** Everything about a procedure that is not its form or its process. */
export function ProcedureEditor() {
  const { isEditable } = useDesk()
  const { content: pkg, change, store } = usePart<Package>('procedure')
  const { data: check } = useCheck()
  const { o: wanted = '' } = route.useSearch()
  const faults = [...(check?.problems ?? [])].filter(({ part }) => part === 'procedure')
  // Two fields changed in one event build on each other, not on what was drawn.
  const put = (changes: Partial<Package>) => change(cleaned({ ...store.read().content, ...changes }))
  const faultAt = (pointer: string) => faults.find((fault) => fault.pointer === pointer)?.message
  const [open, setOpen] = useState<string[]>(() => [
    PARTS.find(({ pointers }) => pointers.some((pointer) => wanted.startsWith(pointer)))?.key ?? 'chung',
  ])
  return (
    <Stack gap="xs">
      <PartBar part="procedure" />
      <Accordion multiple value={open} onChange={setOpen} variant="separated" className="procedure-editor">
        {PARTS.map(({ key, title, pointers, editor: Editor }) => {
          const count = faults.filter(({ pointer = '' }) =>
            pointers.some((p) => pointer.startsWith(p)),
          ).length
          return (
            <Accordion.Item key={key} value={key}>
              <Accordion.Control>
                {title}
                {count > 0 && (
                  <Badge color="red.9" ml="xs" tt="none">
                    {count} chỗ phải sửa
                  </Badge>
                )}
              </Accordion.Control>
              <Accordion.Panel>
                {open.includes(key) && (
                  <fieldset disabled={!isEditable} className="plain-fieldset">
                    <Editor pkg={pkg} put={put} faultAt={faultAt} />
                  </fieldset>
                )}
              </Accordion.Panel>
            </Accordion.Item>
          )
        })}
      </Accordion>
    </Stack>
  )
}

/** Without what is undefined: absent and undefined are the same in a package. */
function cleaned(pkg: Package): Package {
  return Object.fromEntries(Object.entries(pkg).filter(([, value]) => value !== undefined)) as Package
}
