import { called, type GraphNode, type ProcessGraph, type StepSettings } from './graph.ts'

/** One difference between two versions of a process, in Vietnamese. `element` is the id of the node or flow. */
export type ProcessChange = { element: string; text: string }

/**
 * What changed from one process to the next: steps and gateways added, taken out, renamed or set otherwise, and the
 * ways between them. Where things are drawn does not count.
 */
export function describeProcessChanges(before: ProcessGraph | null, after: ProcessGraph): ProcessChange[] {
  const old = before?.nodes ?? {}
  const added = Object.values(after.nodes).filter((node) => !old[node.id])
  const removed = Object.values(old).filter((node) => !after.nodes[node.id])
  const kept = Object.values(after.nodes).flatMap((node) => {
    const was = old[node.id]
    return was ? [[was, node] as const] : []
  })
  return [
    ...added.map((node) => ({ element: node.id, text: `Thêm ${sayNode(node)}.` })),
    ...removed.map((node) => ({ element: node.id, text: `Bỏ ${sayNode(node)}.` })),
    ...kept.flatMap(([was, node]) => nodeChanges(was, node)),
    ...flowChanges(before, after),
  ]
}

const KINDS: Partial<Record<GraphNode['kind'], string>> = {
  start: 'điểm bắt đầu',
  end: 'điểm kết thúc',
  user: 'bước',
  service: 'việc của máy',
  rule: 'bảng quyết định',
  send: 'việc gửi thông điệp',
  receive: 'việc nhận thông điệp',
  call: 'lời gọi thủ tục khác',
  sub: 'quy trình con',
}

const GATEWAYS: readonly GraphNode['kind'][] = ['exclusive', 'inclusive', 'parallel', 'events']

function sayNode(node: GraphNode): string {
  const kind = KINDS[node.kind] ?? (GATEWAYS.includes(node.kind) ? 'cổng' : 'sự kiện')
  const settings = node.kind === 'user' ? ` (${saySettings(node.step)})` : ''
  return `${kind} ${called(node)}${settings}`
}

function saySettings(step: StepSettings): string {
  return SETTINGS.map(([, label, say]) => [label, say(step)] as const)
    .filter(([label]) => label === 'vai trò' || label === 'số giờ')
    .map(([label, text]) => `${label} ${text}`)
    .join(', ')
}

const SETTINGS: readonly [string, string, (step: StepSettings) => string][] = [
  ['roles', 'vai trò', (s) => s.roles.join(', ') || 'chưa nêu'],
  ['unit', 'đơn vị', (s) => s.unit],
  ['hours', 'số giờ', (s) => (s.hours === null ? 'chưa nêu' : String(s.hours))],
  ['outcomes', 'các kết quả', (s) => s.outcomes.map((o) => `${o.name} (${o.key})`).join('; ')],
  ['clock', 'tính giờ', (s) => (s.clock === 'pause' ? 'dừng' : 'chạy')],
  ['status', 'trạng thái', (s) => (s.status === null ? 'không đổi' : String(s.status))],
  ['counted', 'tính vào thời hạn', (s) => (s.counted ? 'có' : 'không')],
  ['form', 'biểu mẫu của cán bộ', (s) => s.form ?? 'không có'],
  ['supplement', 'yêu cầu bổ sung', (s) => (s.supplement ? 'có' : 'không')],
]

function nodeChanges(was: GraphNode, node: GraphNode): ProcessChange[] {
  const at = `${KINDS[node.kind] ?? 'phần tử'} ${called(node)}`
  const say = (text: string): ProcessChange => ({ element: node.id, text: `Ở ${at}: ${text}.` })
  if (was.kind !== node.kind) return [say('đổi sang loại khác')]
  const changes: ProcessChange[] = []
  if (was.name !== node.name) changes.push(say(`tên cũ là “${was.name ?? ''}”`))
  if (was.kind === 'user' && node.kind === 'user') {
    for (const [, label, words] of SETTINGS) {
      const [from, to] = [words(was.step), words(node.step)]
      if (from !== to) changes.push(say(`${label} “${from}” đổi thành “${to}”`))
    }
    return changes
  }
  if (changes.length === 0 && plain(was) !== plain(node)) changes.push(say('cài đặt khác trước'))
  return changes
}

/** A node without its name and its flows, which are compared by themselves; in any order of its properties. */
function plain(node: GraphNode): string {
  return JSON.stringify({ ...node, name: null, incoming: [], outgoing: [] }, (_, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  )
}

function flowChanges(before: ProcessGraph | null, after: ProcessGraph): ProcessChange[] {
  const says = (graph: ProcessGraph | null) => {
    const way = (id: string) => called(graph!.nodes[id]!)
    return new Map(
      Object.values(graph?.flows ?? {}).map((flow) => {
        const when = flow.condition ? ` khi ${flow.condition.text}` : ''
        return [`${way(flow.source)} → ${way(flow.target)}${when}`, flow.id] as const
      }),
    )
  }
  const [old, now] = [says(before), says(after)]
  // A first version has only new ways: its steps say it all.
  if (before === null) return []
  return [
    ...[...now]
      .filter(([text]) => !old.has(text))
      .map(([text, element]) => ({ element, text: `Thêm đường ${text}.` })),
    ...[...old]
      .filter(([text]) => !now.has(text))
      .map(([text, element]) => ({ element, text: `Bỏ đường ${text}.` })),
  ]
}
