import { type Static, type TProperties, type TSchema, Type } from 'typebox'

/** An object that refuses unknown fields: for bodies, query strings and path parameters. */
export const Closed = <T extends TProperties>(properties: T, options: object = {}) =>
  Type.Object(properties, { ...options, additionalProperties: false })

/** A text of people, trimmed by its command, at most `maxLength` characters. */
export const Text = (maxLength: number, options: object = {}) => Type.String({ maxLength, ...options })

export const Uuid = (options: object = {}) => Type.String({ format: 'uuid', ...options })

export const Nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()])

/** A moment: ISO 8601 with offset. */
export const Moment = (options: object = {}) => Type.String({ format: 'date-time', ...options })

/** One page of a list with the cursor of the next, or null at the end. */
export const Page = <T extends TSchema>(item: T) =>
  Type.Object({ items: Type.Array(item), next: Nullable(Type.String()) })

/** Query string of every list. `after` is the `next` of the page before. */
export const PageQuery = {
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 20 })),
  after: Type.Optional(Type.String({ maxLength: 500 })),
}

export type Of<T extends TSchema> = Static<T>

/** The problem+json of every error (RFC 9457). */
export const Problem = Type.Object(
  {
    type: Type.String(),
    title: Type.String(),
    status: Type.Integer(),
    code: Type.String(),
    errors: Type.Optional(Type.Unknown()),
    instance: Type.String(),
  },
  { title: 'Problem' },
)
