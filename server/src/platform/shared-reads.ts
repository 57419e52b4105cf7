/**
 * Reads once for all who ask the same at the same time. Whoever asks while a read is under way waits for the next one,
 * so each gets what was read after he asked: never older than a read of his own, and at most two reads late.
 * For what costs more to read than to send, the same for everybody.
 */
export function sharedReads<T>(): (key: string, read: () => Promise<T>) => Promise<T> {
  const running = new Map<string, Promise<T>>()
  const waiting = new Map<string, Promise<T>>()

  const begin = (key: string, read: () => Promise<T>): Promise<T> => {
    const reading = read().finally(() => running.delete(key))
    running.set(key, reading)
    return reading
  }

  const afterThis = async (key: string, current: Promise<T>, read: () => Promise<T>): Promise<T> => {
    // How it ends is the business of those who wait for it.
    await current.catch(() => undefined)
    waiting.delete(key)
    return begin(key, read)
  }

  return (key, read) => {
    const current = running.get(key)
    if (!current) return begin(key, read)
    const next = waiting.get(key) ?? afterThis(key, current, read)
    waiting.set(key, next)
    return next
  }
}
