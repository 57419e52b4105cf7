declare module 'bpmn-auto-layout' {
  /** The same process with a drawing. */
  export function layoutProcess(xml: string): Promise<string>
}
