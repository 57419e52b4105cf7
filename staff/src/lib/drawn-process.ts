import { layoutProcess } from 'bpmn-auto-layout'

/** A BPMN file with a drawing: its own, or one laid out here where it has none. @throws when it is no BPMN */
export const drawn = async (xml: string): Promise<string> =>
  /<(\w+:)?BPMNShape\b/.test(xml) ? xml : layoutProcess(xml)
