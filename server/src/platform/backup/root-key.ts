import { createReadStream, existsSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { createGunzip } from 'node:zlib'
import { checkWrapping } from '../keys/keyring.ts'
import { type RootKeySource, readRootKey } from '../keys/root-key.ts'
import { tableFile } from './dump.ts'

/**
 * Looks whether the root key opens the keys of a backup, before anything is restored.
 * @throws KeyError when it is missing or another one
 */
export async function checkBackupKey(folder: string, source: RootKeySource): Promise<void> {
  const path = join(folder, 'tables', tableFile('platform.wrapping_key'))
  if (!existsSync(path)) return
  const rows = []
  for await (const line of createInterface({ input: createReadStream(path).pipe(createGunzip()) })) {
    // A row in PostgreSQL's text form: (id,"\\x…",…).
    const row = /^\((\d+),"\\\\x([0-9a-f]+)"/.exec(JSON.parse(line) as string)
    if (row) rows.push({ id: Number(row[1]), wrapped: Buffer.from(row[2]!, 'hex') })
  }
  checkWrapping(readRootKey(source), rows, source)
}
