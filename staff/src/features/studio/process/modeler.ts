import 'bpmn-js/dist/assets/diagram-js.css'
import 'bpmn-js/dist/assets/bpmn-js.css'
import 'bpmn-js/dist/assets/bpmn-font/css/bpmn.css'
import { MOTCUA_ATTRIBUTES } from '@motcua/rules'
import Modeler from 'bpmn-js/lib/Modeler'
import NavigatedViewer from 'bpmn-js/lib/NavigatedViewer'
import { drawn } from '../../../lib/drawn-process.ts'
import type { Designer } from './bpmn-types.ts'
import { translate } from './labels.ts'
import { motcuaTools } from './tools.ts'

/** A modeler in an element; only for looking when it may not be changed. */
export function openDesigner(container: HTMLElement, isEditable: boolean): Designer {
  const font = { fontFamily: '"Be Vietnam Pro", sans-serif', fontSize: 12 }
  const textRenderer = { defaultStyle: font, externalStyle: { ...font, fontSize: 11 } }
  const options = { container, moddleExtensions: { motcua: MOTCUA_ATTRIBUTES }, textRenderer }
  const made = isEditable
    ? new Modeler({ ...options, additionalModules: [motcuaTools] })
    : new NavigatedViewer({ ...options, additionalModules: [{ translate: ['value', translate] }] })
  return made as object as Designer
}

/** Shows a process; one that nobody has drawn is laid out first. @throws when it is no BPMN */
export async function showProcess(designer: Designer, xml: string): Promise<void> {
  await designer.importXML(await drawn(xml))
  fit(designer)
}

/** The whole process in view beside the tools, never larger than life. */
export function fit(designer: Designer): void {
  const canvas = designer.get('canvas')
  const { inner, outer } = canvas.viewbox()
  if (inner.width === 0) return
  const tools = outer.width < NARROW ? EDGE : TOOLS
  const scale = Math.min(
    (outer.width - tools - EDGE) / inner.width,
    (outer.height - 2 * EDGE) / inner.height,
    1,
  )
  // On a phone the beginning, large enough to be read, instead of all of it.
  const shown = outer.width < NARROW ? Math.max(scale, READABLE) : scale
  const [width, height] = [outer.width / shown, outer.height / shown]
  const room = Math.max(0, outer.width - tools - EDGE - inner.width * shown) / 2
  canvas.viewbox({
    x: inner.x - (tools + room) / shown,
    y: inner.y - (height - inner.height) / 2,
    width,
    height,
  })
}

/** Room for the tools at the left, and around the drawing, in pixels. */
const TOOLS = 124
const EDGE = 24
/** A canvas without tools, in pixels, and how small a drawing on it may be. */
const NARROW = 560
const READABLE = 0.65
