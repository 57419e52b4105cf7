/** What the clients were told: the promises that must be kept whatever is killed. */
export type Promises = {
  submitted: Map<string, string>
  accepted: Map<string, string>
  completed: Set<string>
}

export type Tally = {
  promises: Promises
  /** Requests sent, also again. */
  tried: number
  /** Requests that ended without an answer. */
  cut: number
  /** Answers 503, and how many of them did not say when to come back. */
  unavailable: number
  withoutRetryAfter: number
  /** Answers that no client should see, e.g. `500 POST /dossiers`. */
  wrong: string[]
  acknowledged: () => number
}

export type Clients = {
  tally: Tally
  /** Acts until this many are acknowledged; `onAct` is called after each. */
  run: (acts: number, clients: number, onAct: (done: number) => void) => Promise<void>
}

const UNITS = ['songhinh', 'tayhoa', 'songcau']
/** Copies certified at the desk: the shortest procedure of the demo province. */
const PROCEDURE = '2.000815'
const PAUSE_MS = 100

type Json = Record<string, unknown>
type Task = { id: string; unit: string; roles: string[]; outcomes: string[] }

/**
 * People at their counters, who repeat every request with the same Idempotency-Key until it is answered.
 * @param bases addresses of the servers, which stay the same over their restarts; requests go to them in turn
 */
export function openClients(...bases: string[]): Clients {
  const promises: Promises = { submitted: new Map(), accepted: new Map(), completed: new Set() }
  const tally: Tally = {
    promises,
    tried: 0,
    cut: 0,
    unavailable: 0,
    withoutRetryAfter: 0,
    wrong: [],
    acknowledged: () => promises.submitted.size + promises.accepted.size + promises.completed.size,
  }
  const tokens = new Map<string, Promise<string>>()

  const tokenOf = (username: string): Promise<string> => {
    const known = tokens.get(username)
    if (known) return known
    const token = ask(null, 'POST', '/session', { username, password: 'motcua-demo' }).then((b) =>
      String(b['token']),
    )
    tokens.set(username, token)
    return token
  }

  /** Repeats until there is an answer that is not "come back later". */
  async function ask(
    username: string | null,
    method: string,
    path: string,
    body?: Json,
    key?: string,
  ): Promise<Json> {
    const headers: Record<string, string> = username
      ? { authorization: `Bearer ${await tokenOf(username)}` }
      : {}
    if (key) headers['idempotency-key'] = key
    if (body) headers['content-type'] = 'application/json'
    for (;;) {
      tally.tried += 1
      const base = bases[tally.tried % bases.length]!
      const answer = await fetch(`${base}/api/v1${path}`, {
        method,
        headers,
        ...(body ? { body: JSON.stringify(body) } : {}),
      })
        .then(async (r) => ({ status: r.status, retry: r.headers.get('retry-after'), text: await r.text() }))
        .catch(() => null)
      if (answer && answer.status < 300) return JSON.parse(answer.text) as Json
      if (!answer) tally.cut += 1
      else if (answer.status === 503) {
        tally.unavailable += 1
        if (!answer.retry) tally.withoutRetryAfter += 1
      } else {
        tally.wrong.push(`${answer.status} ${method} ${path} ${answer.text.slice(0, 200)}`)
        throw new Error(tally.wrong.at(-1))
      }
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
    }
  }

  async function follow(unit: string, name: string, example: Json, act: () => boolean): Promise<void> {
    const desk = `tiepnhan.${unit}`
    const dossier = await ask(desk, 'POST', '/dossiers', example, `${name}-nop`)
    const id = String(dossier['id'])
    promises.submitted.set(id, String(dossier['submissionNumber']))
    if (!act()) return
    const accepted = await ask(desk, 'POST', `/dossiers/${id}/acceptance`, {}, `${name}-nhan`)
    promises.accepted.set(id, String(accepted['code']))
    while (act()) {
      const { items } = (await ask(desk, 'GET', `/tasks?dossier=${id}`)) as { items: Task[] }
      const task = items[0]
      if (!task) return
      await ask(
        `${task.roles[0]}.${task.unit}`,
        'POST',
        `/tasks/${task.id}/completion`,
        { outcome: outcomeOf(task) },
        task.id,
      )
      promises.completed.add(task.id)
    }
  }

  return {
    tally,
    async run(acts, clients, onAct) {
      const { competentUnit: _, ...answers } = await ask(null, 'GET', `/procedures/${PROCEDURE}/example`)
      const target = tally.acknowledged() + acts
      const began = tally.tried
      const act = () => {
        onAct(tally.acknowledged())
        return tally.acknowledged() < target
      }
      const client = async (n: number) => {
        const unit = UNITS[n % UNITS.length]!
        const example = { ...answers, channel: 'desk', receivingUnit: unit }
        for (let i = 0; tally.acknowledged() < target; i++)
          await follow(unit, `${began}-${n}-${i}`, example, act)
      }
      await Promise.all(Array.from({ length: clients }, (_, n) => client(n)))
    },
  }
}

const outcomeOf = (task: Task): string => {
  const first = task.outcomes[0] as string | { key: string } | undefined
  return typeof first === 'object' ? first.key : (first ?? '')
}
