import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { access, mkdir, readdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'

/** A file whose content is not what its name says. */
export class DamagedFile extends Error {
  override readonly name = 'DamagedFile'
}

/**
 * Copies the files that are not there yet, checking each against its name.
 * @returns how many files the source holds
 */
export async function copyFiles(source: string, target: string): Promise<number> {
  const names = await listFiles(source)
  for (const name of names) {
    const to = join(target, pathOf(name))
    if (await exists(to)) continue
    await mkdir(dirname(to), { recursive: true })
    const hash = createHash('sha256')
    await pipeline(
      createReadStream(join(source, pathOf(name))),
      async function* (chunks: AsyncIterable<Buffer>) {
        for await (const chunk of chunks) {
          hash.update(chunk)
          yield chunk
        }
      },
      createWriteStream(to, { flush: true }),
    )
    if (hash.digest('hex') !== name) throw new DamagedFile(`Tệp ${name} trong kho đã bị hỏng.`)
  }
  return names.length
}

/** Names (SHA-256) of all files of a store, and of those whose content is no longer theirs. */
export async function checkFiles(folder: string): Promise<{ names: string[]; damaged: string[] }> {
  const names = await listFiles(folder)
  const damaged: string[] = []
  for (const name of names) {
    const hash = createHash('sha256')
    await pipeline(createReadStream(join(folder, pathOf(name))), hash)
    if (hash.digest('hex') !== name) damaged.push(name)
  }
  return { names, damaged }
}

/** Names of all files of a store, without those still coming in. */
async function listFiles(folder: string): Promise<string[]> {
  const names = await readdir(folder, { recursive: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })
  return names.flatMap((path) => /^..[\\/]..[\\/]([0-9a-f]{64})$/.exec(path)?.[1] ?? []).sort()
}

const pathOf = (sha256: string) => join(sha256.slice(0, 2), sha256.slice(2, 4), sha256)

const exists = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  )
