// The table goal | measured | limit | ratio, as Markdown and JSON.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const n = (value, digits = 0) =>
  Number.isFinite(value)
    ? value.toLocaleString('en-US', { maximumFractionDigits: digits, minimumFractionDigits: digits })
    : '-'

/** @param {object} run everything that was measured, with a `smaller` run to compare with; see `tools/bench.mjs` */
export function markdownOf(run) {
  return [
    `# Bench ${run.date}, commit ${run.commit}`,
    '',
    `${n(run.dossiers)} dossiers, ${run.cpus} CPUs, Node ${run.node}, embedded PostgreSQL ${run.postgres}, load before ${run.load}. Generated in ${n(run.generated, 0)} s.`,
    '',
    'Server, database and load share the CPUs. CPU is milliseconds per 1,000 operations; "straight" is the same SQL on the database in one round trip (16 connections), "bare" the same SQL behind a Fastify route.',
    '',
    '## Goals',
    '',
    '| Figure | Goal | Measured | Met |',
    '|---|---|---|---|',
    ...goalsOf(run).map((g) => `| ${g.name} | ${g.goal} | ${g.measured} | ${g.met ? 'yes' : 'no'} |`),
    ...run.missing.map((text) => `| ${text} | | not measured | |`),
    '',
    '## Workloads, 32 connections',
    '',
    '| Workload | rate/s | p50 | p95 | p99 ms | alone p50 | CPU server | CPU database | statements | trips | straight/s | bare/s | ratio to bare | errors |',
    '|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|',
    ...run.workloads.map(lineOf),
    '',
    '## Buffers of the list statements',
    '',
    '| Request | Statement | ms | buffers | generic plan | custom plan | rows |',
    '|---|---|---:|---:|---:|---:|---:|',
    ...run.plans.map(
      (p) =>
        `| ${p.key} | \`${p.sql.slice(0, 90).replaceAll('|', '\\|')}\` | ${n(p.ms, 2)} | ${p.buffers} | ${p.generic} | ${p.custom} | ${p.rows} |`,
    ),
    '',
    ...(run.notes.length > 0 ? ['## Notes', '', ...run.notes.map((t) => `- ${t}`), ''] : []),
  ].join('\n')
}

function lineOf(w) {
  const ratio = w.bare ? n(w.rate / w.bare, 2) : '-'
  return `| ${[w.name, n(w.rate), n(w.p50, 1), n(w.p95, 1), n(w.p99, 1), n(w.alone, 1), n(w.cpuNode), n(w.cpuDatabase), w.statements ?? '-', w.trips ?? '-', n(w.straight), n(w.bare), ratio, w.errors].join(' | ')} |`
}

/** Every goal beside its figure. */
export function goalsOf(run) {
  const of = (key) => run.workloads.find((w) => w.key === key)
  const out = []
  const add = (name, goal, measured, met) => out.push({ name, goal, measured, met })
  for (const w of run.workloads) {
    const { rate, p50, p99, ratio } = w.goal ?? {}
    if (rate) add(`${w.name}: rate`, `${n(rate)}/s`, `${n(w.rate)}/s`, w.rate >= rate)
    if (p50) add(`${w.name}: p50`, `${p50} ms`, `${n(w.p50, 1)} ms (alone ${n(w.alone, 1)})`, w.p50 <= p50)
    if (p99) add(`${w.name}: p99`, `${p99} ms`, `${n(w.p99, 1)} ms`, w.p99 <= p99)
    if (ratio && w.bare)
      add(`${w.name}: ratio to bare route`, n(ratio, 2), n(w.rate / w.bare, 2), w.rate / w.bare >= ratio)
  }
  const [clerk, all] = [of('queue.clerk'), of('queue.all')]
  if (clerk && all) {
    const times = all.rate / clerk.rate
    add('queue page: clerk against officer of all units', '1.2x', `${n(times, 2)}x`, times <= 1.2)
  }
  const trips = { submit: 2, complete: 2, 'queue.clerk': 2, dossier: 3 }
  for (const [key, most] of Object.entries(trips)) {
    const w = of(key)
    if (w) add(`round trips: ${w.name}`, `${most}`, `${w.trips}`, w.trips <= most)
  }
  for (const m of run.micro)
    add(
      m.name,
      `${m.goal} ${m.unit}`,
      `${n(m.value, 2)} ${m.unit}`,
      m.atLeast ? m.value >= m.goal : m.value <= m.goal,
    )
  add(
    'RSS of the server',
    '250 MB',
    `${n(run.memory.now)} MB after all of this (${n(run.memory.idle)} after its start, peak ${n(run.memory.peak)})`,
    run.memory.now <= 250,
  )
  add('later start', '5 s', `${n(run.start, 1)} s`, run.start <= 5)
  add(
    'disk per dossier without files',
    '25 kB',
    `${n(run.diskPerDossier / 1024, 1)} kB`,
    run.diskPerDossier <= 25 * 1024,
  )
  return run.smaller ? [...out, ...growthOf(run, run.smaller)] : out
}

/**
 * How a larger province compares with the smaller one that was measured on the same commit: what lists touch, and how
 * fast is written.
 */
function growthOf(run, smaller) {
  const of = (measured, key) => measured.workloads.find((w) => w.key === key)?.rate
  const buffersOf = (measured) =>
    sum(measured.plans.filter((p) => p.key === 'queue.clerk').map((p) => p.buffers))
  const from = `${n(smaller.dossiers)} to ${n(run.dossiers)} dossiers`
  const buffers = buffersOf(run) / buffersOf(smaller)
  const submit = of(run, 'submit') / of(smaller, 'submit')
  return [
    {
      name: `growth, ${from}: buffers of a queue page`,
      goal: '1.1x',
      measured: `${n(buffers, 2)}x (${buffersOf(smaller)} to ${buffersOf(run)})`,
      met: buffers <= 1.1,
    },
    {
      name: `growth, ${from}: rate of submit`,
      goal: '0.9x',
      measured: `${n(submit, 2)}x`,
      met: submit >= 0.9,
    },
  ].filter(({ measured }) => !measured.startsWith('-'))
}

const sum = (list) => list.reduce((total, item) => total + item, 0)

/** The largest run on fewer dossiers of the same commit among the results; null without one. */
export function smallerRun(folder, { commit, dossiers }) {
  const runs = readdirSync(folder)
    .filter((name) => name.includes(`-${commit}-`) && name.endsWith('.json'))
    .map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')))
    .filter((run) => run.dossiers < dossiers)
  return runs.sort((a, b) => b.dossiers - a.dossiers)[0] ?? null
}

/** Writes the table, the figures and the plans. */
export function saveRun(folder, run) {
  mkdirSync(folder, { recursive: true })
  const name = join(folder, `${run.date}-${run.commit}-${run.dossiers}`)
  writeFileSync(`${name}.md`, markdownOf(run))
  const plans = run.plans.map(({ plan: _, ...rest }) => rest)
  const { smaller: _, ...own } = run
  writeFileSync(`${name}.json`, `${JSON.stringify({ ...own, plans, goals: goalsOf(run) }, null, 1)}\n`)
  return `${name}.md`
}
