import type { BusinessObject, Designer, Element } from './bpmn-types.ts'

/** What every settings panel gets: the element, and how to change its attributes. */
export type PanelProps = {
  designer: Designer
  element: Element
  isEditable: boolean
  set: (properties: Record<string, unknown>) => void
}

/** A text attribute of an element; empty when absent. */
export function attribute(element: { businessObject: BusinessObject }, name: string): string {
  const value = element.businessObject.get(name)
  return value === undefined || value === null ? '' : String(value)
}
