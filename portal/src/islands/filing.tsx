/** @jsxImportSource react */
import '@motcua/form-ui/form.css'
import '../filing/filing.css'
import { createRoot } from 'react-dom/client'
import type { WizardProps } from '../filing/procedure.ts'
import { Wizard } from '../filing/wizard.tsx'

/** Files a dossier, page by page. */
export function start(element: HTMLElement, props: WizardProps): void {
  element.replaceChildren()
  createRoot(element).render(<Wizard {...props} />)
}
