import { describe, expect, it } from 'vitest'
import { sharedReads } from './shared-reads.ts'

/** Reads that end when told to; `begun` in the order of their beginning. */
function controlled() {
  const begun: { end: (value: string) => void; fail: (error: Error) => void }[] = []
  const read = () =>
    new Promise<string>((end, fail) => {
      begun.push({ end, fail })
    })
  return { begun, read }
}

const settled = () => new Promise((resolve) => setImmediate(resolve))

describe('sharedReads', () => {
  it('gives whoever asks during a read the next one, begun after he asked and once for all', async () => {
    const share = sharedReads<string>()
    const { begun, read } = controlled()
    const first = share('year', read)
    const [second, third] = [share('year', read), share('year', read)]
    await settled()
    expect(begun).toHaveLength(1)
    begun[0]!.end('before')
    expect(await first).toBe('before')
    await settled()
    expect(begun).toHaveLength(2)
    // Asks while the second is under way.
    const fourth = share('year', read)
    begun[1]!.end('after')
    expect(await Promise.all([second, third])).toEqual(['after', 'after'])
    await settled()
    begun[2]!.end('last')
    expect(await fourth).toBe('last')
  })

  it('reads anew for who asks when nothing is under way, and apart for what is not the same', async () => {
    const share = sharedReads<string>()
    const { begun, read } = controlled()
    const asked = [share('year', read), share('month', read)]
    expect(begun).toHaveLength(2)
    begun[0]!.end('a year')
    begun[1]!.end('a month')
    expect(await Promise.all(asked)).toEqual(['a year', 'a month'])
    void share('year', read)
    expect(begun).toHaveLength(3)
  })

  it('tells of a failure those who waited for that read, and reads again for the others', async () => {
    const share = sharedReads<string>()
    const { begun, read } = controlled()
    const first = share('year', read)
    const second = share('year', read)
    begun[0]!.fail(new Error('the database is away'))
    await expect(first).rejects.toThrow('away')
    await settled()
    begun[1]!.end('back')
    expect(await second).toBe('back')
  })
})
