// The same process in `bpmn-engine`, with the load and save that a server needs between two steps: the state as JSON.
import { EventEmitter } from 'node:events'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Engine } from 'bpmn-engine'

const STEPS = 60

/**
 * @param {string} code of the procedure whose process is played again and again
 * @returns {Promise<{ms: number, bytes: number, steps: number}>} median of a step and size of its state
 */
export async function measureOtherEngine(code) {
  const file = fileURLToPath(new URL(`../demo/procedures/${code}/process.bpmn`, import.meta.url))
  const source = runnable(readFileSync(file, 'utf8'))
  const times = []
  let state = null
  let bytes = 0
  while (times.length < STEPS) {
    if (state === null) state = await begin(source)
    const started = performance.now()
    const next = await step(state)
    times.push(performance.now() - started)
    bytes = Math.max(bytes, state.length)
    state = next
  }
  times.sort((a, b) => a - b)
  return { ms: times[Math.floor(times.length / 2)], bytes, steps: times.length }
}

const options = () => ({ expressions: { resolveExpression: () => true } })

async function begin(source) {
  const engine = new Engine({ source, ...options() })
  const waiting = listen()
  await engine.execute({ listener: waiting.listener })
  const state = JSON.stringify(await engine.getState())
  await engine.stop()
  return state
}

/** Load, complete the first waiting task, save. @returns the new state; null when the process has ended */
async function step(state) {
  const engine = new Engine(options()).recover(JSON.parse(state))
  const waiting = listen()
  let ended = false
  engine.once('end', () => {
    ended = true
  })
  await engine.resume({ listener: waiting.listener })
  waiting.tasks[0].signal()
  if (ended) return null
  const next = JSON.stringify(await engine.getState())
  await engine.stop()
  return next
}

function listen() {
  const waiting = { tasks: [], listener: new EventEmitter() }
  waiting.listener.on('activity.wait', (api) => {
    if (/UserTask|ManualTask|ReceiveTask/.test(api.type)) waiting.tasks.push(api)
  })
  return waiting
}

/** What this engine asks for beside the file as it is: conditions with their type, and a process marked executable. */
function runnable(xml) {
  return xml
    .replace(/<(\w+:)?definitions /, '$&xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" ')
    .replaceAll(/<(\w+:)?conditionExpression>/g, '<$1conditionExpression xsi:type="tFormalExpression">')
    .replace(/<(\w+:)?process (?!.*isExecutable)/, '$&isExecutable="true" ')
}
