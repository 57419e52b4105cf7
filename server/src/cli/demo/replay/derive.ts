import { type LogCase, UNKNOWN_OFFICER } from './cases.ts'

/** What the province needs in order to replay a log. */
export type DerivedProvince = {
  /** Departments by key `phong1` …, the most used first. */
  departments: { key: string; name: string; code: string }[]
  /** Resources of the log by user name `canbo1` …, with the departments for whose cases they worked. */
  officers: { username: string; name: string; departments: string[] }[]
  process: DerivedProcess
}

export type DerivedProcess = {
  xml: string
  /** Ids of the steps by activity. */
  stepOf: ReadonlyMap<string, string>
  /** Number of transitions from one step to the next that the log has. */
  transitions: number
}

/** The step with which every replayed dossier begins: reception sends it on its way. */
export const FIRST_STEP = 'chuyen_buoc_dau'
/** Outcome of a step after which nothing comes. */
export const END = 'ket_thuc'

/** Units, officers and process of a log. */
export function deriveProvince(cases: readonly LogCase[]): DerivedProvince {
  const departments = byUse(cases.map((c) => c.department)).map((name, i) => ({
    key: `phong${i + 1}`,
    name,
    code: `H99.${i + 1}`,
  }))
  const keyOf = new Map(departments.map((d) => [d.name, d.key]))
  const places = new Map<string, Set<string>>()
  for (const { department, steps } of cases) {
    for (const officer of officersOf(steps)) {
      const keys = places.get(officer) ?? new Set()
      places.set(officer, keys.add(keyOf.get(department)!))
    }
  }
  const officers = byUse(cases.flatMap((c) => officersOf(c.steps))).map((name, i) => ({
    username: `canbo${i + 1}`,
    name,
    departments: [...places.get(name)!].sort(),
  }))
  return { departments, officers, process: deriveProcess(cases) }
}

/** Who works on a case; one without any step is received by somebody all the same. */
export const officersOf = (steps: readonly { officer: string }[]): string[] =>
  steps.length > 0 ? steps.map((s) => s.officer) : [UNKNOWN_OFFICER]

/** What follows what in a case, from the first step of ours to the end. */
export function pathOf({ steps }: LogCase, stepOf: ReadonlyMap<string, string>): string[] {
  return [FIRST_STEP, ...steps.map((s) => stepOf.get(s.activity)!), END]
}

/**
 * A process from the directly-follows relation of the log: each activity is a step, its outcomes are the activities
 * that came next, and a gateway behind it goes there. Loops and any order of the log can be played in it.
 */
export function deriveProcess(cases: readonly LogCase[]): DerivedProcess {
  const activities = byUse(cases.flatMap((c) => c.steps.map((s) => s.activity)))
  const stepOf = new Map(activities.map((name, i) => [name, `buoc_${i + 1}`]))
  const names = new Map([...stepOf].map(([name, id]) => [id, name]))
  names.set(FIRST_STEP, 'Chuyển bước đầu').set(END, 'Kết thúc')
  const next = new Map<string, Map<string, number>>()
  for (const one of cases) {
    const path = pathOf(one, stepOf)
    for (const [i, from] of path.slice(0, -1).entries()) {
      const uses = next.get(from) ?? new Map<string, number>()
      next.set(from, uses.set(path[i + 1]!, (uses.get(path[i + 1]!) ?? 0) + 1))
    }
  }
  const flows: string[] = []
  const nodes = [...next].map(([from, uses]) => {
    // The usual one first; a name before another where both are as usual, so that a log gives one process.
    const targets = [...uses].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1)).map(([to]) => to)
    flows.push(flow(`f_${from}`, from, `re_${from}`))
    for (const to of targets) {
      const isDefault = to === targets[0]
      flows.push(flow(`f_${from}__${to}`, `re_${from}`, to, isDefault ? null : `outcome = "${to}"`))
    }
    return `${userTask(from, names, targets)}
    <exclusiveGateway id="re_${from}" default="f_${from}__${targets[0]}" />`
  })
  const xml = `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:motcua="urn:motcua:bpmn:1" id="nhat_ky" targetNamespace="urn:motcua:replay">
  <process id="theo_nhat_ky" name="Quy trình suy ra từ nhật ký" isExecutable="true">
    <startEvent id="bat_dau" />
    ${nodes.join('\n    ')}
    <endEvent id="${END}" />
    ${[flow('f_bat_dau', 'bat_dau', FIRST_STEP), ...flows].join('\n    ')}
  </process>
</definitions>
`
  const transitions = [...next.values()].reduce((sum, uses) => sum + uses.size, 0)
  return { xml, stepOf, transitions }
}

function userTask(id: string, names: ReadonlyMap<string, string>, targets: readonly string[]): string {
  const outcomes = targets.map((to) => `${to}:${plain(names.get(to)!)}`).join(';')
  const roles = id === FIRST_STEP ? 'tiepnhan' : 'chuyenvien'
  return `<userTask id="${id}" name="${escaped(names.get(id)!)}" motcua:roles="${roles}" motcua:outcomes="${escaped(outcomes)}" />`
}

const flow = (id: string, from: string, to: string, condition: string | null = null): string =>
  condition === null
    ? `<sequenceFlow id="${id}" sourceRef="${from}" targetRef="${to}" />`
    : `<sequenceFlow id="${id}" sourceRef="${from}" targetRef="${to}"><conditionExpression>${escaped(condition)}</conditionExpression></sequenceFlow>`

/** A label of an outcome: what separates outcomes and their labels cannot stand in it. */
const plain = (text: string): string => text.replace(/[:;]/g, ' ')

const escaped = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;')

/** Distinct words, the most used first, then by the alphabet. */
function byUse(words: readonly string[]): string[] {
  const uses = new Map<string, number>()
  for (const word of words) uses.set(word, (uses.get(word) ?? 0) + 1)
  return [...uses].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1)).map(([word]) => word)
}
