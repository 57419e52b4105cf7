/** Prints a paper in a frame of its own, so that the screen and its focus stay where they are. */

const FRAME_ID = 'motcua-print'
/** Dots of the print per point of the paper: 216 dpi. */
const SCALE = 3

/**
 * Draws the pages of a PDF and opens the dialog of the printer. They are drawn here, and not by the browser's own
 * viewer, which prints in no two browsers alike.
 * @throws when the paper cannot be read
 */
export async function printPdf(address: string): Promise<void> {
  const answer = await fetch(address, { credentials: 'same-origin' })
  if (!answer.ok) throw new Error('Không tải được giấy để in; hãy in lại từ hồ sơ.')
  const pages = await drawPages(new Uint8Array(await answer.arrayBuffer()))
  document.getElementById(FRAME_ID)?.remove()
  const frame = document.createElement('iframe')
  frame.id = FRAME_ID
  frame.title = 'Bản in'
  frame.tabIndex = -1
  frame.className = 'print-frame'
  const isDrawn = new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }))
  frame.srcdoc = sheetsOf(pages)
  document.body.append(frame)
  await isDrawn
  const focused = document.activeElement
  frame.contentWindow?.print()
  if (focused instanceof HTMLElement) focused.focus()
}

type PageImage = { width: number; height: number; image: string }

/** Sizes in points. */
async function drawPages(data: Uint8Array): Promise<PageImage[]> {
  const [{ getDocument, GlobalWorkerOptions }, worker] = await Promise.all([
    import('pdfjs-dist'),
    import('pdfjs-dist/build/pdf.worker.min.mjs?url'),
  ])
  GlobalWorkerOptions.workerSrc = worker.default
  const loading = getDocument({ data })
  const pdf = await loading.promise
  const pages: PageImage[] = []
  for (let n = 1; n <= pdf.numPages; n++) {
    const page = await pdf.getPage(n)
    const { width, height } = page.getViewport({ scale: 1 })
    const viewport = page.getViewport({ scale: SCALE })
    const canvas = document.createElement('canvas')
    canvas.width = Math.ceil(viewport.width)
    canvas.height = Math.ceil(viewport.height)
    await page.render({ canvas, viewport }).promise
    pages.push({ width, height, image: canvas.toDataURL('image/png') })
  }
  await loading.destroy()
  return pages
}

function sheetsOf(pages: readonly PageImage[]): string {
  const { width = 420, height = 595 } = pages[0] ?? {}
  const images = pages.map(({ image }) => `<img src="${image}" alt="">`).join('')
  return `<!doctype html><title>Bản in</title><style>
    @page { size: ${width}pt ${height}pt; margin: 0 }
    body { margin: 0 }
    img { display: block; width: 100%; break-after: page }
    img:last-child { break-after: auto }
  </style>${images}`
}
