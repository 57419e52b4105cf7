import { type Logger, pino } from 'pino'

export type Log = Logger

/**
 * Structured log on standard output. Callers pass ids, route patterns, counts and codes only:
 * never names, numbers, addresses, query strings or bodies.
 */
export function openLog(level: string): Log {
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime })
}
