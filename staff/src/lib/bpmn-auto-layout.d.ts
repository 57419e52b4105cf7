declare module 'bpmn-auto-layout' {
  /** A BPMN file with a drawing of its one process. */
  export function layoutProcess(xml: string): Promise<string>
}
