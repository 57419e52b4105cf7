// Thread of `renderAside`: a print of many sheets takes seconds, and the server goes on answering meanwhile.
import { parentPort, workerData } from 'node:worker_threads'
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'

const { compiler, main, input, options } = workerData
parentPort.postMessage(
  NodeCompiler.create(compiler).pdf({ mainFilePath: main, inputs: { print: input } }, options),
)
