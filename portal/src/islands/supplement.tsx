/** @jsxImportSource react */
import '@motcua/form-ui/form.css'
import '../filing/filing.css'
import { createRoot } from 'react-dom/client'
import { Supplement, type SupplementProps } from '../filing/supplement.tsx'

/** Answers a supplement request. */
export function start(element: HTMLElement, props: SupplementProps): void {
  element.replaceChildren()
  createRoot(element).render(<Supplement {...props} />)
}
