import { expect, test } from 'vitest'
import { flows, graphOf } from '../testing/bpmn.ts'
import { hoursOf } from './hours.ts'

const step = (id: string, hours: number | null, more = '') =>
  `<userTask id="${id}" ${hours === null ? '' : `motcua:hours="${hours}"`} ${more}/>`

test('a line of steps is the sum, without steps that pause or do not count', async () => {
  const graph = await graphOf(
    `<startEvent id="s"/>${step('a', 0.1)}${step('b', 0.2)}${step('cho', 100, 'motcua:clock="pause"')}
    ${step('n', 7, 'motcua:counted="false"')}${step('c', null)}<endEvent id="e"/>
    ${flows('s -> a', 'a -> b', 'b -> cho', 'cho -> n', 'n -> c', 'c -> e')}`,
  )
  expect(hoursOf(graph)).toEqual({ hours: 0.3, path: ['a', 'b', 'cho', 'n', 'c'], missing: ['c'] })
})

test('parallel branches count the longest', async () => {
  // domain.md 9.2 no. 8: consultation runs beside the appraisal.
  const graph = await graphOf(
    `<startEvent id="s"/><parallelGateway id="f"/>${step('tham_dinh', 18)}${step('lay_y_kien', 16)}<parallelGateway id="j"/>
    ${step('du_thao', 12)}<endEvent id="e"/>
    ${flows('s -> f', 'f -> lay_y_kien', 'f -> tham_dinh', 'tham_dinh -> j', 'lay_y_kien -> j', 'j -> du_thao', 'du_thao -> e')}`,
  )
  expect(hoursOf(graph)).toEqual({ hours: 30, path: ['tham_dinh', 'du_thao'], missing: [] })
})

const review = (usual: string) => `<startEvent id="s"/>${step('lam', 4)}
  ${step('duyet', 2, `motcua:outcomes="${usual}"`)}<exclusiveGateway id="x" default="x_tu_choi"/>
  ${step('ky', 1)}${step('tu_choi', 8)}<endEvent id="e"/>
  ${flows('s -> lam', 'lam -> duyet', 'duyet -> x', 'x -> ky if outcome = "dat"', 'x -> lam if outcome = "lai"', 'x -> tu_choi', 'ky -> e', 'tu_choi -> e')}`

test.each([
  ['dat:Đạt;lai:Làm lại;huy:Từ chối', 7, ['lam', 'duyet', 'ky']],
  ['huy:Từ chối;lai:Làm lại;dat:Đạt', 14, ['lam', 'duyet', 'tu_choi']],
  ['lai:Làm lại;dat:Đạt', 14, ['lam', 'duyet', 'tu_choi']],
])('the usual outcome decides, a loop is gone through once: %s', async (outcomes, hours, path) => {
  expect(hoursOf(await graphOf(review(outcomes)))).toEqual({ hours, path, missing: [] })
})

test('where data decide, the longest way counts', async () => {
  const graph = await graphOf(
    `<startEvent id="s"/>${step('a', 1)}<exclusiveGateway id="x" default="x_c"/>${step('b', 5)}${step('c', 2)}<endEvent id="e"/>
    ${flows('s -> a', 'a -> x', 'x -> b if dien_tich > 500', 'x -> c', 'b -> e', 'c -> e')}`,
  )
  expect(hoursOf(graph).hours).toBe(6)
})
