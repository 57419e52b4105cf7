import { sql } from 'kysely'
import { modules } from '../../../src/app.ts'
import type { Config } from '../../../src/config.ts'
import type { Root } from '../../../src/platform/ctx.ts'
import { examineRoot, type Finding } from '../../../src/platform/examine.ts'
import { openRoot } from '../../../src/platform/root.ts'
import type { Promises } from './clients.ts'

export type Verdict = {
  /** Acknowledged acts that the database does not know. */
  lost: string[]
  /** Acts that happened more often than they were acknowledged. */
  doubled: string[]
  /** Codes that break 1, 2, 3 … of an agency's day. */
  uneven: string[]
  findings: Finding[]
  /** How often each job ran, by name. */
  jobs: Map<string, number>
}

/** Opens the database after everything was stopped and compares it with what the clients were told. */
export async function judge(config: Config, promises: Promises): Promise<Verdict> {
  const root = await openRoot(config, modules)
  try {
    const state = await readState(root)
    return {
      ...compare(state, promises),
      uneven: unevenCodes(state.dossiers.flatMap((d) => d.code ?? [])),
      findings: await examineRoot(root),
      jobs: state.jobs,
    }
  } finally {
    await root.close()
  }
}

type State = {
  dossiers: { id: string; number: string; code: string | null; submitted: number; accepted: number }[]
  completed: string[]
  /** Audit rows by permission: each is one command that was done. */
  done: Map<string, number>
  jobs: Map<string, number>
}

async function readState(root: Root): Promise<State> {
  const { kysely } = root.database
  const dossiers = await sql<State['dossiers'][number]>`select d.id, d.submission_number as number, d.code,
      (select count(*)::int from dossiers.act a where a.dossier_id = d.id and a.kind = 'submitted') as submitted,
      (select count(*)::int from dossiers.act a where a.dossier_id = d.id and a.kind = 'accepted') as accepted
    from dossiers.dossier d`.execute(kysely)
  const tasks = await sql<{
    id: string
  }>`select id from process.task where completed_at is not null`.execute(kysely)
  const audit = await sql<{ action: string; n: number }>`select action, count(*)::int as n
    from platform.audit group by action`.execute(kysely)
  const counts = audit.rows.map(({ action, n }) => [action, n] as const)
  return {
    dossiers: dossiers.rows,
    completed: tasks.rows.map((t) => t.id),
    done: new Map(counts),
    jobs: new Map(counts.filter(([a]) => a.startsWith('job.')).map(([a, n]) => [a.slice(4), n])),
  }
}

function compare(state: State, promises: Promises): Pick<Verdict, 'lost' | 'doubled'> {
  const byId = new Map(state.dossiers.map((d) => [d.id, d]))
  const completed = new Set(state.completed)
  const lost = [
    ...[...promises.submitted]
      .filter(([id, n]) => byId.get(id)?.number !== n)
      .map(([id]) => `submitted ${id}`),
    ...[...promises.accepted].filter(([id, c]) => byId.get(id)?.code !== c).map(([id]) => `accepted ${id}`),
    ...[...promises.completed].filter((id) => !completed.has(id)).map((id) => `completed ${id}`),
  ]
  const more = (name: string, found: number, told: number) =>
    found === told ? [] : [`${name}: ${found} found, ${told} acknowledged`]
  const doubled = [
    ...state.dossiers.filter((d) => d.submitted !== 1 || d.accepted > 1).map((d) => `acts of ${d.id}`),
    ...more('dossiers', state.dossiers.length, promises.submitted.size),
    ...more('codes', state.dossiers.filter((d) => d.code).length, promises.accepted.size),
    ...more('completed tasks', completed.size, promises.completed.size),
    ...more('submissions', state.done.get('dossiers.submit') ?? 0, promises.submitted.size),
    ...more('acceptances', state.done.get('dossiers.accept') ?? 0, promises.accepted.size),
    ...more('completions', state.done.get('tasks.complete') ?? 0, promises.completed.size),
  ]
  return { lost, doubled }
}

/** Codes are `<agency>-YYMMDD-NNNN`, and the numbers of an agency's day are 1, 2, 3 … */
export function unevenCodes(codes: readonly string[]): string[] {
  const series = new Map<string, number[]>()
  for (const code of codes) {
    const cut = code.lastIndexOf('-')
    const key = code.slice(0, cut)
    series.set(key, [...(series.get(key) ?? []), Number(code.slice(cut + 1))])
  }
  return [...series].flatMap(([key, numbers]) => {
    const sorted = numbers.toSorted((a, b) => a - b)
    return sorted.every((n, i) => n === i + 1) ? [] : [`${key}: ${sorted.join(' ')}`]
  })
}
