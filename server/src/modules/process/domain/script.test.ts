import { describe, expect, test } from 'vitest'
import { flows, graphOf } from '../testing/bpmn.ts'
import { readScript, runScript, type ScriptStep } from './script.ts'

const timer = (id: string, host: string, duration: string, interrupting = true) =>
  `<boundaryEvent id="${id}" attachedToRef="${host}" cancelActivity="${interrupting}"><timerEventDefinition>
    <timeDuration>${duration}</timeDuration></timerEventDefinition></boundaryEvent>`

const body = `<startEvent id="s"/><parallelGateway id="f"/><userTask id="a"/><userTask id="b"/><userTask id="c"/><userTask id="d"/>
  ${timer('ta', 'a', 'PT48H')}${timer('tb', 'b', 'P1D', false)}${timer('tc', 'c', 'PT12H')}
  <boundaryEvent id="m" attachedToRef="b"><messageEventDefinition messageRef="thu"/></boundaryEvent><endEvent id="e"/>
  ${flows('s -> f', 'f -> a', 'f -> b', 'a -> e', 'b -> e', 'tb -> c', 'ta -> d', 'tc -> d', 'c -> e', 'd -> e', 'm -> e')}`
const MESSAGE = '<message id="thu" name="Thư trả lời"/>'

async function run(...steps: ScriptStep[]) {
  return runScript(await graphOf(body, MESSAGE), steps)
}

test('timers fire in order of time while the clock moves, also those that start on the way', async () => {
  const result = await run(
    { advance: 'PT23H59M' },
    { advance: 'PT1M' },
    { advance: 'PT24H' },
    { complete: 'b' },
  )
  expect(result).toEqual({
    start: { open: ['a', 'b'] },
    // After 24 hours c opens; after 36 its own timer makes it d; after 48 a becomes d too.
    steps: [{ open: ['a', 'b'] }, { open: ['a', 'b', 'c'] }, { open: ['b', 'd', 'd'] }, { open: ['d', 'd'] }],
    ended: false,
  })
})

test('a long advance does all of it at once', async () => {
  const result = await run(
    { advance: 'P1M' },
    { message: 'Thư trả lời' },
    { complete: 'd' },
    { complete: 'd' },
  )
  expect(result.steps).toEqual([
    { open: ['b', 'd', 'd'] },
    { open: ['d', 'd'] },
    { open: ['d'] },
    { open: [] },
  ])
  expect(result.ended).toBe(true)
})

test('a timer of a closed task does not fire', async () => {
  expect((await run({ complete: 'a' }, { message: 'thu' }, { advance: 'P9D' })).ended).toBe(true)
})

test.each<[ScriptStep[], string]>([
  [[{ complete: 'd' }], 'Bước 1 của kịch bản: bước “d” không đang mở; đang mở: “a”, “b”.'],
  [[{ complete: 'zzz' }], 'Bước 1 của kịch bản: quy trình không có bước “zzz”; đang mở: “a”, “b”.'],
  [[{ complete: 'f' }], 'không có bước “f”'],
  [[{ complete: 'a' }, { complete: 'a' }], 'Bước 2 của kịch bản'],
  [[{ message: 'zzz' }], 'thông điệp "zzz"; đang chờ: Thư trả lời.'],
  [[{ complete: 'a', outcome: 'hay' }], 'hãy chọn: xong'],
  [[{ complete: 'a' }, { complete: 'b' }, { complete: 'b' }], 'đã kết thúc'],
])('%j is refused', async (steps, message) => {
  await expect(run(...steps)).rejects.toThrow(message)
})

describe('the shape of a script', () => {
  test.each([
    [{}, 'danh sách JSON'],
    [[1], 'Bước 1 của kịch bản: cần'],
    [[{}], 'cần {"complete"'],
    [[{ complete: 'a' }, { finish: 'b' }], 'Bước 2'],
    [[{ complete: 'a', message: 'b' }], 'cần {"complete"'],
    [[{ complete: 'a', advance: 'PT1H' }], 'cần'],
    [[{ message: 'a', outcome: 'b' }], 'không có trường "outcome"'],
    [[{ complete: 1 }], '"complete" phải là chuỗi'],
    [[{ complete: 'a', set: [1] }], '"set" phải là'],
    [[{ advance: '48 giờ' }], 'ISO 8601'],
  ])('%j', (script, message) => {
    expect(() => readScript(script)).toThrow(message)
  })

  test('a good one passes as it is', () => {
    const script = [{ complete: 'a', set: { x: 1 }, outcome: 'xong' }, { message: 'm' }, { advance: 'P2D' }]
    expect(readScript(script)).toEqual(script)
  })
})
