import { describe, expect, it } from 'vitest'
import { graphOf } from '../testing/bpmn.ts'
import { describeProcessChanges } from './diff.ts'
import { traceCase } from './trace.ts'

const BODY = `<startEvent id="s" />
  <userTask id="a" name="Thẩm định" motcua:outcomes="dat:Đạt;tra:Trả lại" motcua:hours="2" />
  <exclusiveGateway id="g" default="f_on" />
  <userTask id="b" name="Ký" />
  <endEvent id="e" />
  <sequenceFlow id="f1" sourceRef="s" targetRef="a" />
  <sequenceFlow id="f2" sourceRef="a" targetRef="g" />
  <sequenceFlow id="f_back" sourceRef="g" targetRef="a"><conditionExpression>outcome = "tra"</conditionExpression></sequenceFlow>
  <sequenceFlow id="f_on" sourceRef="g" targetRef="b" />
  <sequenceFlow id="f3" sourceRef="b" targetRef="e" />`

describe('traceCase', () => {
  it('tells at every rest what happened, the flows taken and where tokens stand', async () => {
    const script = [{ complete: 'a', outcome: 'tra' }, { complete: 'a' }, { complete: 'b' }]
    const traced = traceCase(await graphOf(BODY), {
      name: 'một lần trả',
      script,
      expect: { path: ['a', 'a', 'b'] },
    })
    expect(traced).toEqual({
      name: 'một lần trả',
      ok: true,
      problems: [],
      frames: [
        { text: 'Bắt đầu', flows: ['f1'], tokens: ['a'], ended: false },
        { text: 'Xong “Thẩm định”: Trả lại', flows: ['f2', 'f_back'], tokens: ['a'], ended: false },
        { text: 'Xong “Thẩm định”: Đạt', flows: ['f2', 'f_on'], tokens: ['b'], ended: false },
        { text: 'Xong “Ký”: Hoàn thành', flows: ['f3'], tokens: [], ended: true },
      ],
    })
  })

  it('shows as far as it comes when a step does not fit, and says why', async () => {
    const traced = traceCase(await graphOf(BODY), {
      name: 'sai',
      script: [{ complete: 'b' }],
      expect: { path: ['b'] },
    })
    expect(traced).toMatchObject({ ok: false, frames: [{ text: 'Bắt đầu' }] })
    expect(traced.problems).toEqual([
      'Trường hợp mẫu “sai”: Bước 1 của kịch bản: bước “Ký” không đang mở; đang mở: “Thẩm định”.',
    ])
  })
})

describe('describeProcessChanges', () => {
  it('tells steps added, set otherwise and taken out, and the ways between them', async () => {
    const before = await graphOf(BODY)
    const after = await graphOf(
      BODY.replace('motcua:hours="2"', 'motcua:hours="3"')
        .replace('name="Ký"', 'name="Ký số" motcua:roles="lanhdao"')
        .replace(
          '<sequenceFlow id="f3" sourceRef="b" targetRef="e" />',
          '<userTask id="c" name="Vào sổ" /><sequenceFlow id="f3" sourceRef="b" targetRef="c" /><sequenceFlow id="f4" sourceRef="c" targetRef="e" />',
        ),
    )
    expect(describeProcessChanges(before, after).map((change) => change.text)).toEqual([
      'Thêm bước “Vào sổ” (vai trò chưa nêu, số giờ chưa nêu).',
      'Ở bước “Thẩm định”: số giờ “2” đổi thành “3”.',
      'Ở bước “Ký số”: tên cũ là “Ký”.',
      'Ở bước “Ký số”: vai trò “chưa nêu” đổi thành “lanhdao”.',
      'Thêm đường “Ký số” → “Vào sổ”.',
      'Thêm đường “Vào sổ” → e.',
      'Bỏ đường “Ký” → e.',
    ])
    expect(describeProcessChanges(before, before)).toEqual([])
    const told = async (change: (xml: string) => string) =>
      describeProcessChanges(before, await graphOf(change(BODY))).map((one) => one.text)
    expect(await told((xml) => xml.replace('dat:Đạt', 'dat:Đủ điều kiện'))).toEqual([
      'Ở bước “Thẩm định”: các kết quả “Đạt; Trả lại” đổi thành “Đủ điều kiện; Trả lại”.',
    ])
    expect(await told((xml) => xml.replace('name="Ký"', 'name="Ký" motcua:status="6"'))).toEqual([
      'Ở bước “Ký”: trạng thái hồ sơ “không đổi” đổi thành “Yêu cầu thực hiện nghĩa vụ tài chính”.',
    ])
    expect(await told((xml) => xml.replace('outcome = "tra"', 'lanTra &lt; 2'))).toEqual([
      'Thêm đường g → “Thẩm định”, khi đúng điều kiện “lanTra < 2”.',
      'Bỏ đường g → “Thẩm định”, khi kết quả là “Trả lại”.',
    ])
    expect(describeProcessChanges(null, before)).toHaveLength(5)
  })
})
