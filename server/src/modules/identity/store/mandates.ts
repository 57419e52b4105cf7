import { vietnamDate } from '@motcua/rules'
import { sql } from 'kysely'
import type { Ctx } from '../../../platform/ctx.ts'
import { newDataKey, openDataKey, openJson, sealJson, wrappedKeyOf } from '../../../platform/keys/index.ts'
import type { MandatePerson, MandateTerms } from '../mandates/domain.ts'
import { indexOf } from './accounts.ts'

type People = { principal: MandatePerson; agent: MandatePerson }

export type Mandate = MandateTerms & {
  id: string
  createdBy: string
  agentIndex: string
  principalIndex: string
}

/** Writes a mandate, with a key of its own. @returns its id */
export async function insertMandate(ctx: Ctx, createdBy: string, m: MandateTerms): Promise<string> {
  const id = ctx.newId()
  const people: People = { principal: m.principal, agent: m.agent }
  const sealed = sealJson(await newDataKey(ctx, id), 'identity.mandate', 'personal', people)
  await sql`insert into identity.mandate (id, kind, proof, agent_index, principal_index, personal, procedures,
      valid_from, valid_to, created_by, created_at)
    values (${id}, ${m.kind}, ${m.proof}, ${indexOf(ctx, m.agent.idNumber)},
      ${indexOf(ctx, m.principal.idNumber)}, ${sealed}, ${m.procedures}, ${m.validFrom}, ${m.validTo},
      ${createdBy}, ${ctx.now()})`.execute(ctx.db)
  return id
}

export async function endMandate(ctx: Ctx, id: string): Promise<void> {
  await sql`update identity.mandate set ended_at = ${ctx.now()}, ended_by = ${ctx.actor.id}
    where id = ${id} and ended_at is null`.execute(ctx.db)
}

/** Ends what the provider of identity said before about who represents this company. */
export async function endRepresentation(ctx: Ctx, companyNumber: string): Promise<void> {
  await sql`update identity.mandate set ended_at = ${ctx.now()}
    where principal_index = ${indexOf(ctx, companyNumber)} and kind = 'representative'
      and ended_at is null`.execute(ctx.db)
}

type Row = Omit<Mandate, 'principal' | 'agent'> & { personal: Buffer; wrappedKey: Buffer | null }

/** Mandates that hold today and that this person gave or has, by his number; newest first. */
export async function mandatesOf(ctx: Ctx, index: string): Promise<Mandate[]> {
  const today = vietnamDate(ctx.now())
  const { rows } = await sql<Row>`select ${MANDATE} from identity.mandate m
    where (m.agent_index = ${index} or m.principal_index = ${index}) and m.ended_at is null
      and m.valid_from <= ${today} and (m.valid_to is null or m.valid_to >= ${today})
    order by m.id desc limit 200`.execute(ctx.db)
  return Promise.all(rows.map((row) => open(ctx, row)))
}

/** A mandate that holds today; null when there is none. */
export async function mandateById(ctx: Ctx, id: string): Promise<Mandate | null> {
  const today = vietnamDate(ctx.now())
  const { rows } = await sql<Row>`select ${MANDATE} from identity.mandate m
    where m.id = ${id} and m.ended_at is null and m.valid_from <= ${today}
      and (m.valid_to is null or m.valid_to >= ${today})`.execute(ctx.db)
  return rows[0] ? open(ctx, rows[0]) : null
}

const MANDATE = sql`m.id, m.kind, m.proof, m.agent_index as "agentIndex", m.principal_index as "principalIndex",
  m.personal, m.procedures, to_char(m.valid_from, 'YYYY-MM-DD') as "validFrom",
  to_char(m.valid_to, 'YYYY-MM-DD') as "validTo", m.created_by as "createdBy",
  ${wrappedKeyOf(sql`m.id`)} as "wrappedKey"`

async function open(ctx: Ctx, { personal, wrappedKey, ...row }: Row): Promise<Mandate> {
  const key = await openDataKey(ctx, row.id, wrappedKey)
  return { ...row, ...openJson<People>(key, 'identity.mandate', 'personal', personal) }
}
