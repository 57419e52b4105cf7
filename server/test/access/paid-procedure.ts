import { publishProcedure } from '../../src/modules/catalogue/index.ts'
import type { SmallProvince } from '../../src/modules/dossiers/testing/small-province.ts'
import { publishProcess } from '../../src/modules/process/index.ts'
import { SYSTEM } from '../../src/platform/actor.ts'
import { inTx } from '../../src/platform/ctx.ts'

/** Code of the procedure whose second step waits until the applicant has paid. */
export const PAID = '9.000800'

const XML = `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:motcua="urn:motcua:bpmn:1" id="d" targetNamespace="t">
  <message id="m" name="nghiaVuTaiChinhHoanThanh"/>
  <process id="p">
    <startEvent id="s"/>
    <userTask id="a" name="Thẩm định" motcua:roles="chuyenvien" motcua:hours="16" motcua:outcomes="dat:Đạt"/>
    <userTask id="b" name="Chờ nộp tiền" motcua:roles="tiepnhan" motcua:outcomes="xong:Đã nộp" motcua:clock="pause" motcua:status="6"/>
    <boundaryEvent id="paid" attachedToRef="b"><messageEventDefinition messageRef="m"/></boundaryEvent>
    <userTask id="c" name="Ký" motcua:roles="lanhdao" motcua:hours="8" motcua:outcomes="ky:Ký"/>
    <endEvent id="e"/>
    <sequenceFlow id="f1" sourceRef="s" targetRef="a"/>
    <sequenceFlow id="f2" sourceRef="a" targetRef="b"/>
    <sequenceFlow id="f3" sourceRef="b" targetRef="c"/>
    <sequenceFlow id="f4" sourceRef="paid" targetRef="c"/>
    <sequenceFlow id="f5" sourceRef="c" targetRef="e"/>
  </process>
</definitions>`

/** Publishes it, without a form. */
export const publishPaid = ({ root, procedure }: SmallProvince): Promise<unknown> =>
  inTx(root, SYSTEM, 'test', async (ctx) => {
    const { id } = await publishProcess(ctx, { key: 'tra-tien', xml: XML })
    const paid = { ...procedure, code: PAID, fees: [] }
    return publishProcedure(ctx, paid, { formVersionId: null, processVersionId: id })
  })
