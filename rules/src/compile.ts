/** Compiling of definitions at publication. Holds the FEEL parser: never import it into a page. */
export { compileExpression, ExpressionError } from './compile/expression.ts'
export { namesIn } from './compile/names.ts'
