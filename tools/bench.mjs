// `npm run bench`: measures the server on a province of its own making and writes `bench/results/`. Never a timed test.
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { prepare, root } from './prepare.mjs'

const { values } = parseArgs({
  options: {
    dossiers: { type: 'string', default: '100000' },
    seconds: { type: 'string', default: '6' },
    only: { type: 'string' },
    save: { type: 'boolean', default: true },
  },
  allowNegative: true,
})
const dossiers = Number(values.dossiers)
const seconds = Number(values.seconds)
if (!Number.isInteger(dossiers) || dossiers < 5000 || !(seconds > 0)) {
  process.stderr.write(
    'Dùng: npm run bench -- [--dossiers 100000] [--seconds 6] [--only queue] [--no-save]\n',
  )
  process.exit(2)
}

await prepare()
const { runBench } = await import('../bench/run.mjs')
const { markdownOf, saveRun, smallerRun } = await import('../bench/report.mjs')
const say = (line) => process.stderr.write(`${line}\n`)
const only = values.only ? new RegExp(values.only) : undefined
const results = join(root, 'bench/results')
const measured = await runBench({ dossiers, seconds, only, say })
const run = { ...measured, smaller: smallerRun(results, measured) }
process.stdout.write(markdownOf(run))
if (values.save) say(`Đã ghi ${saveRun(results, run)}`)
