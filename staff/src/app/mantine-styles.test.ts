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

it('has the styles of every part of Mantine that a screen imports', () => {
  const sheet = readFileSync(join(source, 'app/mantine.css'), 'utf8')
  const styled = [...imported()].filter((name) => existsSync(join(mantine, 'styles', `${name}.css`)))
  expect(styled.length).toBeGreaterThan(20)
  expect(styled.filter((name) => !sheet.includes(`/styles/${name}.css"`))).toEqual([])
})
