import type { ProcessGraph } from '../domain/graph.ts'
import { importProcess } from '../domain/import.ts'

/** A BPMN file around the body of one process; `top` stands beside the process. */
export function bpmn(body: string, top = ''): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:motcua="urn:motcua:bpmn:1" id="defs" targetNamespace="t">
${top}
<process id="quy_trinh" name="Quy trình thử">
${body}
</process>
</definitions>`
}

/**
 * Flows in short: `a -> b`, `a -> b if x > 1`, `a -> b default` (the node `a` must then say `default="a_b"`).
 * Their ids are `a_b`.
 */
export function flows(...lines: string[]): string {
  return lines
    .map((line) => {
      const [ends = '', condition] = line.split(' if ')
      const [source = '', target = ''] = ends.split(' -> ')
      const body = condition ? `<conditionExpression><![CDATA[${condition}]]></conditionExpression>` : ''
      return `<sequenceFlow id="${source}_${target}" sourceRef="${source}" targetRef="${target}">${body}</sequenceFlow>`
    })
    .join('\n')
}

/** The graph of a process that must be sound. */
export async function graphOf(body: string, top = ''): Promise<ProcessGraph> {
  const { graph, problems } = await importProcess(bpmn(body, top))
  if (!graph) throw new Error(problems.map((problem) => problem.message).join('\n'))
  return graph
}
