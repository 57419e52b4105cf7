import { STATUS_NAMES, type Status } from '@motcua/rules'
import type { GraphFlow, GraphNode, ProcessGraph, StepSettings } from './graph.ts'
import { questionsOf } from './step-form.ts'

/** One difference between two versions of a process, in Vietnamese. `element` is the id of the node or flow. */
export type ProcessChange = { element: string; text: string }

/**
 * What changed from one process to the next: steps and gateways added, taken out, renamed or set otherwise, and the
 * ways between them. Where things are drawn does not count.
 * @param roleName how people call a role
 */
export function describeProcessChanges(
  before: ProcessGraph | null,
  after: ProcessGraph,
  roleName: (role: string) => string = (role) => role,
): ProcessChange[] {
  const settings = settingsWith(roleName)
  const old = before?.nodes ?? {}
  const added = Object.values(after.nodes).filter((node) => !old[node.id])
  const removed = Object.values(old).filter((node) => !after.nodes[node.id])
  const kept = Object.values(after.nodes).flatMap((node) => {
    const was = old[node.id]
    return was ? [[was, node] as const] : []
  })
  return [
    ...added.map((node) => ({ element: node.id, text: `Thêm ${sayNode(after, node, settings)}.` })),
    ...removed.map((node) => ({ element: node.id, text: `Bỏ ${sayNode(before!, node, settings)}.` })),
    ...kept.flatMap(([was, node]) => nodeChanges(after, was, node, settings)),
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

const kindOf = ({ kind }: GraphNode): string => KINDS[kind] ?? (GATEWAYS.includes(kind) ? 'cổng' : 'sự kiện')

/** By its name as it is drawn; by its id too when it has none of its own. */
function nameIn(graph: ProcessGraph, { id, name }: GraphNode): string {
  if (!name) return id
  const namesakes = Object.values(graph.nodes).filter((other) => other.name === name)
  return namesakes.length > 1 ? `“${name}” (${id})` : `“${name}”`
}

function sayNode(graph: ProcessGraph, node: GraphNode, all: Settings): string {
  const settings = node.kind === 'user' ? ` (${saySettings(node.step, all)})` : ''
  return `${kindOf(node)} ${nameIn(graph, node)}${settings}`
}

function saySettings(step: StepSettings, settings: Settings): string {
  return settings
    .filter(([label]) => label === 'vai trò' || label === 'số giờ')
    .map(([label, say]) => `${label} ${say(step)}`)
    .join(', ')
}

type Settings = readonly (readonly [label: string, say: (step: StepSettings) => string])[]

const UNITS: Readonly<Record<string, string>> = {
  competent: 'cơ quan giải quyết',
  receiving: 'nơi tiếp nhận',
  return: 'nơi trả kết quả',
}

const settingsWith = (roleName: (role: string) => string): Settings => [
  ['vai trò', (s) => s.roles.map(roleName).join(', ') || 'chưa nêu'],
  ['đơn vị', (s) => UNITS[s.unit] ?? s.unit],
  ['số giờ', (s) => (s.hours === null ? 'chưa nêu' : String(s.hours).replace('.', ','))],
  ['các kết quả', (s) => s.outcomes.map((o) => o.name).join('; ')],
  ['mã của các kết quả', (s) => s.outcomes.map((o) => o.key).join('; ')],
  ['đồng hồ của hồ sơ', (s) => (s.clock === 'pause' ? 'dừng' : 'chạy')],
  ['trạng thái hồ sơ', (s) => (s.status === null ? 'không đổi' : STATUS_NAMES[s.status as Status].vi)],
  ['giờ tính vào thời hạn', (s) => (s.counted ? 'có' : 'không')],
  [
    'thông tin cán bộ ghi',
    (s) =>
      questionsOf(s.form)
        .map(({ label, required }) => (required ? `${label} (bắt buộc)` : label))
        .join('; ') || 'không có',
  ],
  ['yêu cầu bổ sung', (s) => (s.supplement ? 'có' : 'không')],
]

function nodeChanges(
  graph: ProcessGraph,
  was: GraphNode,
  node: GraphNode,
  settings: Settings,
): ProcessChange[] {
  const at = `${kindOf(node)} ${nameIn(graph, node)}`
  const say = (text: string): ProcessChange => ({ element: node.id, text: `Ở ${at}: ${text}.` })
  if (was.kind !== node.kind) return [say('đổi sang loại khác')]
  const changes: ProcessChange[] = []
  if (was.name !== node.name) changes.push(say(`tên cũ là “${was.name ?? ''}”`))
  if (was.kind === 'user' && node.kind === 'user') {
    for (const [label, words] of settings) {
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
  const says = (graph: ProcessGraph) => {
    const at = (id: string) => nameIn(graph, graph.nodes[id]!)
    const flows = Object.values(graph.flows)
    // Steps are known by their ids: another name alone makes no other way.
    return new Map(
      flows.map((flow) => {
        const way = [flow.source, flow.target, flow.condition?.text].join(' ')
        return [
          way,
          { element: flow.id, text: `${at(flow.source)} → ${at(flow.target)}${sayWhen(graph, flow)}` },
        ]
      }),
    )
  }
  // A first version has only new ways: its steps say it all.
  if (before === null) return []
  const [old, now] = [says(before), says(after)]
  const lacking = (from: typeof now, other: typeof now) => [...from].filter(([way]) => !other.has(way))
  return [
    ...lacking(now, old).map(([, { element, text }]) => ({ element, text: `Thêm đường ${text}.` })),
    ...lacking(old, now).map(([, { element, text }]) => ({ element, text: `Bỏ đường ${text}.` })),
  ]
}

const OUTCOME = /^\s*outcome\s*=\s*"([^"]+)"\s*$/

/** When a way is taken: by the name of the outcome where that is all, else by the condition as it is written. */
function sayWhen(graph: ProcessGraph, { condition }: GraphFlow): string {
  if (!condition) return ''
  const key = OUTCOME.exec(condition.text)?.[1]
  if (key === undefined) return `, khi đúng điều kiện “${condition.text}”`
  const outcomes = Object.values(graph.nodes).flatMap((node) =>
    node.kind === 'user' ? node.step.outcomes : [],
  )
  const name = outcomes.find((outcome) => outcome.key === key)?.name ?? key
  return `, khi kết quả là “${name}”`
}
