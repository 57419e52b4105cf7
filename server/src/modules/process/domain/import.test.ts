import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { bpmn, flows, graphOf } from '../testing/bpmn.ts'
import { importProcess } from './import.ts'
import { decodeXml } from './xml.ts'

const shared = new URL('../../../../../../shared/data/bpmn/', import.meta.url)

const ONE_STEP = `<startEvent id="s"/><userTask id="t"/><endEvent id="e"/>${flows('s -> t', 't -> e')}`

async function problemsOf(xml: string) {
  return (await importProcess(xml)).problems
}

async function codesOf(body: string, top = '') {
  return (await problemsOf(bpmn(body, top))).map((problem) => problem.code)
}

describe.skipIf(!existsSync(shared))('the reference files of the BPMN working group', () => {
  const expected: Record<string, string[]> = {
    'A.1.0.bpmn': ['Task 1', 'Task 2', 'Task 3'],
    'A.2.0.bpmn': ['Task 1', 'Task 2', 'Task 3', 'Task 4'],
    'A.2.1.bpmn': ['Task 1', 'Task 2', 'Task 3', 'Task 4', 'XPath'],
    'A.3.0.bpmn': ['Task 1', 'Task 4', 'escalationEventDefinition'],
    'A.4.0.bpmn': ['2 quy trình', 'Message Flow 1', 'Message Flow 2', 'Task 6'],
    'A.4.1.bpmn': ['2 quy trình', 'messageFlow', 'Task 5'],
    'C.1.0.bpmn': ['2 quy trình', 'Scan Invoice', 'Invoice received', '7 days', '!approved'],
    'C.1.1.bpmn': ['invoiceApproved', "bpmn:getDataObject('approved')", 'reviewNotSuccessful'],
  }

  test('are all looked at', () => {
    expect(readdirSync(shared).filter((name) => name.endsWith('.bpmn'))).toEqual(Object.keys(expected))
  })

  test.each(Object.entries(expected))('%s is refused by name', async (file, names) => {
    const problems = await problemsOf(decodeXml(readFileSync(new URL(file, shared)))!)
    const text = problems.map((problem) => problem.message).join('\n')
    for (const name of names) expect(text).toContain(name)
    expect(problems.filter((problem) => problem.code === 'process.bad_xml')).toEqual([])
  })
})

describe('what is not supported is refused by name', () => {
  const inside = (element: string) =>
    `${ONE_STEP.replace('<userTask id="t"/>', `<userTask id="t"/>${element}`)}`
  test.each([
    ['<task id="x" name="Việc"/>', 'Công việc chưa phân loại (task) "Việc" (x)'],
    ['<manualTask id="x"/>', 'manualTask'],
    ['<scriptTask id="x"/>', 'scriptTask'],
    ['<transaction id="x"/>', 'transaction'],
    ['<adHocSubProcess id="x"/>', 'adHocSubProcess'],
    ['<subProcess id="x" triggeredByEvent="true"/>', 'triggeredByEvent'],
    ['<complexGateway id="x"/>', 'Cổng phức hợp (complexGateway) "x"'],
    [
      '<intermediateCatchEvent id="x"><signalEventDefinition/></intermediateCatchEvent>',
      'intermediateCatchEvent',
    ],
    ['<endEvent id="x"><messageEventDefinition/></endEvent>', 'messageEventDefinition'],
    [
      '<serviceTask id="x"><multiInstanceLoopCharacteristics/></serviceTask>',
      'multiInstanceLoopCharacteristics',
    ],
    ['<receiveTask id="x"><standardLoopCharacteristics/></receiveTask>', 'standardLoopCharacteristics'],
    ['<intermediateThrowEvent id="x"/>', 'intermediateThrowEvent'],
    ['<startEvent id="x"><messageEventDefinition/></startEvent>', 'messageEventDefinition'],
    [
      '<boundaryEvent id="x" attachedToRef="t"><signalEventDefinition/></boundaryEvent>',
      'signalEventDefinition',
    ],
    [
      '<boundaryEvent id="x" attachedToRef="t"><timerEventDefinition><timeCycle>R/PT1H</timeCycle></timerEventDefinition></boundaryEvent>',
      'timeCycle',
    ],
    ['<userTask id="x"><standardLoopCharacteristics/></userTask>', 'standardLoopCharacteristics'],
    ['<userTask id="x" isForCompensation="true"/>', 'isForCompensation'],
  ])('%s', async (element, name) => {
    const problems = await problemsOf(bpmn(inside(element)))
    expect(
      problems.find((p) => p.code === 'process.unsupported' && p.element?.id === 'x')?.message,
    ).toContain(name)
  })

  test('every unsupported element is listed, inside sub-processes too', async () => {
    const body = inside(
      '<transaction id="x"><scriptTask id="y"/></transaction><subProcess id="u"><manualTask id="z"/></subProcess>',
    )
    const problems = await problemsOf(bpmn(body))
    expect(problems.map((problem) => problem.element?.id)).toEqual(['x', 'y', 'z'])
  })
})

test('lanes, one pool, annotations, groups, data objects and documentation are carried without effect', async () => {
  const top = `<collaboration id="c"><participant id="pool" processRef="quy_trinh"/><participant id="dan" name="Công dân"/>
    <textAnnotation id="n0"><text>Ghi chú</text></textAnnotation></collaboration>
    <category id="k"><categoryValue id="kv"/></category>`
  const body = `<documentation>Về quy trình</documentation><laneSet id="ls"><lane id="l"><flowNodeRef>t</flowNodeRef></lane></laneSet>
    ${ONE_STEP}<dataObject id="o"/><dataObjectReference id="r" dataObjectRef="o"/>
    <textAnnotation id="n"><text>Ghi chú</text></textAnnotation><association id="a" sourceRef="t" targetRef="n"/>
    <group id="g" categoryValueRef="kv"/>`
  const { problems, warnings, graph } = await importProcess(bpmn(body, top))
  expect(problems).toEqual([])
  expect(warnings.map((warning) => warning.code)).toEqual(['process.no_roles', 'process.no_hours'])
  expect(Object.keys(graph!.nodes)).toEqual(['s', 't', 'e'])
})

describe('attributes of steps', () => {
  test('are read, and have defaults', async () => {
    const graph = await graphOf(
      `<startEvent id="s"/><endEvent id="e"/>
      <userTask id="a" motcua:roles="tiepnhan, chuyenvien" motcua:unit="return" motcua:hours="3.5" motcua:clock="pause"
        motcua:outcomes="duyet:Duyệt;tralai:Trả lại: sửa" motcua:status="6" motcua:counted="false" motcua:form="ngay:date!:Ngày kiểm tra"/>
      <userTask id="b"/><serviceTask id="c" motcua:action="cap_so"/>${flows('s -> a', 'a -> b', 'b -> c', 'c -> e')}`,
    )
    expect(graph.nodes['a']).toMatchObject({
      step: {
        roles: ['tiepnhan', 'chuyenvien'],
        unit: 'return',
        hours: 3.5,
        outcomes: [
          { key: 'duyet', name: 'Duyệt' },
          { key: 'tralai', name: 'Trả lại: sửa' },
        ],
        clock: 'pause',
        status: 6,
        counted: false,
        form: 'ngay:date!:Ngày kiểm tra',
      },
    })
    expect(graph.nodes['b']).toMatchObject({
      step: {
        roles: [],
        unit: 'competent',
        hours: null,
        outcomes: [{ key: 'xong', name: 'Hoàn thành' }],
        clock: 'run',
      },
    })
    expect(graph.nodes['c']).toMatchObject({ action: 'cap_so' })
  })

  test.each([
    'hours="3,5"',
    'hours="0"',
    'hours="nhiều"',
    'roles="tiếp nhận"',
    'roles=""',
    'outcomes="duyet:Duyệt;duyet:Lại"',
    'outcomes=""',
    'clock="stop"',
    'status="11"',
    'counted="có"',
    'form="a b"',
  ])('motcua:%s is refused with a hint', async (attribute) => {
    const problems = await problemsOf(bpmn(ONE_STEP.replace('id="t"', `id="t" motcua:${attribute}`)))
    expect(problems).toMatchObject([{ code: 'process.bad_attribute', element: { id: 't' } }])
  })

  test.each(['motcua:hour="1"', 'color="red"'])('%s is unknown', async (attribute) => {
    const problems = await problemsOf(bpmn(ONE_STEP.replace('id="t"', `id="t" ${attribute}`)))
    expect(problems).toMatchObject([{ code: 'process.unknown_attribute', element: { id: 't' } }])
  })
})

describe('the form of the process', () => {
  const split = (attributes: string, ...lines: string[]) =>
    `<startEvent id="s"/><exclusiveGateway id="x" ${attributes}/><userTask id="a"/><userTask id="b"/><endEvent id="e"/>
    ${flows('s -> x', 'a -> e', 'b -> e', ...lines)}`
  test.each([
    ['no start', `<userTask id="t"/><endEvent id="e"/>${flows('t -> e')}`, ['process.no_start']],
    ['two starts', `${ONE_STEP}<startEvent id="s2"/>${flows('s2 -> t')}`, ['process.many_starts']],
    ['no end', `<startEvent id="s"/><userTask id="t"/>${flows('s -> t', 't -> t')}`, ['process.no_end']],
    ['empty', '', ['process.no_start', 'process.no_end']],
    ['a dead step', `${ONE_STEP}<userTask id="u"/>${flows('u -> e')}`, ['process.unreachable']],
    ['a trap', `${ONE_STEP}<userTask id="u"/>${flows('t -> u', 'u -> u')}`, ['process.no_way_to_end']],
    ['no way out', `${ONE_STEP}<userTask id="u"/>${flows('t -> u')}`, ['process.no_way_out']],
    ['a flow into the start', ONE_STEP + flows('t -> s'), ['process.flow_into']],
    ['a flow out of an end', ONE_STEP + flows('e -> t'), ['process.flow_out_of_end']],
    ['a flow without target', `${ONE_STEP}<sequenceFlow id="f" sourceRef="t"/>`, ['process.loose_flow']],
    [
      'a flow to nothing',
      `${ONE_STEP}<sequenceFlow id="f" sourceRef="t" targetRef="nobody"/>`,
      ['process.unresolved_reference'],
    ],
    ['a flow to data', `${ONE_STEP}<dataObject id="o"/>${flows('t -> o')}`, ['process.loose_flow']],
    ['several flows without condition', split('', 'x -> a', 'x -> b'), ['process.no_condition']],
    [
      'a condition on the default',
      split('default="x_b"', 'x -> a if y', 'x -> b if z'),
      ['process.condition_on_default'],
    ],
    ['a strange default', split('default="s_x"', 'x -> a if y', 'x -> b'), ['process.bad_default']],
    ['no FEEL', split('', 'x -> a if y +', 'x -> b'), ['process.bad_expression']],
    [
      'a condition behind a parallel gateway',
      `<startEvent id="s"/><parallelGateway id="x"/><userTask id="a"/><endEvent id="e"/>${flows('s -> x', 'x -> a if y', 'a -> e')}`,
      ['process.condition_not_allowed'],
    ],
    [
      'a join that always waits',
      `<startEvent id="s"/><exclusiveGateway id="x"/><userTask id="a"/><userTask id="b"/><parallelGateway id="j"/><endEvent id="e"/>
      ${flows('s -> x', 'x -> a if y', 'x -> b', 'a -> j', 'b -> j', 'j -> e')}`,
      ['process.never_ends', 'process.may_stick'],
    ],
    [
      'a bad duration',
      `${ONE_STEP}<boundaryEvent id="b" attachedToRef="t"><timerEventDefinition><timeDuration>2 ngày</timeDuration></timerEventDefinition></boundaryEvent>${flows('b -> e')}`,
      ['process.bad_duration'],
    ],
    [
      'an event on a gateway',
      `${split('default="x_b"', 'x -> a if y', 'x -> b')}<boundaryEvent id="ev" attachedToRef="x"><messageEventDefinition/></boundaryEvent>${flows('ev -> e')}`,
      ['process.unresolved_reference', 'process.no_host'],
    ],
  ])('%s', async (_, body, codes) => {
    const found = await codesOf(body)
    expect(found).toEqual(expect.arrayContaining(codes.slice(-1)))
    for (const code of found) expect(codes.concat('process.loose_flow', 'process.no_way_out')).toContain(code)
  })

  test('warnings: a split without default, a join that may wait, a service without action', async () => {
    const { warnings } = await importProcess(
      bpmn(`<startEvent id="s"/><parallelGateway id="and"/><userTask id="a"/><userTask id="b"/><exclusiveGateway id="x"/>
        <parallelGateway id="j"/><serviceTask id="m"/><endEvent id="e"/><endEvent id="e2"/>
        ${flows('s -> and', 'and -> a', 'and -> b', 'a -> j', 'b -> x', 'x -> j if y = 1', 'x -> e2 if y = 2', 'j -> m', 'm -> e')}`),
    )
    const codes = warnings.map((warning) => `${warning.code} ${warning.element?.id}`)
    expect(codes).toContain('process.may_stick j')
    expect(codes).toContain('process.may_have_no_path x')
    expect(codes).toContain('process.no_action m')
  })

  test.each([
    [['x -> a if outcome = "duyet"', 'x -> b if outcome = "tralai"'], false],
    [['x -> a if outcomes.t = "duyet"', 'x -> b if outcomes.t = "tralai"'], false],
    [['x -> a if du', 'x -> b if not(du)'], false],
    [['x -> a if outcome = "duyet"', 'x -> b if outcome = "khac"'], true],
  ])('%j leave something out: %s', async (lines, warned) => {
    const { warnings } = await importProcess(
      bpmn(`<startEvent id="s"/><userTask id="t" motcua:outcomes="duyet:Duyệt;tralai:Trả lại"/><exclusiveGateway id="x"/>
        <userTask id="a"/><userTask id="b"/><endEvent id="e"/>${flows('s -> t', 't -> x', 'a -> e', 'b -> e', ...lines)}`),
    )
    expect(warnings.some((warning) => warning.code === 'process.may_have_no_path')).toBe(warned)
  })

  test('roles, units and the legal limit are checked when known', async () => {
    const xml = bpmn(
      ONE_STEP.replace('id="t"', 'id="t" motcua:roles="thuky" motcua:unit="phong9" motcua:hours="9"'),
    )
    const context = { roles: ['tiepnhan'], units: ['phong1'], legalHours: 8 }
    const { problems } = await importProcess(xml, context)
    expect(problems.map((p) => p.code)).toEqual([
      'process.unknown_role',
      'process.unknown_unit',
      'process.too_long',
    ])
  })
})

describe('damaged or dangerous files', () => {
  test.each([
    ['text', 'hello', 'process.bad_xml', 1],
    ['nothing', '', 'process.bad_xml', undefined],
    ['an open tag', bpmn('<userTask id="t">'), 'process.bad_xml', 6],
    ['a cut', bpmn(ONE_STEP).slice(0, 300), 'process.bad_xml', undefined],
    ['an unknown element', bpmn('<fooTask id="b"/>'), 'process.bad_xml', 5],
    ['a repeated id', bpmn('<userTask id="a"/>\n<userTask id="a"/>'), 'process.bad_xml', 6],
    ['another language', '<html/>', 'process.bad_xml', 1],
    [
      'a document type',
      `<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>\n${bpmn(ONE_STEP)}`,
      'process.doctype',
      1,
    ],
    ['a strange id', bpmn(ONE_STEP.replaceAll('"t"', '"__proto__"')), 'process.bad_id', undefined],
  ])('%s', async (_, xml, code, line) => {
    const [problem] = await problemsOf(xml)
    expect(problem).toMatchObject({ code })
    if (line !== undefined) expect(problem?.line).toBe(line)
  })

  test('files over 5 MB are refused unread', async () => {
    const problems = await problemsOf(bpmn(`<!--${'x'.repeat(5 * 1024 * 1024)}-->`))
    expect(problems).toMatchObject([{ code: 'process.too_large' }])
  })

  test('text is decoded as the file declares', () => {
    const latin = Buffer.from('<?xml version="1.0" encoding="ISO-8859-1"?><a>\xe9</a>', 'latin1')
    expect(decodeXml(latin)).toContain('é')
    expect(decodeXml(Buffer.from('<a>\xe9</a>', 'latin1'))).toBeNull()
    expect(decodeXml(Buffer.from('\ufeff<a>ế</a>'))).toBe('<a>ế</a>')
    expect(decodeXml(Buffer.from('\ufeff<a>ế</a>', 'utf16le'))).toBe('<a>ế</a>')
    expect(decodeXml(Buffer.from('<?xml version="1.0" encoding="x-none"?><a/>'))).toBeNull()
  })
})
