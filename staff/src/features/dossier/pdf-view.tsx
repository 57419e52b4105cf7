import { GlobalWorkerOptions, getDocument, type PDFDocumentProxy } from 'pdfjs-dist'
import workerUrl from 'pdfjs-dist/build/pdf.worker.min.mjs?url'
import { useEffect, useRef, useState } from 'react'
import { Failed, Loading } from '../../ui/states.tsx'

GlobalWorkerOptions.workerSrc = workerUrl

/** The pages of a PDF, one below the other, as wide as their place; each is drawn when it comes into sight. */
export default function PdfView({ file, name }: { file: Blob; name: string }) {
  const [pdf, setPdf] = useState<PDFDocumentProxy | null>(null)
  const [error, setError] = useState<unknown>(null)
  useEffect(() => {
    let isGone = false
    const opening = file.arrayBuffer().then((data) => getDocument({ data }))
    opening
      .then((task) => task.promise)
      .then((opened) => !isGone && setPdf(opened))
      .catch(() => !isGone && setError(new Error('Không mở được tệp PDF này; hãy tải về máy để xem.')))
    return () => {
      isGone = true
      void opening.then((task) => task.destroy())
    }
  }, [file])
  if (error) return <Failed error={error} />
  if (!pdf) return <Loading />
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys
    <section className="preview-body" tabIndex={0} aria-label={`${name}, ${pdf.numPages} trang`}>
      {Array.from({ length: pdf.numPages }, (_, i) => (
        <PdfPage key={String(i + 1)} pdf={pdf} number={i + 1} name={name} />
      ))}
    </section>
  )
}

function PdfPage({ pdf, number, name }: { pdf: PDFDocumentProxy; number: number; name: string }) {
  const canvas = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    const place = canvas.current
    if (!place) return
    let stop = () => {}
    const watcher = new IntersectionObserver(([entry]) => {
      if (!entry?.isIntersecting) return
      watcher.disconnect()
      stop = draw(pdf, number, place)
    })
    watcher.observe(place)
    return () => {
      watcher.disconnect()
      stop()
    }
  }, [pdf, number])
  return (
    <canvas
      ref={canvas}
      className="pdf-page"
      role="img"
      aria-label={`${name}, trang ${number} trên ${pdf.numPages}`}
    />
  )
}

/** Draws a page as wide as its canvas is shown. @returns stops a drawing under way */
function draw(pdf: PDFDocumentProxy, number: number, canvas: HTMLCanvasElement): () => void {
  let cancel = () => {}
  let isGone = false
  void pdf.getPage(number).then((page) => {
    if (isGone) return
    const natural = page.getViewport({ scale: 1 })
    const scale = (canvas.clientWidth / natural.width) * devicePixelRatio
    const viewport = page.getViewport({ scale })
    canvas.width = viewport.width
    canvas.height = viewport.height
    const task = page.render({ canvas, viewport })
    cancel = () => task.cancel()
    // A cancelled drawing is no fault.
    task.promise.catch(() => {})
  })
  return () => {
    isGone = true
    cancel()
  }
}
