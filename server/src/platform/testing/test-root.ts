import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { type MovableClock, movableClock } from '../clock.ts'
import type { Root } from '../ctx.ts'
import type { Module } from '../module.ts'
import { NO_PARTNERS, type Partners } from '../partners.ts'
import { seedModules } from '../root.ts'
import { openFileStore } from '../storage.ts'
import { testDatabase } from './test-database.ts'
import { openTestKeys } from './test-keys.ts'

export type TestRoot = Root & { clock: MovableClock; filesFolder: string; drop: () => Promise<void> }

/** Monday 5 January 2026, 08:00 in Việt Nam: an ordinary working morning. */
export const MONDAY_MORNING = '2026-01-05T08:00:00+07:00'

/**
 * A fresh database with these modules (list what they call too, lowest first), a clock that stands at `start`,
 * and a folder for files. Call `drop()` after the tests of the file.
 */
export async function testRoot(
  modules: readonly Module[],
  start: string = MONDAY_MORNING,
  partners: Partners = NO_PARTNERS,
): Promise<TestRoot> {
  const { database, drop } = await testDatabase(modules.map((m) => m.name))
  const folder = mkdtempSync(join(tmpdir(), 'motcua-files-'))
  const root: Root & { clock: MovableClock } = {
    database,
    clock: movableClock(start),
    log: pino({ level: 'silent' }),
    files: openFileStore(folder),
    keys: await openTestKeys(database),
    modules,
    publicUrl: 'https://dichvucong.example.vn',
    partners,
  }
  await seedModules(root)
  return {
    ...root,
    filesFolder: folder,
    async drop() {
      await drop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
