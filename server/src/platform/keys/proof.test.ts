import { expect, it } from 'vitest'
import { isProof, proofOf } from './proof.ts'
import { newKey } from './seal.ts'

const keys = { index: newKey() }

it('proves one text for one purpose under one key, and nothing else', () => {
  const proof = proofOf(keys, 'a', 'chữ')
  expect(proof).toMatch(/^[\w-]{24}$/)
  expect(isProof(keys, 'a', 'chữ', proof)).toBe(true)
  expect(isProof(keys, 'a', 'chư', proof)).toBe(false)
  expect(isProof(keys, 'b', 'chữ', proof)).toBe(false)
  expect(isProof({ index: newKey() }, 'a', 'chữ', proof)).toBe(false)
  for (const wrong of ['', 'x', proof.slice(1), `${proof}AAAA`])
    expect(isProof(keys, 'a', 'chữ', wrong)).toBe(false)
})
