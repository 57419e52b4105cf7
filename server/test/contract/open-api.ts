/** The parts of an OpenAPI 3.1 description that the checks read. */
export type OpenApi = { paths: Record<string, Record<string, Operation>> }

type Operation = {
  operationId?: string
  summary?: string
  tags?: readonly string[]
  responses?: Record<string, { content?: Record<string, { schema?: object }> }>
  /** What the route asks for: a permission, `public` or `signed-in`. */
  'x-permission'?: string
}

/** All operations, by path and method. */
export function operationsOf(api: OpenApi): (Operation & { method: string; path: string })[] {
  return Object.entries(api.paths)
    .flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({
        ...operation,
        method: method.toUpperCase(),
        path,
      })),
    )
    .sort((a, b) => compare(a.path, b.path) || compare(a.method, b.method))
}

/** What a route leaves unsaid, one sentence for each gap; empty when a client can be written from the description. */
export function gapsOf(api: OpenApi): string[] {
  const operations = operationsOf(api)
  const ids = operations.map((operation) => operation.operationId)
  return operations.flatMap((operation) => {
    const { method, path, operationId, responses = {} } = operation
    const missing = [
      !operationId && 'operationId',
      !operation.summary && 'summary',
      !operation.tags?.length && 'tags',
      !operation['x-permission'] && 'permission',
      !saysWhatItAnswers(responses) && 'response schema',
    ].filter((name) => name !== false)
    const isTwice = operationId !== undefined && ids.filter((id) => id === operationId).length > 1
    return [
      ...missing.map((name) => `${method} ${path} has no ${name}`),
      ...(isTwice ? [`${method} ${path} shares its operationId ${operationId}`] : []),
    ]
  })
}

function saysWhatItAnswers(responses: NonNullable<Operation['responses']>): boolean {
  // A redirect has no body of its own.
  const good = Object.entries(responses).filter(([status]) => /^2|^303$/.test(status))
  const isWhole = ([status, { content }]: (typeof good)[number]) =>
    ['204', '303'].includes(status) || Object.values(content ?? {}).some(({ schema }) => schema !== undefined)
  return good.length > 0 && good.every(isWhole)
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
