import { describe, expect, it } from 'vitest'
import { type Call, Refusal, Unreachable } from './call.ts'
import { sendInPieces } from './upload.ts'

const MB = 1024 * 1024

/** A server that takes pieces; `faults` are thrown by the next requests, one each. */
function server(faults: (Error | null)[] = []) {
  const got: { offset: number; size: number }[] = []
  let offset = 0
  let size = 0
  const fail = () => {
    const fault = faults.shift()
    if (fault) throw fault
  }
  const call: Call = async <T>(method: string, path: string, body?: unknown) => {
    fail()
    if (path.endsWith('/completion')) return { id: 'f1', name: 'anh.jpg', size, type: 'image/jpeg' } as T
    if (method === 'POST') size = (body as { size: number }).size
    return { id: 'u1', offset, size, fileId: null } as T
  }
  const put = async (_id: string, at: number, piece: Blob) => {
    fail()
    if (at !== offset) throw new Refusal(409, { title: 'Sai chỗ.' })
    got.push({ offset: at, size: piece.size })
    offset += piece.size
    return { id: 'u1', offset, size, fileId: null }
  }
  const waited: number[] = []
  const pause = async (ms: number) => void waited.push(ms)
  return { deps: { call, put, pause }, got, waited, skip: (bytes: number) => (offset += bytes) }
}

const send = (deps: ReturnType<typeof server>['deps'], shares: number[] = []) =>
  sendInPieces(
    new File([new Uint8Array(1.2 * MB)], 'anh.jpg'),
    (share) => shares.push(share),
    new AbortController().signal,
    deps,
  )

describe('sendInPieces', () => {
  it('sends every byte once and tells how far it is', async () => {
    const shares: number[] = []
    const { deps, got } = server()
    expect(await send(deps, shares)).toEqual({
      id: 'f1',
      name: 'anh.jpg',
      size: Math.floor(1.2 * MB),
      type: 'image/jpeg',
    })
    expect(got.map(({ offset }) => offset)).toEqual([0, MB / 2, MB])
    expect(shares.at(0)).toBe(0)
    expect(shares.at(-1)).toBe(1)
  })

  it('goes on where it was when the line broke, waiting longer each time', async () => {
    const { deps, got, waited } = server([null, null, new Unreachable(), new Unreachable(), null])
    await send(deps)
    expect(waited).toEqual([1000, 2000])
    expect(got.map(({ offset }) => offset)).toEqual([0, MB / 2, MB])
  })

  it('asks where to go on when a piece had arrived whose answer was lost', async () => {
    const { deps, got, skip } = server([null, null])
    const first = deps.put
    let isLost = false
    const put: typeof first = async (id, at, piece) => {
      if (at === MB / 2 && !isLost) {
        isLost = true
        skip(piece.size)
        throw new Unreachable()
      }
      return first(id, at, piece)
    }
    await send({ ...deps, put })
    expect(got.map(({ offset }) => offset)).toEqual([0, MB])
  })

  it('hands on what the server refuses', async () => {
    const refusal = new Refusal(422, { title: 'Tệp không phải là ảnh.' })
    await expect(send(server([null, null, null, null, refusal]).deps)).rejects.toThrow(
      'Tệp không phải là ảnh.',
    )
  })
})
