// The workloads over real HTTP: each is one operation that every connection repeats.
const API = '/api/v1'
const WORDS = [
  'nguyen van an',
  'tran thi hoa',
  'pham minh linh',
  'le huu phuc',
  'hoang thi mai',
  'vo duc quan',
]

/**
 * @typedef {{key: string, name: string, goal: Record<string, number>, connections?: number, operation: Function,
 *   request?: object}} Workload `goal`: rate at least; p50, p95, p99 at most, in milliseconds; ratio to the bare route
 */

/** @param {Awaited<ReturnType<typeof import('./fixtures.mjs').readFixtures>>} f */
export function workloadsOf(f) {
  const get = (path, token) => ({ path: API + path, token })
  const simple = (key, name, goal, request, more = {}) => ({
    key,
    name,
    goal,
    request,
    operation: async (send) => ok(await send(request)),
    ...more,
  })
  const page = (token) => [get('/dossiers?queue=unit&limit=20', token), get('/queues', token)]
  const pair = (key, name, goal, token) => ({
    key,
    name,
    goal,
    request: page(token),
    operation: async (send) => {
      const [list, counts] = page(token)
      await send(list)
      return ok(await send(counts))
    },
  })
  return [
    simple(
      'queue.clerk',
      'queue page of 20, clerk with 7 procedures',
      { rate: 2000, p50: 10 },
      page(f.clerk)[0],
      FULL_PAGE,
    ),
    simple('queue.all', 'queue page of 20, officer of all units', {}, page(f.everywhere)[0], FULL_PAGE),
    simple('counts.clerk', 'counts of nine queues, clerk', {}, page(f.clerk)[1]),
    simple('counts.all', 'counts of nine queues, officer of all units', {}, page(f.everywhere)[1]),
    pair('pageAndCounts.clerk', 'queue page, then counts, clerk', { rate: 2000, p50: 10 }, f.clerk),
    simple(
      'mine',
      'one citizen of 872 dossiers, first 20',
      { p50: 30 },
      get('/dossiers?limit=20', f.citizenOf872),
    ),
    simple(
      'mine.200',
      'one citizen of 872 dossiers, first 200',
      {},
      get('/dossiers?limit=200', f.citizenOf872),
      {
        seconds: 4,
      },
    ),
    search(f),
    dossierPage(f),
    tracking(f, false),
    tracking(f, true),
    // Last: what they write or use up would change the lists.
    submit(f),
    complete(f),
  ]
}

const ok = (answer) => answer.status < 500

// A page that is not full costs less and would prove nothing.
const FULL_PAGE = { rows: 20 }

/** @throws Error when the list of a workload is shorter than its figure speaks of */
export async function expectRows(port, workload) {
  if (!workload.rows) return
  const { path, token } = workload.request
  const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
    headers: { authorization: `Bearer ${token}` },
  })
  const { items = [] } = await answer.json()
  if (items.length < workload.rows)
    throw new Error(`${workload.key}: ${items.length} rows instead of ${workload.rows}; take more dossiers`)
}

function submit(f) {
  return {
    key: 'submit',
    name: 'submit (25 answers, 3 papers with files)',
    goal: { rate: 1000, p99: 50, ratio: 0.2 },
    request: f.submissions[0],
    operation: async (send, worker) => ok(await send(f.submissions[worker % f.submissions.length])),
  }
}

function complete(f) {
  let tasks = null
  let loading = null
  const next = async () => {
    if (!tasks?.length) {
      loading ??= f.openTasks().then((found) => {
        tasks = found
        loading = null
      })
      await loading
    }
    return tasks.pop()
  }
  return {
    key: 'complete',
    name: 'complete a task',
    goal: { rate: 1000, p99: 50, ratio: 0.2 },
    operation: async (send) => {
      const task = await next()
      return task ? ok(await send(completion(task))) : false
    },
  }
}

export const completion = (task) => ({
  method: 'POST',
  path: `${API}/tasks/${task.id}/completion`,
  token: task.token,
  body: '{}',
})

function search(f) {
  const token = f.officer('chuyenvien')
  const request = (i) => ({ path: `${API}/dossiers?q=${encodeURIComponent(WORDS[i % WORDS.length])}`, token })
  let n = 0
  return {
    key: 'search',
    name: 'search without tones, officer of one unit',
    goal: { p50: 40 },
    request: request(0),
    operation: async (send) => ok(await send(request(n++))),
  }
}

function dossierPage(f) {
  const token = f.officer('chuyenvien')
  const request = (i) => ({ path: `${API}/dossiers/${f.pages[i % f.pages.length].id}`, token })
  let n = 0
  return {
    key: 'dossier',
    name: 'dossier page',
    goal: {},
    request: request(0),
    operation: async (send) => ok(await send(request(n++))),
  }
}

function tracking(f, known) {
  const request = (i) => {
    const { code, secret } = f.codes[(i * 7919) % f.codes.length]
    return { path: `${API}/track/${code}${known ? `?secret=${secret}` : ''}` }
  }
  let n = 0
  return {
    key: known ? 'track.steps' : 'track',
    name: known ? 'tracking by code with its steps' : 'tracking by code',
    goal: known ? {} : { rate: 6000 },
    request: request(1),
    operation: async (send) => ok(await send(request(n++))),
  }
}

/** Paths of the API that the goals speak of and that may come later. */
export function extraWorkloads(api, f) {
  const paths = Object.entries(api.paths ?? {})
  const find = (pattern) => paths.find(([path, methods]) => methods.get && pattern.test(path))?.[0]
  const counters = find(/\/(figures|reports|counters|statistics|dashboards?)(\/[a-z-]+)?$/)
  const exporting = paths.find(([path]) => /exports?($|\/|\.)/.test(path))
  return {
    workloads: counters
      ? [
          {
            key: 'counters',
            name: `provincial counters (GET ${counters})`,
            goal: { p50: 20 },
            request: { path: counters, token: f.officer('lanhdao') },
            operation: async (send) => ok(await send({ path: counters, token: f.officer('lanhdao') })),
          },
        ]
      : [],
    exporting: exporting?.[0] ?? null,
    missing: [
      ...(counters ? [] : ['provincial counters: no such route yet']),
      ...(exporting ? [] : ['export of 100,000 rows: no such route yet']),
    ],
  }
}
