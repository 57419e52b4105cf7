import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const source = fileURLToPath(new URL('..', import.meta.url))
const mantine = dirname(fileURLToPath(import.meta.resolve('@mantine/core/styles.css')))

/** Names of the parts that the screens import from Mantine. */
function imported(): Set<string> {
  const names = new Set<string>()
  for (const file of readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /\.tsx?$/.test(name),
  ))
    for (const [, list] of readFileSync(join(source, file), 'utf8').matchAll(
      /import \{([^}]*)\} from '@mantine\/core'/g,
    ))
      for (const name of list!.split(',')) names.add(name.trim().split(' ')[0]!)
  return names
}

/** What these parts are built of without a screen importing it, e.g. the line of a box and its label. */
function inner(names: Set<string>): string[] {
  return [...names].flatMap((name) => {
    const folder = join(mantine, 'esm/components', name)
    if (!existsSync(folder)) return []
    return readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.mjs'))
      .flatMap((file) => [...readFileSync(join(folder, file), 'utf8').matchAll(/\/utils\/([A-Z]\w+)\//g)])
      .map(([, part]) => part!)
  })
}

it('has the styles of every part of Mantine that a screen imports', () => {
  const sheet = readFileSync(join(source, 'app/mantine.css'), 'utf8')
  const names = imported()
  const parts = [...new Set([...names, ...inner(names)])]
  expect(parts).toContain('InlineInput')
  const styled = parts.filter((name) => existsSync(join(mantine, 'styles', `${name}.css`)))
  expect(styled.length).toBeGreaterThan(20)
  expect(styled.filter((name) => !sheet.includes(`/styles/${name}.css"`))).toEqual([])
})
