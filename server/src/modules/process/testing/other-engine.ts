import { EventEmitter } from 'node:events'
import { evaluate } from '@motcua/rules'
import { compileExpression } from '@motcua/rules/compile'
import { Engine } from 'bpmn-engine'

/** What another engine of BPMN does with the same file; `open` are the ids of the user tasks that wait, sorted. */
export type OtherRun = {
  open: () => string[]
  ended: () => boolean
  complete: (task: string, vars: Record<string, unknown>) => void
}

type Waiting = { id: string; signal: () => void }

/** Starts a file in `bpmn-engine` with FEEL for its conditions. @param vars what the first choices ask for */
export async function playElsewhere(xml: string, vars: Record<string, unknown>): Promise<OtherRun> {
  const known = { ...vars }
  const waiting: Waiting[] = []
  let ended = false
  const listener = new EventEmitter()
  listener.on('activity.wait', (api: Waiting & { type: string }) => {
    if (api.type === 'bpmn:UserTask') waiting.push({ id: api.id, signal: () => api.signal() })
  })
  const source = xml
    .replace('<definitions ', '<definitions xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" ')
    .replaceAll('<conditionExpression>', '<conditionExpression xsi:type="tFormalExpression">')
    .replace('<process id="p"', '<process id="p" isExecutable="true"')
  const engine = new Engine({
    source,
    expressions: {
      resolveExpression: (text: string) =>
        evaluate(compileExpression(text.trim().replace(/^=/, '')), known) === true,
    },
  })
  engine.once('end', () => {
    ended = true
  })
  await engine.execute({ listener })
  return {
    open: () => waiting.map(({ id }) => id).sort(),
    ended: () => ended,
    complete(task, more) {
      Object.assign(known, more)
      const at = waiting.findIndex(({ id }) => id === task)
      const [found] = waiting.splice(at, 1)
      found!.signal()
    },
  }
}
