import NavigatedViewer from 'bpmn-js/lib/NavigatedViewer'
import 'bpmn-js/dist/assets/bpmn-js.css'
import 'bpmn-js/dist/assets/diagram-js.css'
import { useEffect, useRef, useState } from 'react'
import { drawn } from '../../lib/drawn-process.ts'
import type { Standing } from '../../lib/types.ts'
import { Failed } from '../../ui/states.tsx'

/** The process as it was drawn, with what is done and where it stands. A file without a drawing is laid out here. */
export default function ProcessDrawing({ standing }: { standing: Standing }) {
  const place = useRef<HTMLDivElement>(null)
  const [error, setError] = useState<unknown>(null)
  useEffect(() => {
    const viewer = new NavigatedViewer({ container: place.current! })
    let isGone = false
    show(viewer, standing, () => isGone).catch(() =>
      setError(new Error('Không vẽ được quy trình này; xin xem danh sách các bước.')),
    )
    return () => {
      isGone = true
      viewer.destroy()
    }
  }, [standing])
  if (error) return <Failed error={error} />
  return (
    <>
      <p className="quiet drawing-key">
        <span className="key-done" /> Đã qua <span className="key-now" /> Đang ở đây. Kéo để di chuyển, Ctrl
        và bánh xe chuột để phóng to.
      </p>
      <section
        ref={place}
        className="drawing"
        aria-label="Hình vẽ quy trình; nội dung có trong danh sách các bước"
      />
    </>
  )
}

type Canvas = {
  addMarker: (id: string, marker: string) => void
  zoom: (mode: string, centre: string) => void
}

async function show(viewer: NavigatedViewer, { xml, done, current }: Standing, isGone: () => boolean) {
  const file = await drawn(xml)
  if (isGone()) return
  await viewer.importXML(file)
  if (isGone()) return
  const canvas = viewer.get<Canvas>('canvas')
  canvas.zoom('fit-viewport', 'auto')
  for (const id of done) canvas.addMarker(id, 'is-done')
  for (const id of current) canvas.addMarker(id, 'is-now')
}
