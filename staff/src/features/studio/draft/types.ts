import type { paths } from '../../../../../contract/api.d.ts'

type Ok<P extends keyof paths, M extends 'get' | 'post' | 'put', S extends number = 200> = paths[P] extends {
  [K in M]: { responses: { [K in S]: { content: { 'application/json': infer T } } } }
}
  ? T
  : never

type Draft = Ok<'/api/v1/studio/drafts/{id}', 'get'>

/** What the API of the studio answers. */
export type Studio = {
  draft: Draft
  item: Ok<'/api/v1/studio/drafts', 'get'>['items'][number]
  part: Draft['parts'][number]
  check: Ok<'/api/v1/studio/drafts/{id}/check', 'post'>
  finding: Ok<'/api/v1/studio/drafts/{id}/check', 'post'>['problems'][number]
  play: Ok<'/api/v1/studio/drafts/{id}/simulation', 'post'>
  diff: Ok<'/api/v1/studio/drafts/{id}/diff', 'get'>
}

export type PartName = Studio['part']['part']

/** Where a finding about a golden case leads: the process with its trial open. No element has such an id. */
export const TRIAL = '/cases'
