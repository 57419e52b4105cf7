// Process of `renderAside`: a print of 500 sheets takes seconds and some 600 MB, which are given back when it ends.
import { json } from 'node:stream/consumers'
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'

const { compiler, main, input, options } = await json(process.stdin)
const pdf = NodeCompiler.create(compiler).pdf({ mainFilePath: main, inputs: { print: input } }, options)
process.stdout.write(pdf)
