// Plans and buffers of the statements of a request, kept as budgets: a page of a list must not read more as it grows.

/**
 * @param pool of the embedded database
 * @param {{text: string, values: unknown[]}[]} statements
 * @returns {Promise<{sql: string, buffers: number, ms: number, rows: number, plan: object}[]>} selects and CTEs only
 */
export async function explainAll(pool, statements) {
  const found = []
  const client = await pool.connect()
  const pass = statements.find(({ text }) => text.includes("set_config('motcua."))
  try {
    // As the application's role, with the pass of the one who asked: its policies are part of the plan.
    await client.query('begin')
    if (pass) await client.query(pass.text, pass.values)
    for (const { text, values } of statements) {
      if (!/^\s*(select|with)/i.test(text) || /for update|nextval|insert|update |set_config/i.test(text))
        continue
      // Who asks is found by the same two statements for every request.
      if (/identity\.session|from organisations\.delegation/.test(text)) continue
      found.push(await explainOne(client, text, values))
    }
  } finally {
    await client.query('rollback')
    client.release()
  }
  return found
}

async function explainOne(client, text, values) {
  // What a named statement runs after five times, unless the values make a plan of their own much cheaper.
  const generic = await planOf(client, text, values, 'force_generic_plan')
  const custom = await planOf(client, text, values, 'force_custom_plan')
  const auto = generic.cost <= custom.cost * 1.1 ? generic : custom
  return {
    sql: text.replace(/\s+/g, ' ').trim(),
    ...auto,
    generic: generic.buffers,
    custom: custom.buffers,
    customMs: custom.ms,
  }
}

async function planOf(client, text, values, mode) {
  await client.query(`set plan_cache_mode = ${mode}`)
  const name = `e${Math.random().toString(36).slice(2)}`
  await client.query(`prepare ${name} as ${text}`)
  const list = values.length > 0 ? `(${values.map(literal).join(', ')})` : ''
  let best = null
  for (let i = 0; i < 3; i++) {
    const { rows } = await client.query(`explain (analyze, buffers, format json) execute ${name}${list}`)
    const [top] = rows[0]['QUERY PLAN']
    const { Plan: plan } = top
    const buffers = (plan['Shared Hit Blocks'] ?? 0) + (plan['Shared Read Blocks'] ?? 0)
    const ms = top['Execution Time']
    if (!best || ms < best.ms)
      best = { buffers, ms, rows: plan['Actual Rows'], cost: plan['Total Cost'], plan }
  }
  await client.query(`deallocate ${name}`)
  return best
}

function literal(value) {
  if (value === null || value === undefined) return 'null'
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  if (value instanceof Date) return `'${value.toISOString()}'`
  if (Buffer.isBuffer(value)) return `'\\x${value.toString('hex')}'`
  if (Array.isArray(value))
    return `'{${value.map((v) => `"${String(v).replace(/(["\\])/g, '\\$1')}"`).join(',')}}'`.replace(
      /'(?=.*'\{)/g,
      "''",
    )
  return `'${String(value).replaceAll("'", "''")}'`
}

/** The nodes of a plan that read the most, for the note. */
export function heaviest(plan, count = 3) {
  const all = []
  const walk = (node) => {
    const own = buffersOf(node) - (node.Plans ?? []).reduce((sum, child) => sum + buffersOf(child), 0)
    all.push({
      node: node['Node Type'],
      on: node['Index Name'] ?? node['Relation Name'] ?? node['Function Name'] ?? '',
      rows: node['Actual Rows'],
      loops: node['Actual Loops'],
      estimate: node['Plan Rows'],
      buffers: own,
      removed: node['Rows Removed by Filter'] ?? 0,
    })
    for (const child of node.Plans ?? []) walk(child)
  }
  walk(plan)
  return all.sort((a, b) => b.buffers - a.buffers).slice(0, count)
}

const buffersOf = (node) => (node['Shared Hit Blocks'] ?? 0) + (node['Shared Read Blocks'] ?? 0)
