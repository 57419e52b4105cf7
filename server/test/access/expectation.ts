import type { Person } from './people.ts'

/** Who should pass, and a request that a person who may would bring through. */
export type Expectation<T> = {
  who: (person: Person, target: T) => boolean
  body?: (target: T, person: Person) => object
  query?: string
}
export const READERS = ['tiepnhan', 'chuyenvien', 'truongphong', 'lanhdao', 'vanthu', 'kiemtra']
export const reason = 'Lý do thử'

export const isPerson = (kind: string): boolean => kind === 'citizen' || kind === 'business'
