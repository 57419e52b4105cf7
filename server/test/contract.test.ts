import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { repositoryRoot } from '../src/platform/paths.ts'
import { generatedFiles } from './contract/generated-files.ts'
import { gapsOf, type OpenApi } from './contract/open-api.ts'

describe('the contract', () => {
  let api: OpenApi
  let files: Record<string, string>
  beforeAll(async () => {
    const generated = await generatedFiles()
    api = generated.api
    files = generated.files
  })

  it('leaves nothing of a route unsaid', () => {
    expect(gapsOf(api)).toEqual([])
  })

  it.each(['contract/openapi.json', 'contract/api.d.ts', 'docs/permissions.md', 'docs/events.md'])(
    '%s says what the code says (else run: npm run gen)',
    (path) => {
      const committed = readFileSync(join(repositoryRoot, path), 'utf8')
      expect(firstDifference(committed, files[path]!)).toBeNull()
    },
  )
})

/** The first line that differs: the whole difference of such files is too long to read. */
function firstDifference(committed: string, generated: string) {
  const [old, now] = [committed.split('\n'), generated.split('\n')]
  const line = now.findIndex((text, index) => text !== old[index])
  if (line < 0 && old.length === now.length) return null
  return { line: line + 1, committed: old[line], generated: now[line] }
}

describe('gapsOf', () => {
  const whole = {
    operationId: 'showTree',
    summary: 'Xem một cây',
    tags: ['trees'],
    responses: { 200: { content: { 'application/json': { schema: {} } } } },
    'x-permission': 'public',
  }
  const gaps = (operation: object) => gapsOf({ paths: { '/trees': { get: { ...whole, ...operation } } } })

  it.each([
    ['a whole route', {}, []],
    ['an answer without a body', { responses: { 204: {} } }, []],
    ['no name', { operationId: undefined }, ['GET /trees has no operationId']],
    ['no summary', { summary: '' }, ['GET /trees has no summary']],
    ['no tag', { tags: [] }, ['GET /trees has no tags']],
    ['no permission', { 'x-permission': undefined }, ['GET /trees has no permission']],
    ['no answer', { responses: {} }, ['GET /trees has no response schema']],
    ['an answer of any shape', { responses: { 200: {} } }, ['GET /trees has no response schema']],
    [
      'only a refusal described',
      { responses: { 404: { content: { 'application/json': { schema: {} } } } } },
      ['GET /trees has no response schema'],
    ],
  ])('%s', (_what, operation, expected) => {
    expect(gaps(operation)).toEqual(expected)
  })

  it('two routes of one name', () => {
    expect(gapsOf({ paths: { '/a': { get: whole }, '/b': { get: whole } } })).toEqual([
      'GET /a shares its operationId showTree',
      'GET /b shares its operationId showTree',
    ])
  })
})
