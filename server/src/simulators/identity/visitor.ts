/** What a visitor does on the page of the simulator. */
export type Choice = { number: string; level: 1 | 2 } | 'refuse'

/**
 * Goes the way of a browser through the simulator: opens the address, chooses on the page, follows the redirects.
 * @param address where our server sent the visitor
 * @returns the address of ours to which he is sent back
 */
export async function passThrough(address: string, choice: Choice): Promise<string> {
  const cookies = new Map<string, string>()
  const origin = new URL(address).origin
  const visit = async (url: string, init: RequestInit = {}): Promise<Response> => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await fetch(url, { ...init, redirect: 'manual', headers: { cookie, ...init.headers } })
    for (const line of answer.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line)!
      cookies.set(name!, value!)
    }
    return answer
  }
  let at = address
  let answer = await visit(at)
  for (let steps = 0; steps < 10; steps++) {
    const next = answer.headers.get('location')
    if (next) {
      at = new URL(next, at).href
      if (!at.startsWith(origin)) return at
      answer = await visit(at)
    } else if (answer.status === 200) {
      const form: Record<string, string> =
        choice === 'refuse'
          ? { answer: 'no' }
          : { answer: 'yes', other: choice.number, level: String(choice.level) }
      answer = await visit(at, { method: 'POST', body: new URLSearchParams(form) })
    } else break
  }
  throw new Error(
    `the simulator answered ${answer.status} at ${new URL(at).pathname}: ${await answer.text()}`,
  )
}
