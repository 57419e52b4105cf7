import type { NationalProcedure } from './national.ts'

/** The text whose digest says whether the national half changed; the address of its page does not count. */
export function nationalText({ sourceUrl: _, ...procedure }: NationalProcedure): string {
  return JSON.stringify(procedure)
}
