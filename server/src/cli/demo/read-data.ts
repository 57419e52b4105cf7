import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DEMO_FOLDER } from './packages.ts'

/** Reads a JSON file of the demo province; the tests check that it has the shape its reader says. */
export const readDemo = <T>(name: string): T => JSON.parse(readFileSync(join(DEMO_FOLDER, name), 'utf8')) as T
