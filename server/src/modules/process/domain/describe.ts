import { called, type Finding, type GraphNode } from './graph.ts'

/** A finding about a node of the graph. */
export function about(node: GraphNode, code: string, text: string): Finding {
  const [type, vietnamese] = KIND_TYPES[node.kind]
  return {
    code,
    message: `${vietnamese} ${called(node)}: ${text}`,
    element: { id: node.id, type, name: node.name },
  }
}

const KIND_TYPES: Record<GraphNode['kind'], readonly [bpmn: string, vietnamese: string]> = {
  start: ['startEvent', 'Sự kiện bắt đầu'],
  end: ['endEvent', 'Sự kiện kết thúc'],
  user: ['userTask', 'Bước'],
  service: ['serviceTask', 'Việc của máy'],
  rule: ['businessRuleTask', 'Việc theo bảng quyết định'],
  send: ['sendTask', 'Việc gửi thông điệp'],
  receive: ['receiveTask', 'Việc nhận thông điệp'],
  call: ['callActivity', 'Lời gọi quy trình khác'],
  sub: ['subProcess', 'Quy trình con'],
  exclusive: ['exclusiveGateway', 'Cổng loại trừ'],
  inclusive: ['inclusiveGateway', 'Cổng bao hàm'],
  parallel: ['parallelGateway', 'Cổng song song'],
  events: ['eventBasedGateway', 'Cổng theo sự kiện'],
  catch: ['intermediateCatchEvent', 'Sự kiện trung gian'],
  timer: ['boundaryEvent', 'Hẹn giờ'],
  message: ['boundaryEvent', 'Sự kiện thông điệp'],
  error: ['boundaryEvent', 'Sự kiện lỗi'],
}
