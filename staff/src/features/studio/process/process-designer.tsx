import { Alert, Button, Group, Stack } from '@mantine/core'
import { IconMaximize, IconPlayerPlay } from '@tabler/icons-react'
import { getRouteApi } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { Empty } from '../../../ui/states.tsx'
import { useCheck, useDesk, usePart } from '../draft/desk.tsx'
import { PartBar } from '../draft/part-bar.tsx'
import { TRIAL } from '../draft/types.ts'
import type { Designer, Element } from './bpmn-types.ts'
import { ElementPanel } from './element-panel.tsx'
import { fit, openDesigner, showProcess } from './modeler.ts'
import { Player } from './player.tsx'

const route = getRouteApi('/inside/quan-tri/thu-tuc/$id')

/** The process as a drawing, what is set of the chosen element, and golden cases played on it. */
export function ProcessDesigner() {
  const { isEditable } = useDesk()
  const { content, change, store } = usePart<string | null>('process')
  const { o: wanted } = route.useSearch()
  const holder = useRef<HTMLDivElement>(null)
  const [designer, setDesigner] = useState<Designer | null>(null)
  const [chosen, setChosen] = useState<Element | null>(null)
  const [, redraw] = useState(0)
  const [problem, setProblem] = useState<string | null>(null)
  const [isPlaying, setPlaying] = useState(wanted === TRIAL)
  const drawn = useRef<string | null>(null)

  useEffect(() => {
    const made = openDesigner(holder.current!, isEditable)
    made.on('selection.changed', ({ newSelection = [] }) => {
      const [only] = newSelection
      setChosen(newSelection.length === 1 && only ? (only.labelTarget ?? only) : null)
    })
    made.on('elements.changed', () => redraw((count) => count + 1))
    if (isEditable) {
      made.on('commandStack.changed', () => {
        void made.saveXML({ format: true }).then(({ xml }) => {
          if (!xml) return
          drawn.current = xml
          change(xml)
        })
      })
    }
    setDesigner(made)
    // After the effects of the panels inside, which still take their marks off the drawing.
    return () => queueMicrotask(() => made.destroy())
  }, [isEditable, change])

  // Drawn again only when the content comes from elsewhere: undo, redo, or somebody else's version.
  useEffect(() => {
    if (!designer || content === null || content === drawn.current) return
    drawn.current = content
    setChosen(null)
    showProcess(designer, content).then(
      () => setProblem(null),
      () => setProblem('Tệp quy trình không phải BPMN 2.0 nên chưa vẽ được.'),
    )
  }, [designer, content])

  useEffect(() => {
    if (!designer || !wanted) return
    const show = () => {
      const element = designer.get('elementRegistry').get(wanted)
      if (!element) return
      designer.get('selection').select(element)
      designer.get('canvas').scrollToElement(wanted)
    }
    designer.on('import.done', show)
    show()
    return () => designer.off('import.done', show)
  }, [designer, wanted])

  useFaults(designer)

  return (
    <Stack gap="xs">
      <PartBar part="process">
        <Group gap="xs" ml="auto">
          <Button
            size="xs"
            variant="default"
            leftSection={<IconMaximize size={16} aria-hidden />}
            onClick={() => designer && fit(designer)}
          >
            Vừa khung
          </Button>
          <Button
            size="xs"
            variant={isPlaying ? 'filled' : 'default'}
            leftSection={<IconPlayerPlay size={16} aria-hidden />}
            aria-pressed={isPlaying}
            onClick={() => {
              void store.flush().then(() => setPlaying(!isPlaying))
            }}
          >
            Chạy thử
          </Button>
        </Group>
      </PartBar>
      {problem && (
        <Alert color="red" role="alert">
          {problem}
        </Alert>
      )}
      {content === null && <Empty>Thủ tục này chưa có quy trình.</Empty>}
      <div className="designer" data-playing={isPlaying || undefined}>
        <div ref={holder} className="designer-canvas" role="application" aria-label="Sơ đồ quy trình" />
        <aside className="designer-panel" aria-label={isPlaying ? 'Chạy thử' : 'Cài đặt phần tử'}>
          {designer && isPlaying && <Player designer={designer} />}
          {designer && !isPlaying && (
            <ElementPanel designer={designer} element={chosen} isEditable={isEditable} />
          )}
        </aside>
      </div>
    </Stack>
  )
}

/** Marks on the drawing the elements that the check complains of; anew when it is drawn anew. */
function useFaults(designer: Designer | null): void {
  const { data } = useCheck()
  useEffect(() => {
    if (!designer) return
    const ids = (data?.problems ?? []).flatMap(({ element }) => element?.id ?? [])
    const canvas = designer.get('canvas')
    const registry = designer.get('elementRegistry')
    const mark = () => {
      for (const id of ids) if (registry.get(id)) canvas.addMarker(id, 'has-fault')
    }
    mark()
    designer.on('import.done', mark)
    return () => {
      designer.off('import.done', mark)
      for (const id of ids) if (registry.get(id)) canvas.removeMarker(id, 'has-fault')
    }
  }, [designer, data])
}
