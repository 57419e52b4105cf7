import { Type } from 'typebox'
import { Closed, Moment, type Of, Page, PageQuery, Text } from '../../platform/http/schema.ts'

export const New__Thing__ = Closed({ name: Text(200, { minLength: 1 }) })

export const __Thing__Query = Closed(PageQuery)

export const __Thing__View = Type.Object(
  { id: Type.String(), name: Type.String(), createdAt: Moment() },
  { title: '__Thing__' },
)

export const __Thing__Page = Page(__Thing__View)

export type New__Thing__ = Of<typeof New__Thing__>
export type __Thing__Query = Of<typeof __Thing__Query>
export type __Thing__View = Of<typeof __Thing__View>
export type __Thing__Page = Of<typeof __Thing__Page>
