import type { FileAnswer, FileDesk } from '@motcua/form-ui'
import { type Call, call, Refusal, reach, Unreachable } from './call.ts'
import { shrinkPhoto } from './shrink.ts'

type Upload = { id: string; offset: number; size: number; fileId: string | null }

/** Bytes per piece: what a weak line loses when it breaks. */
const PIECE = 512 * 1024
const TRIES = 40

type Deps = {
  call: Call
  /** sends one piece; answers how far the server has come */
  put: (id: string, offset: number, piece: Blob, signal: AbortSignal) => Promise<Upload>
  /** waits until the line may be back, at most some milliseconds */
  pause: (ms: number, signal: AbortSignal) => Promise<void>
}

/**
 * Sends a file piece by piece. A broken line is waited for and the file goes on where the server has come to.
 * @throws Refusal with the sentence of the server: too big, not what its name says; Unreachable when the line stays
 * away for some minutes
 */
export async function sendInPieces(
  file: File,
  progress: (share: number) => void,
  signal: AbortSignal,
  { call, put, pause }: Deps,
): Promise<FileAnswer> {
  const insist = async <T>(work: () => Promise<T>): Promise<T> => {
    for (let failures = 0; ; failures++) {
      try {
        return await work()
      } catch (error) {
        if (!(error instanceof Unreachable) || failures >= TRIES) throw error
        await pause(Math.min(1000 * 2 ** failures, 10_000), signal)
      }
    }
  }
  const key = crypto.randomUUID()
  const begin = () => call<Upload>('POST', '/uploads', { name: file.name, size: file.size }, { key, signal })
  let upload = await insist(begin)
  const { id } = upload
  while (upload.offset < file.size) {
    progress(upload.offset / file.size)
    const { offset } = upload
    upload = await insist(async () => {
      try {
        return await put(id, offset, file.slice(offset, offset + PIECE), signal)
      } catch (error) {
        // 409: the server has come further, or less far, than the page knows.
        if (!(error instanceof Refusal) || error.status !== 409) throw error
        return call<Upload>('GET', `/uploads/${id}`, undefined, { signal })
      }
    })
  }
  progress(1)
  const kept = await insist(() =>
    call<Required<FileAnswer>>('POST', `/uploads/${id}/completion`, undefined, { signal }),
  )
  return { id: kept.id, name: kept.name, size: kept.size, type: kept.type }
}

const put: Deps['put'] = async (id, offset, piece, signal) => {
  const response = await reach(`/api/v1/uploads/${id}`, {
    method: 'PATCH',
    headers: { 'content-type': 'application/offset+octet-stream', 'upload-offset': String(offset) },
    body: piece,
    signal,
  })
  if (response.status === 429 || response.status >= 500) throw new Unreachable()
  const answer: unknown = await response.json().catch(() => null)
  if (!response.ok) throw new Refusal(response.status, answer)
  return answer as Upload
}

const pause: Deps['pause'] = (ms, signal) =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms)
    window.addEventListener('online', () => resolve(), { once: true })
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      reject(new DOMException('Đã huỷ', 'AbortError'))
    })
  })

/** Sends and shows files of the person who is signed in. */
export const browserDesk: FileDesk = {
  upload: async (file, progress, signal) => {
    try {
      return await sendInPieces(await shrinkPhoto(file), progress, signal, { call, put, pause })
    } catch (error) {
      if (error instanceof Unreachable)
        throw new Error('Mạng đang gián đoạn nên tệp chưa gửi xong; hãy thử lại.')
      throw error
    }
  },
  href: (id) => `/api/v1/files/${id}`,
}
