import { describe, expect, test } from 'vitest'
import { bpmn, flows } from '../testing/bpmn.ts'
import { hoursOf } from './hours.ts'
import { importProcess } from './import.ts'
import { namesUsed } from './used-names.ts'

const codesOf = async (body: string, top = '') =>
  (await importProcess(bpmn(body, top))).problems.map((problem) => problem.code)
const around = (element: string, ...lines: string[]) =>
  `<startEvent id="s"/>${element}<endEvent id="e"/>${flows('s -> x', 'x -> e', ...lines)}`
const sub = (inside: string) => around(`<subProcess id="x">${inside}</subProcess>`)
const loop = (more: string, inside = '') =>
  around(
    `<userTask id="x"><multiInstanceLoopCharacteristics ${more}>${inside}</multiInstanceLoopCharacteristics></userTask>`,
  )

describe('what is wrong with the newer elements', () => {
  test.each([
    ['a sub-process without start', sub('<endEvent id="pe"/>'), 'process.no_start'],
    ['a sub-process without end', sub('<startEvent id="ps"/>'), 'process.no_end'],
    [
      'a flow into a sub-process',
      `<startEvent id="s"/><userTask id="a"/><subProcess id="x"><startEvent id="ps"/><userTask id="b"/><endEvent id="pe"/>${flows('ps -> b', 'b -> pe')}</subProcess><endEvent id="e"/>${flows('s -> a', 'a -> b', 's -> x', 'x -> e')}`,
      'process.crossing_flow',
    ],
    ['no list to repeat for', loop(''), 'process.no_items'],
    [
      'an answer without a place',
      around('<callActivity id="x" motcua:answers="con"/>'),
      'process.bad_attribute',
    ],
    [
      'an answer that is no FEEL',
      around('<sendTask id="x" motcua:answers="a: b +"/>'),
      'process.bad_expression',
    ],
    ['a list that is no FEEL', loop('motcua:items="a +"'), 'process.bad_expression'],
    ['a reserved name', loop('motcua:items="ds" motcua:element="outcome"'), 'process.bad_attribute'],
    [
      'a completion condition that is no FEEL',
      loop('motcua:items="ds"', '<completionCondition>1 +</completionCondition>'),
      'process.bad_expression',
    ],
    [
      'a rule without a result',
      around('<businessRuleTask id="x" motcua:expression="1 + 1"/>'),
      'process.bad_attribute',
    ],
    [
      'a rule over a reserved name',
      around('<businessRuleTask id="x" motcua:expression="1 + 1" motcua:result="outcomes"/>'),
      'process.bad_attribute',
    ],
    [
      'a task behind an event-based gateway',
      around('<eventBasedGateway id="x"/><userTask id="a"/>', 'x -> a', 'a -> e'),
      'process.no_event',
    ],
    [
      'an event with two ways in behind an event-based gateway',
      `<startEvent id="s"/><parallelGateway id="f"/><eventBasedGateway id="x"/><receiveTask id="a"/><endEvent id="e"/>${flows('s -> f', 'f -> x', 'f -> a', 'x -> a', 'a -> e')}`,
      'process.shared_event',
    ],
    [
      'an intermediate timer without time',
      around('<intermediateCatchEvent id="x"><timerEventDefinition/></intermediateCatchEvent>'),
      'process.bad_duration',
    ],
  ])('%s', async (_, body, code) => {
    expect(await codesOf(body)).toContain(code)
  })
})

test('what a call tells is read as written, and nothing of it is kept in the process', async () => {
  const body = around(
    `<callActivity id="x" motcua:hours="16" motcua:answers='con.ten: tre.ten; loai: "a; b"; '/>`,
  )
  const { graph } = await importProcess(bpmn(body))
  expect(graph!.nodes['x']).toMatchObject({
    answers: [
      { path: 'con.ten', text: 'tre.ten' },
      { path: 'loai', text: '"a; b"' },
    ],
  })
  expect([...namesUsed(graph!)]).toEqual([])
  expect(hoursOf(graph!).hours).toBe(16)
  const { problems } = await importProcess(bpmn(body), { fields: { tre: 'object', 'tre.hoTen': 'text' } })
  expect(problems.map((problem) => problem.code)).toEqual(['process.unknown_name'])
})
