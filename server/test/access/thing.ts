import type { AccessWorld, Person } from './people.ts'

/** A route about one thing that belongs to somebody. */
export type Thing = {
  /** Makes one. @returns its id */
  make: (world: AccessWorld) => Promise<string>
  /** For whom it is there; everybody else is told that it is not. */
  who: (person: Person) => boolean
  /** What is sent; a function when it depends on what was made. */
  body?: Body | ((world: AccessWorld, id: string) => Promise<Body>)
  headers?: Record<string, string>
}

type Body = object | Buffer

export const OWNER = 'chuhoso'
export const CLERK = 'tiepnhan.same'

/** The answer of a request that has to succeed. */
export async function must(
  world: AccessWorld,
  name: string,
  url: string,
  body: object = {},
  method = 'POST',
) {
  const answer = await world.call(world.people.get(name)!, method, url, body)
  if (answer.status >= 300) throw new Error(`${name} ${url}: ${JSON.stringify(answer.body)}`)
  return answer.body
}

export const only =
  (name: string) =>
  (person: Person): boolean =>
    person.name === name

/** Who administers the commune: there or in the unit above it, by appointment or lent. */
export const administrators = ({ actor, name }: Person): boolean =>
  actor.roles.some((g) => g.role === 'quantri') && !name.endsWith('.other')

/** Holders of one of the roles in the commune itself, by appointment or lent. */
export const atCommune =
  (...roles: string[]) =>
  ({ actor, name }: Person): boolean =>
    actor.roles.some((g) => roles.includes(g.role)) && !/other|parent/.test(name)

/** Sends a request as a person, of whatever form. */
export const sendAs = (
  { app }: AccessWorld,
  { token }: Person,
  method: string,
  url: string,
  { body, headers = {} }: { body?: Body | undefined; headers?: Record<string, string> },
) =>
  app.inject({
    method: method as 'GET',
    url: `/api/v1${url}`,
    headers: { ...headers, ...(token ? { authorization: `Bearer ${token}` } : {}) },
    ...(body === undefined ? {} : { payload: body }),
  })

/** A file of this name and content as a browser sends it. */
export const multipart = (name: string, type: string, content: Buffer) => ({
  headers: { 'content-type': 'multipart/form-data; boundary=ranh-gioi' },
  body: Buffer.concat([
    Buffer.from(
      `--ranh-gioi\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: ${type}\r\n\r\n`,
    ),
    content,
    Buffer.from('\r\n--ranh-gioi--\r\n'),
  ]),
})
