import { Badge, Button, Stack, Tabs } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import type { FormSource } from '@motcua/rules'
import { checkForm } from '@motcua/rules/compile'
import { getRouteApi } from '@tanstack/react-router'
import { type ReactNode, useMemo, useState } from 'react'
import { Empty } from '../../../ui/states.tsx'
import { useDesk, usePart } from '../draft/desk.tsx'
import { PartBar } from '../draft/part-bar.tsx'
import { nodeAt, type Place, placeOf } from './edit.ts'
import { FormPreview } from './form-preview.tsx'
import { FormTree } from './form-tree.tsx'
import { NodePanel } from './node-panel.tsx'

const route = getRouteApi('/inside/quan-tri/thu-tuc/$id')

export type Fault = { pointer: string; message: string }

/** The form as a tree, what is set of the chosen field, and the form itself on a phone; checked at every key. */
export function FormBuilder() {
  const { draft } = useDesk()
  const { content, change } = usePart<FormSource | null>('form')
  if (content === null) {
    const blank: FormSource = {
      key: `tt-${draft.code.toLowerCase()}`,
      title: { vi: `Tờ khai: ${draft.name}`, en: `Application: ${draft.name}` },
      sections: [{ key: 'chung', title: { vi: 'Thông tin chung', en: 'General' }, fields: [] }],
    }
    return (
      <Stack align="center">
        <Empty>Thủ tục này chưa có biểu mẫu.</Empty>
        <Button onClick={() => change(blank)}>Bắt đầu biểu mẫu</Button>
      </Stack>
    )
  }
  if (!Array.isArray(content.sections)) {
    return <Empty>Biểu mẫu này không đọc được thành các phần; hãy lùi về một lần lưu trước.</Empty>
  }
  return <Builder form={content} change={change} />
}

function Builder({ form, change }: { form: FormSource; change: (form: FormSource) => void }) {
  const { isEditable } = useDesk()
  const { o: wanted } = route.useSearch()
  const [place, setPlace] = useState<Place | null>(() => (wanted ? placeOf(wanted) : null))
  const faults = useMemo<Fault[]>(() => checkForm(form), [form])
  const chosen = place && nodeAt(form, place) ? place : null
  const tree = <FormTree form={form} faults={faults} chosen={chosen} choose={setPlace} change={change} />
  const panel = (
    <fieldset disabled={!isEditable} className="plain-fieldset">
      <NodePanel form={form} place={chosen} faults={faults} change={change} />
    </fieldset>
  )
  return (
    <Stack gap="xs">
      <PartBar part="form">
        {faults.length > 0 ? (
          <Badge color="red.9" tt="none">
            {faults.length} chỗ phải sửa
          </Badge>
        ) : (
          <Badge color="#1b6b2f" tt="none">
            Biểu mẫu dùng được
          </Badge>
        )}
      </PartBar>
      <Panes
        tree={tree}
        panel={panel}
        preview={<FormPreview form={form} faults={faults} chosen={chosen} />}
      />
    </Stack>
  )
}

/** Side by side where there is room; else one at a time. */
function Panes({ tree, panel, preview }: { tree: ReactNode; panel: ReactNode; preview: ReactNode }) {
  const isWide = useMediaQuery('(min-width: 75em)', true, { getInitialValueInEffect: false })
  const isMiddle = useMediaQuery('(min-width: 48em)', true, { getInitialValueInEffect: false })
  if (isWide) {
    return (
      <div className="builder">
        <section aria-label="Các trường">{tree}</section>
        <section aria-label="Cài đặt">{panel}</section>
        <section aria-label="Xem trước">{preview}</section>
      </div>
    )
  }
  return (
    <div className="builder builder-narrow">
      {isMiddle && <section aria-label="Các trường">{tree}</section>}
      <Tabs defaultValue={isMiddle ? 'panel' : 'tree'}>
        <Tabs.List grow>
          {!isMiddle && <Tabs.Tab value="tree">Các trường</Tabs.Tab>}
          <Tabs.Tab value="panel">Cài đặt</Tabs.Tab>
          <Tabs.Tab value="preview">Xem trước</Tabs.Tab>
        </Tabs.List>
        {!isMiddle && (
          <Tabs.Panel value="tree" pt="sm">
            {tree}
          </Tabs.Panel>
        )}
        <Tabs.Panel value="panel" pt="sm">
          {panel}
        </Tabs.Panel>
        <Tabs.Panel value="preview" pt="sm">
          {preview}
        </Tabs.Panel>
      </Tabs>
    </div>
  )
}
