// Fills a scratch data folder with a province of 100,000 or more dossiers: `node bench/generate.mjs --dossiers 100000
// --data FOLDER`. Never run it on a folder that holds anything.
import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { multiply } from './clone.mjs'
import {
  demoPeople,
  dossiers as dossiersModule,
  inTx,
  modules,
  movableClock,
  openRoot,
  readConfig,
  SYSTEM,
  startEmbeddedPostgres,
} from './motcua.mjs'
import { growProvince } from './province.mjs'
import { playTemplates } from './templates.mjs'

// Only while filling: nothing is lost when a generator is cut off.
const FAST = {
  fsync: 'off',
  full_page_writes: 'off',
  synchronous_commit: 'off',
  autovacuum: 'off',
  wal_level: 'minimal',
  max_wal_senders: 0,
  max_wal_size: '16GB',
  checkpoint_timeout: '1h',
  shared_buffers: '1GB',
  maintenance_work_mem: '1GB',
}

/** @param {{dataDir: string, dossiers: number, say?: (line: string) => void}} options */
export async function generate({ dataDir, dossiers, say = () => {} }) {
  if (existsSync(join(dataDir, 'postgres', 'PG_VERSION'))) throw new Error(`${dataDir} is not empty`)
  mkdirSync(dataDir, { recursive: true })
  const started = Date.now()
  const server = startEmbeddedPostgres(join(dataDir, 'postgres'), FAST)
  try {
    const config = { ...readConfig({ MOTCUA_DATA: dataDir, MOTCUA_LOG_LEVEL: 'error' }), databaseUrl: null }
    const root = await openRoot(config, modules, movableClock(monday()))
    try {
      const province = await growProvince(root)
      say(`  tỉnh: ${((Date.now() - started) / 1000).toFixed(0)} giây`)
      const templates = await playTemplates(root)
      const known = demoPeople().citizens.find((c) => c.username === 'nguoidan2')
      await multiply(root, { dossiers, templates, ...province, known, say })
      // Cloned rows pass by the counters.
      await inTx(root, SYSTEM, 'bench', dossiersModule.recountFigures)
    } finally {
      await root.close()
    }
  } finally {
    server.stop()
  }
  return { seconds: (Date.now() - started) / 1000 }
}

/** Monday of last week, 8:00 in Việt Nam. */
function monday() {
  const now = new Date()
  const back = ((now.getUTCDay() + 6) % 7) + 7
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() - back, 1, 0))
}

if (process.argv[1] && import.meta.url.endsWith('/' + process.argv[1].split('/').at(-1))) {
  const { values } = parseArgs({
    options: { dossiers: { type: 'string', default: '100000' }, data: { type: 'string' } },
  })
  const dossiers = Number(values.dossiers)
  if (!values.data || !Number.isInteger(dossiers) || dossiers < 1000) {
    process.stderr.write('Cần --data THƯ_MỤC_MỚI và --dossiers từ 1000.\n')
    process.exit(2)
  }
  await generate({ dataDir: values.data, dossiers, say: (line) => process.stderr.write(`${line}\n`) })
}
