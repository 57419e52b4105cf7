import { plainIdNumber } from '@motcua/rules'
import type { Actor } from '../../platform/actor.ts'
import { inTx, type Root, readCtx } from '../../platform/ctx.ts'
import { AppError, forbidden } from '../../platform/errors.ts'
import { blindIndex } from '../../platform/keys/index.ts'
import {
  type CompanyRecord,
  type Found,
  HOURLY,
  isSamePerson,
  LookupError,
  type PersonQuery,
  type PersonRecord,
  type Purpose,
  type Registries,
} from './domain.ts'
import { mayLookUp } from './policy.ts'
import { countLookups, insertTrace, noteOutcome, type Trace } from './store.ts'

type Asked = Purpose & Pick<Trace, 'register'> & { number: string }

/**
 * Asks the population database about one person. The trace is committed before the question leaves, and no
 * transaction is open while the answer is awaited.
 * @returns the record, or why there is none: nothing that the register does ends in an exception
 * @throws 403 `registry.not_yours`, 429 `registry.too_many`
 */
export function lookUpPerson(
  root: Root,
  registries: Registries,
  actor: Actor,
  query: PersonQuery,
  purpose: Purpose,
): Promise<Found<PersonRecord>> {
  const asked = { ...purpose, register: 'population', number: query.idNumber } as const
  return traced(root, actor, asked, async (requestId) => {
    const record = await registries.person(query, { requestId, procedureCode: purpose.procedureCode })
    if (!isSamePerson(query, record)) throw new LookupError('mismatch')
    return record
  })
}

/** Asks the enterprise register about one company; as `lookUpPerson`. */
export function lookUpCompany(
  root: Root,
  registries: Registries,
  actor: Actor,
  taxCode: string,
  purpose: Purpose,
): Promise<Found<CompanyRecord>> {
  const asked = { ...purpose, register: 'enterprises', number: taxCode } as const
  return traced(root, actor, asked, () => registries.company(taxCode))
}

async function traced<T>(
  root: Root,
  actor: Actor,
  { number, ...asked }: Asked,
  ask: (requestId: string) => Promise<T>,
): Promise<Found<T>> {
  const numberIndex = blindIndex(root.keys, 'idNumber', plainIdNumber(number))
  if (!mayLookUp(actor, numberIndex, asked)) throw notYours()
  const id = await inTx(root, actor, 'registries.look_up', async (ctx) => {
    const most = actor.kind === 'officer' ? HOURLY.officer : HOURLY.other
    if ((await countLookups(ctx, new Date(ctx.now().getTime() - 3_600_000))) >= most) throw tooMany(most)
    const trace = { ...asked, id: ctx.newId(), numberIndex }
    insertTrace(ctx, trace)
    ctx.about(trace.id, { register: asked.register, procedureCode: asked.procedureCode })
    return trace.id
  })
  const found = await answerOf(() => ask(id))
  await noteOutcome(readCtx(root, actor), id, found.ok ? 'found' : found.problem)
  if (!found.ok && found.problem !== 'notFound' && found.problem !== 'mismatch')
    root.log.warn({ lookup: id, register: asked.register, problem: found.problem }, 'register gave no answer')
  return found
}

async function answerOf<T>(ask: () => Promise<T>): Promise<Found<T>> {
  try {
    return { ok: true, record: await ask() }
  } catch (error) {
    if (error instanceof LookupError) return { ok: false, problem: error.problem }
    throw error
  }
}

const notYours = () =>
  forbidden(
    'Bạn chỉ được tra cứu dữ liệu của chính mình; cán bộ tiếp nhận chỉ tra cứu cho người đang làm thủ tục tại quầy của đơn vị.',
    'registry.not_yours',
  )

const tooMany = (most: number) =>
  new AppError(
    'registry.too_many',
    429,
    `Tài khoản này đã tra cứu ${most} lần trong một giờ; hãy điền tay hoặc thử lại sau.`,
    undefined,
    { 'retry-after': '3600' },
  )
