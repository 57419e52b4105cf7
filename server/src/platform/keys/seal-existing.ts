import type { Root } from '../ctx.ts'
import { sealReplies } from './replies.ts'

// Any fixed number: it only has to be the same in every process of Motcua.
const LOCK = 7_042_026

/**
 * Seals what earlier versions kept in plain text, batch by batch, each in its own transaction, so that it goes on
 * after a crash where it stood. Processes that start at once wait for each other.
 */
export async function sealExisting(root: Root): Promise<void> {
  const client = await root.database.pool.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [LOCK])
    await sealReplies(root)
    for (const module of root.modules) await module.sealExisting?.(root)
    await client.query('select pg_advisory_unlock($1)', [LOCK])
    client.release()
  } catch (error) {
    // Ending the connection also gives the lock back.
    client.release(true)
    throw error
  }
}
