import type { ModdleElement } from 'bpmn-moddle'
import { type CheckContext, checkProcess } from './checks.ts'
import { compileProcess } from './compile.ts'
import { called, type Finding, type ProcessGraph } from './graph.ts'
import { allElements, children, findUnsupported } from './supported.ts'
import { parseXml } from './xml.ts'

/** `graph` is null exactly when there are problems. */
export type ImportResult =
  | { graph: ProcessGraph; problems: []; warnings: Finding[] }
  | { graph: null; problems: Finding[]; warnings: Finding[] }

/** Flow nodes and flows that a process may have; the largest real ones have about a hundred. */
const MOST_ELEMENTS = 2000

/**
 * Reads, checks and compiles a BPMN 2.0 file. Nothing is ignored silently: whatever would change how the process
 * runs and is not supported is a problem that names the element.
 * @param context what is known of roles, units and the legal limit, see `checkProcess`
 */
export async function importProcess(xml: string, context: CheckContext = {}): Promise<ImportResult> {
  const { root, problems, warnings } = await parseXml(xml)
  if (!root) return { graph: null, problems, warnings }
  const processes = children(root, 'rootElements').filter((top) => top.$type === 'bpmn:Process')
  problems.push(...checkCount(processes), ...findUnsupported(root))
  const elements = processes.flatMap(allElements)
  if (elements.length > MOST_ELEMENTS) {
    const message = `Quy trình có ${elements.length} phần tử, quá ${MOST_ELEMENTS}; hãy tách ra.`
    problems.push({ code: 'process.too_large', message })
    return { graph: null, problems, warnings }
  }
  // Where the reader dropped elements, whatever refers to them would be blamed in vain.
  if (problems.some((problem) => problem.code === 'process.bad_xml'))
    return { graph: null, problems, warnings }
  const graphs = processes.map((process) => compileProcess(process, problems))
  // A process with holes where refused things stood would only give misleading answers.
  const checked =
    problems.length === 0 && graphs[0] ? checkProcess(graphs[0], context) : { problems: [], warnings: [] }
  problems.push(...checked.problems)
  warnings.push(...checked.warnings, ...warnIgnored(processes))
  const [graph] = graphs
  return problems.length > 0 || !graph
    ? { graph: null, problems, warnings }
    : { graph, problems: [], warnings }
}

function checkCount(processes: ModdleElement[]): Finding[] {
  if (processes.length === 1) return []
  if (processes.length === 0) {
    return [{ code: 'process.none', message: 'Tệp không có quy trình nào (process).' }]
  }
  const names = processes
    .map((process) => called({ id: process.id ?? '?', name: process.name ?? null }))
    .join(', ')
  const message = `Tệp có ${processes.length} quy trình (${names}); mỗi tệp chỉ được có một.`
  return [{ code: 'process.many', message }]
}

/** Says what is carried in the file without having any effect: other vendors' extensions, BPMN's own assignments. */
function warnIgnored(processes: ModdleElement[]): Finding[] {
  const elements = processes.flatMap((process) => [process, ...allElements(process)])
  const vendors = new Set(elements.flatMap(vendorsOf))
  const findings: Finding[] = []
  if (vendors.size > 0) {
    const message = `Thuộc tính mở rộng của phần mềm khác không có tác dụng: ${[...vendors].sort().join(', ')}.`
    findings.push({ code: 'process.vendor_extension', message })
  }
  if (elements.some((element) => children(element, 'resources').length > 0)) {
    const message = 'Phân công bằng resourceRole, potentialOwner không có tác dụng; hãy dùng motcua:roles.'
    findings.push({ code: 'process.ignored_resources', message })
  }
  if (
    elements.some(
      (element) => element.get('ioSpecification') || children(element, 'dataOutputAssociations').length > 0,
    )
  ) {
    const message = 'Dữ liệu vào, ra (ioSpecification, dataAssociation) không có tác dụng khi chạy.'
    findings.push({ code: 'process.ignored_data', message })
  }
  return findings
}

function vendorsOf(element: ModdleElement): string[] {
  const extensions = element.get('extensionElements') as ModdleElement | undefined
  const names = [
    ...Object.keys(element.$attrs),
    ...(extensions ? children(extensions, 'values') : []).map((v) => v.$type),
  ]
  return names
    .filter((name) => name.includes(':') && !name.startsWith('xmlns'))
    .map((name) => name.split(':')[0]!)
}
