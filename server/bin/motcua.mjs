#!/usr/bin/env node
// Installs and builds what is missing, then runs the command line.
import { prepare } from '../../tools/prepare.mjs'

await prepare()
await import('../dist/src/cli/main.js')
