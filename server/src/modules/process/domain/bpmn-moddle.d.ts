// bpmn-moddle ships types of the BPMN elements but none of its entry point; this is the part in use here.
declare module 'bpmn-moddle' {
  export type ModdleElement = {
    readonly $type: string
    readonly $attrs: Record<string, unknown>
    readonly $parent?: ModdleElement
    readonly id?: string
    readonly name?: string
    get(property: string): unknown
  }
  export type ModdleWarning = {
    message: string
    element?: ModdleElement
    property?: string
    value?: unknown
  }
  export class BpmnModdle {
    constructor(packages?: Record<string, unknown>)
    fromXML(xml: string): Promise<{ rootElement: ModdleElement; warnings: ModdleWarning[] }>
  }
}
