// `npm run gen`: writes what is made from the code: the API's description and types, docs/permissions.md, docs/events.md.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { prepare, root } from './prepare.mjs'

prepare()
const { generatedFiles } = await import('../server/dist/test/contract/generated-files.js')
const { files } = await generatedFiles()
for (const [path, text] of Object.entries(files)) {
  const file = join(root, path)
  if (existsSync(file) && readFileSync(file, 'utf8') === text) continue
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
  process.stdout.write(`Đã ghi ${path}\n`)
}
