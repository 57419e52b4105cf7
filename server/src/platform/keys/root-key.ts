import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { dirname } from 'node:path'
import { newId } from '../id.ts'
import { KEY_BYTES, newKey } from './seal.ts'

/** Where the root key comes from. `mayMake`: the file is made when no key was ever used (embedded database). */
export type RootKeySource = { file: string | null; text: string | null; mayMake: boolean }

/** Something is wrong with the keys; the message is one Vietnamese sentence and nothing was changed. */
export class KeyError extends Error {
  override readonly name = 'KeyError'
}

/** The root key, or null when its file is not there. @throws KeyError when what is there is no key */
export function readRootKey(source: RootKeySource): Buffer | null {
  if (source.text !== null) return parseKey(source.text, 'MOTCUA_ROOT_KEY')
  if (source.file === null || !existsSync(source.file)) return null
  return parseKey(readText(source.file), `tệp ${source.file}`)
}

/**
 * Makes a file with a new root key that only its owner may read; it is there whole or not at all.
 * @throws KeyError when the file is there already or cannot be written
 */
export function makeRootKeyFile(file: string): Buffer {
  const key = newKey()
  const incoming = `${file}.${newId()}`
  try {
    mkdirSync(dirname(file), { recursive: true })
    const handle = openSync(incoming, 'wx', 0o600)
    try {
      writeSync(handle, `${key.toString('base64')}\n`)
      fsyncSync(handle)
    } finally {
      closeSync(handle)
    }
    // Unlike a rename, a link never replaces a key that another process has just made.
    linkSync(incoming, file)
    syncFolder(dirname(file))
    return key
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (code === 'EEXIST') throw new KeyError(`Tệp ${file} đã có; hãy chọn tên khác cho khoá gốc mới.`)
    throw new KeyError(`Không ghi được tệp khoá gốc ${file}: ${message}.`)
  } finally {
    rmSync(incoming, { force: true })
  }
}

function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw new KeyError(`Không đọc được tệp khoá gốc ${file}: ${(error as Error).message}.`)
  }
}

function parseKey(text: string, where: string): Buffer {
  const clean = text.trim()
  const key = /^[0-9a-f]{64}$/i.test(clean) ? Buffer.from(clean, 'hex') : Buffer.from(clean, 'base64')
  if (key.length === KEY_BYTES && /^[A-Za-z0-9+/_=-]+$/.test(clean)) return key
  throw new KeyError(
    `Khoá gốc trong ${where} không đúng: phải là 32 byte ngẫu nhiên viết bằng base64 hoặc 64 chữ số hex.`,
  )
}
