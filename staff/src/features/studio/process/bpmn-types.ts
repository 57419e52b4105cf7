/** The parts of bpmn-js that the designer uses, as far as it uses them. */
export type BusinessObject = {
  $type: string
  id: string
  name?: string
  get: (name: string) => unknown
  eventDefinitions?: EventDefinition[]
  loopCharacteristics?: BusinessObject
  conditionExpression?: { body?: string }
  sourceRef?: BusinessObject
  targetRef?: BusinessObject
  default?: BusinessObject
  outgoing?: BusinessObject[]
  incoming?: BusinessObject[]
}

export type EventDefinition = BusinessObject & {
  timeDuration?: { body?: string }
  messageRef?: BusinessObject
  errorRef?: BusinessObject
}

export type Point = { x: number; y: number }

type Box = { x: number; y: number; width: number; height: number }

export type Element = {
  id: string
  type: string
  businessObject: BusinessObject
  parent?: Element
  waypoints?: Point[]
  x: number
  y: number
  width: number
  height: number
  labelTarget?: Element
}

export type Services = {
  canvas: {
    viewbox: (box?: Box) => { inner: Box; outer: Omit<Box, 'x' | 'y'> }
    addMarker: (id: string, marker: string) => void
    removeMarker: (id: string, marker: string) => void
    getLayer: (name: string, index?: number) => SVGElement
    scrollToElement: (id: string) => void
    getRootElement: () => Element
  }
  elementRegistry: {
    get: (id: string) => Element | undefined
    filter: (test: (element: Element) => boolean) => Element[]
  }
  selection: { select: (element: Element | null) => void; get: () => Element[] }
  modeling: {
    updateProperties: (element: Element, properties: Record<string, unknown>) => void
    updateModdleProperties: (
      element: Element,
      of: BusinessObject,
      properties: Record<string, unknown>,
    ) => void
  }
  moddle: { create: (type: string, properties: Record<string, unknown>) => BusinessObject }
  commandStack: { undo: () => void; redo: () => void; canUndo: () => boolean; canRedo: () => boolean }
  overlays: {
    add: (id: string, type: string, overlay: { position: object; html: HTMLElement }) => string
    remove: (filter: { type: string }) => void
  }
  eventBus: { on: (event: string, listener: (event: { element?: Element }) => void) => void }
}

/** A modeler as the designer holds it. */
export type Designer = {
  get: <K extends keyof Services>(name: K) => Services[K]
  importXML: (xml: string) => Promise<{ warnings: unknown[] }>
  saveXML: (options: { format: boolean }) => Promise<{ xml?: string }>
  on: (event: string, listener: (event: { element?: Element; newSelection?: Element[] }) => void) => void
  off: (event: string, listener: () => void) => void
  destroy: () => void
  getDefinitions: () => BusinessObject
}
