import { describe, expect, test } from 'vitest'
import { bpmn, flows, graphOf } from '../testing/bpmn.ts'
import type { CheckContext } from './checks.ts'
import { fieldTypesOf } from './expression-types.ts'
import { importProcess } from './import.ts'
import { readCases, simulate } from './simulate.ts'

const codesOf = async (body: string, context: CheckContext) =>
  (await importProcess(bpmn(body), { strict: true, ...context })).problems.map((problem) => problem.code)

describe('soundness', () => {
  const fork = `<startEvent id="s"/><parallelGateway id="f"/><userTask id="a"/><userTask id="b"/><exclusiveGateway id="x"/>
    <parallelGateway id="j"/><endEvent id="e"/><endEvent id="e2"/>
    ${flows('s -> f', 'f -> a', 'f -> b', 'a -> j', 'b -> x', 'x -> j if y', 'x -> e2', 'j -> e')}`
  const service = '<serviceTask id="m" motcua:action="x"/>'
  test.each([
    ['a join that may wait for ever', fork, 'process.may_stick'],
    [
      'a loop that cannot be left',
      `<startEvent id="s"/><userTask id="a"/><exclusiveGateway id="x" default="x_e"/><userTask id="b"/><parallelGateway id="j"/><endEvent id="e"/>
      ${flows('s -> a', 'a -> x', 'x -> b if y', 'x -> e', 'b -> j', 'j -> b')}`,
      'process.no_way_to_end',
    ],
    [
      'a step behind a join that is never filled',
      `<startEvent id="s"/><exclusiveGateway id="x" default="x_e"/><userTask id="a"/><userTask id="b"/><parallelGateway id="j"/><userTask id="c"/><endEvent id="e"/>
      ${flows('s -> x', 'x -> a if y', 'x -> b if z', 'x -> e', 'a -> j', 'b -> j', 'j -> c', 'c -> e')}`,
      'process.dead_step',
    ],
    [
      'an event of a sub-process that is over at once',
      `<startEvent id="s"/><subProcess id="p"><startEvent id="ps"/>${service}<endEvent id="pe"/>${flows('ps -> m', 'm -> pe')}</subProcess>
      <boundaryEvent id="ev" attachedToRef="p"><messageEventDefinition/></boundaryEvent><userTask id="c"/><endEvent id="e"/>
      ${flows('s -> p', 'p -> e', 'ev -> c', 'c -> e')}`,
      'process.dead_step',
    ],
  ])('%s is refused', async (_, body, code) => {
    expect(await codesOf(body, {})).toContain(code)
  })

  test('it is only warned of outside publication', async () => {
    const { graph, warnings } = await importProcess(bpmn(fork))
    expect(graph).not.toBeNull()
    expect(warnings.map((warning) => warning.code)).toContain('process.may_stick')
  })
})

test('more papers may be asked for on one path only', async () => {
  const body = (second: string) => `<startEvent id="s"/><userTask id="a" motcua:supplement="true"/>
    <userTask id="b" motcua:supplement="${second}"/><endEvent id="e"/>${flows('s -> a', 'a -> b', 'b -> e')}`
  expect(await codesOf(body('false'), {})).toEqual([])
  expect(await codesOf(body('true'), {})).toEqual(['process.many_supplements'])
})

describe('expressions against the form', () => {
  const asking = (condition: string) =>
    `<startEvent id="s"/><userTask id="a" motcua:outcomes="dat:Đạt;lai:Làm lại"/><exclusiveGateway id="x" default="x_e"/><userTask id="b"/><endEvent id="e"/>
    ${flows('s -> a', 'a -> x', `x -> b if ${condition}`, 'x -> e', 'b -> e')}`
  const fields = {
    dien_tich: 'number',
    ho_ten: 'text',
    gap: 'boolean',
    dia_chi: 'object',
    'dia_chi.commune': 'text',
    ban_sao: 'list',
  } as const
  test.each([
    ['dien_tich > 500', []],
    ['gap and outcome = "dat"', []],
    ['outcomes.a = "lai" or dia_chi.commune = "24133"', []],
    ['count(ban_sao) > 2 and ho_ten != null', []],
    ['today() < "2026-01-01"', []],
    ['dien_tic > 500', ['process.unknown_name']],
    ['dia_chi.xa = "24133"', ['process.unknown_name']],
    ['outcomes.z = "dat"', ['process.unknown_name', 'process.unknown_outcome']],
    ['outcome = "duyet"', ['process.unknown_outcome']],
    ['dien_tich > "500"', ['process.bad_type']],
    ['dien_tich + 1', ['process.bad_type']],
    ['gap and ho_ten', ['process.bad_type']],
  ])('%s: %j', async (condition, codes) => {
    expect(await codesOf(asking(condition), { fields })).toEqual(codes)
  })

  test('what a step asks its officer is known, and no name is used twice for two things', async () => {
    const body = (form: string, condition: string) =>
      asking(condition).replace('<userTask id="a"', `<userTask id="a" motcua:form="${form}"`)
    const codes = (form: string, condition: string) => codesOf(body(form, condition), { fields })
    expect(await codes('thucDo:number:Diện tích đo', 'thucDo > dien_tich')).toEqual([])
    expect(await codes('thucDo:text:Diện tích đo', 'thucDo > 100')).toEqual(['process.bad_type'])
    expect(await codes('dien_tich:number:Diện tích đo', 'dien_tich > 1')).toEqual(['process.name_taken'])
    expect(await codes('outcome:text:Kết quả', 'gap')).toEqual(['process.name_taken'])
    expect(await codes('phieu', 'gap')).toEqual(['process.bad_attribute'])
    const twice = (kind: string) =>
      codesOf(
        body('do:number:Diện tích đo', 'gap').replace(
          '<userTask id="b"',
          `<userTask id="b" motcua:form="do:${kind}:Đo lại"`,
        ),
        { fields },
      )
    expect(await twice('number')).toEqual([])
    expect(await twice('text')).toEqual(['process.name_taken'])
  })

  test('what a rule sets and the item of a repeated task are known', async () => {
    const body = (
      until: string,
    ) => `<startEvent id="s"/><businessRuleTask id="r" motcua:expression="dien_tich * 2" motcua:result="phi"/>
      <userTask id="a"><multiInstanceLoopCharacteristics motcua:items="ban_sao" motcua:element="ban"><completionCondition>${until}</completionCondition></multiInstanceLoopCharacteristics></userTask>
      <endEvent id="e"/>${flows('s -> r', 'r -> a', 'a -> e')}`
    expect(await codesOf(body('phi = 4 and ban = 1 and numberOfCompletedInstances = 2'), { fields })).toEqual(
      [],
    )
    expect(await codesOf(body('bam = 1'), { fields })).toEqual(['process.unknown_name'])
  })

  test('types are read off a form', () => {
    const label = { vi: 'x', en: 'x' }
    const field = (key: string, type: 'text' | 'multiline' | 'date') => ({ key, type, label }) as never
    const inner = [field('ten', 'text')]
    const form = {
      sections: [
        {
          key: 's',
          title: label,
          fields: [
            field('ngay', 'date'),
            { key: 'nguoi', type: 'group' as const, label, fields: inner },
            { key: 'ds', type: 'repeat' as const, label, fields: inner },
          ],
        },
      ],
    }
    expect(fieldTypesOf(form)).toEqual({
      ngay: 'text',
      nguoi: 'object',
      'nguoi.ten': 'text',
      ds: 'list',
      'ds.ten': 'list',
    })
  })
})

describe('golden cases', () => {
  const graph = () =>
    graphOf(`<startEvent id="s"/><userTask id="a" motcua:outcomes="dat:Đạt;lai:Làm lại"/><exclusiveGateway id="x" default="x_m"/>
      <userTask id="b"/><serviceTask id="m" motcua:action="capSo"/><endEvent id="e"/>
      ${flows('s -> a', 'a -> x', 'x -> b if outcome = "lai" or lon', 'x -> m', 'b -> a', 'm -> e')}`)
  const usual = { name: 'thường', script: [{ complete: 'a' }], expect: { path: ['a'], actions: ['capSo'] } }

  test('play as expected; steps that none went through are told', async () => {
    expect(simulate(await graph(), [usual])).toEqual({
      cases: [{ name: 'thường', ok: true, path: ['a'], actions: ['capSo'] }],
      problems: [],
      untried: ['b'],
    })
  })

  test.each([
    [{ ...usual, vars: { lon: true } }, 'việc của máy và thông điệp mong đợi: capSo; thực tế: không có.'],
    [{ ...usual, vars: { lon: true } }, 'quy trình chưa kết thúc.'],
    [{ ...usual, expect: { path: ['a', 'b'] } }, 'các bước đã làm mong đợi: a → b; thực tế: a.'],
    [{ ...usual, expect: { path: ['a'], ended: false } }, 'quy trình đã kết thúc.'],
    [{ ...usual, script: [{ complete: 'b' }] }, 'Bước 1 của kịch bản: bước “b” không đang mở'],
  ])('what differs is told: %#', async (golden, text) => {
    const { cases, problems } = simulate(await graph(), [golden])
    expect(cases[0]?.ok).toBe(false)
    expect(problems.map((problem) => problem.message).join('\n')).toContain(`Trường hợp mẫu “thường”: `)
    expect(problems.map((problem) => problem.message).join('\n')).toContain(text)
  })

  test('are read from JSON', () => {
    expect(readCases([usual])).toEqual([usual])
    expect(() => readCases({})).toThrow('danh sách JSON')
    expect(() => readCases([{ name: 'x' }])).toThrow('Trường hợp mẫu thứ 1')
    expect(() => readCases([{ ...usual, script: [{}] }])).toThrow('Bước 1')
  })
})
