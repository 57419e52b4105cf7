import { about } from './describe.ts'
import { type Explored, explore } from './explore.ts'
import { type Finding, isActivity, type ProcessGraph } from './graph.ts'

/**
 * Plays every choice (conditions, outcomes, events are all taken as possible) and looks for places at which the
 * process waits for ever, goes round without end, and for steps that never come.
 * @param strict everything found is a problem; otherwise, when some way leads to the end, a warning, for
 *   conditions may rule out the bad case
 */
export function findDeadEnds(
  graph: ProcessGraph,
  strict = false,
): { problems: Finding[]; warnings: Finding[] } {
  const explored = explore(graph)
  const findings = [...stickingJoins(graph, explored), ...trapped(graph, explored)]
  if (explored.complete && !explored.ends) {
    const message = 'Không có cách nào để quy trình kết thúc; hãy xem các cổng song song và các vòng lặp.'
    return { problems: [{ code: 'process.never_ends', message }, ...findings], warnings: [] }
  }
  findings.push(...deadSteps(graph, explored))
  const unsure = explored.complete ? [] : [TOO_LARGE]
  return strict
    ? { problems: findings, warnings: unsure }
    : { problems: [], warnings: [...findings, ...unsure] }
}

const TOO_LARGE: Finding = {
  code: 'process.not_explored',
  message: 'Quy trình có quá nhiều cách chạy để xem hết; hãy thử thêm bằng các trường hợp mẫu.',
}

function stickingJoins(graph: ProcessGraph, { stuck }: Explored): Finding[] {
  return stuck.map((id) =>
    about(
      graph.nodes[id]!,
      'process.may_stick',
      'có thể chờ mãi, vì có đường chạy mà không phải nhánh nào cũng tới đây.',
    ),
  )
}

function trapped(graph: ProcessGraph, { traps }: Explored): Finding[] {
  return traps.map((id) =>
    about(graph.nodes[id]!, 'process.may_not_end', 'có đường chạy tới đây rồi không bao giờ kết thúc được.'),
  )
}

function deadSteps(graph: ProcessGraph, { complete, reached }: Explored): Finding[] {
  if (!complete) return []
  return Object.values(graph.nodes)
    .filter((node) => (isActivity(node) || node.kind === 'catch') && !reached.has(node.id))
    .map((node) => about(node, 'process.dead_step', 'không có đường chạy nào tới đây.'))
}
