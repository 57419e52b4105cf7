// `npm run gen`: writes what is made from the code: the API's description and types, docs/permissions.md, docs/events.md.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { ensureInstalled, root } from './prepare.mjs'

ensureInstalled()
// Compiled even with errors: a page may already use what the description is only now going to have.
const tsc = join(root, 'node_modules/typescript/bin/tsc')
const compiled = spawnSync(process.execPath, [tsc, '-b', 'server'], { cwd: root, stdio: ['ignore', 2, 2] })
if (compiled.status !== 0) process.stderr.write('Mã còn lỗi kiểu như trên; vẫn sinh tệp từ mã hiện có.\n')

const { generatedFiles } = await import('../server/dist/test/contract/generated-files.js')
const { files } = await generatedFiles()
for (const [path, text] of Object.entries(files)) {
  const file = join(root, path)
  if (existsSync(file) && readFileSync(file, 'utf8') === text) continue
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
  process.stdout.write(`Đã ghi ${path}\n`)
}
