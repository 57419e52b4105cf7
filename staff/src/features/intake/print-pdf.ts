/** Prints a paper in a frame of its own, so that the screen stays where it is. */

const FRAME_ID = 'motcua-print'

/** Loads the PDF, then opens the dialog of the printer. @throws when the paper cannot be read */
export async function printPdf(address: string): Promise<void> {
  const answer = await fetch(address, { credentials: 'same-origin' })
  if (!answer.ok) throw new Error('Không tải được giấy để in; hãy in lại từ hồ sơ.')
  const url = URL.createObjectURL(new Blob([await answer.arrayBuffer()], { type: 'application/pdf' }))
  document.getElementById(FRAME_ID)?.remove()
  const frame = document.createElement('iframe')
  frame.id = FRAME_ID
  frame.title = 'Bản in'
  frame.tabIndex = -1
  frame.className = 'print-frame'
  const focused = document.activeElement
  frame.addEventListener('load', () => {
    frame.contentWindow?.focus()
    frame.contentWindow?.print()
    if (focused instanceof HTMLElement) focused.focus()
    // The dialog may stay open for long; the bytes are let go with the next print.
  })
  frame.src = url
  document.body.append(frame)
}
