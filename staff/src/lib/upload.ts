import { Problem } from './problem.ts'

/** Sends a file. @returns its id, to be named in an act. @throws Problem when it is refused */
export async function uploadFile(file: File): Promise<string> {
  const body = new FormData()
  body.append('file', file)
  const response = await fetch('/api/v1/files', { method: 'POST', body })
  const answer = await response.json().catch(() => null)
  if (!response.ok) throw new Problem(response.status, answer)
  return answer.id
}
