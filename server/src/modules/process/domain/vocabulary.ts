import type { ModdleElement } from 'bpmn-moddle'
import { called, type Finding } from './graph.ts'

/** Vietnamese names of BPMN elements, by their BPMN name. */
const NAMES: Readonly<Record<string, string>> = {
  process: 'quy trình',
  collaboration: 'sơ đồ phối hợp',
  choreography: 'sơ đồ vũ đạo',
  globalChoreographyTask: 'việc vũ đạo dùng chung',
  globalConversation: 'hội thoại dùng chung',
  participant: 'nhóm làn (pool)',
  lane: 'làn',
  startEvent: 'sự kiện bắt đầu',
  endEvent: 'sự kiện kết thúc',
  boundaryEvent: 'sự kiện biên',
  intermediateCatchEvent: 'sự kiện trung gian chờ',
  intermediateThrowEvent: 'sự kiện trung gian phát',
  implicitThrowEvent: 'sự kiện phát ngầm',
  task: 'công việc chưa phân loại',
  userTask: 'việc của người',
  manualTask: 'việc làm tay',
  serviceTask: 'việc của máy',
  sendTask: 'việc gửi thông điệp',
  receiveTask: 'việc nhận thông điệp',
  scriptTask: 'việc chạy mã lệnh',
  businessRuleTask: 'việc theo bảng quyết định',
  subProcess: 'quy trình con',
  adHocSubProcess: 'quy trình con tùy biến',
  transaction: 'giao dịch',
  callActivity: 'lời gọi quy trình khác',
  choreographyTask: 'việc vũ đạo',
  subChoreography: 'vũ đạo con',
  callChoreography: 'lời gọi vũ đạo',
  exclusiveGateway: 'cổng loại trừ',
  parallelGateway: 'cổng song song',
  inclusiveGateway: 'cổng bao hàm',
  eventBasedGateway: 'cổng theo sự kiện',
  complexGateway: 'cổng phức hợp',
  sequenceFlow: 'luồng trình tự',
  messageFlow: 'luồng thông điệp giữa các nhóm làn',
  participantMultiplicity: 'nhóm làn nhiều bản',
  multiInstanceLoopCharacteristics: 'lặp nhiều bản',
  standardLoopCharacteristics: 'lặp tại chỗ',
  timerEventDefinition: 'hẹn giờ',
  messageEventDefinition: 'thông điệp',
  signalEventDefinition: 'tín hiệu',
  errorEventDefinition: 'lỗi',
  escalationEventDefinition: 'báo cấp trên',
  compensateEventDefinition: 'bù trừ',
  cancelEventDefinition: 'huỷ giao dịch',
  conditionalEventDefinition: 'theo điều kiện',
  linkEventDefinition: 'nối trang',
  terminateEventDefinition: 'kết thúc ngay',
}

/** The BPMN name of a moddle type or property: `bpmn:UserTask` is `userTask`. */
export function bpmnName(type: string): string {
  const name = type.slice(type.indexOf(':') + 1)
  return name.charAt(0).toLowerCase() + name.slice(1)
}

/** The Vietnamese name with the BPMN name: `cổng bao hàm (inclusiveGateway)`. */
export function typeName(bpmn: string): string {
  const name = NAMES[bpmn]
  return name ? `${name} (${bpmn})` : bpmn
}

/** A finding about an element, its sentence beginning with what the element is and what it is called. */
export function findingOf(code: string, element: ModdleElement | undefined, text: string): Finding {
  if (!element) return { code, message: text.charAt(0).toUpperCase() + text.slice(1) }
  const type = bpmnName(element.$type)
  const id = element.id ?? ''
  const name = element.name ?? null
  const title = id || name ? ` ${called({ id: id || '?', name })}` : ''
  const subject = typeName(type) + title
  return {
    code,
    message: `${subject.charAt(0).toUpperCase()}${subject.slice(1)}: ${text}`,
    element: { id, type, name },
  }
}
