/** Compiling of definitions at publication. Holds the FEEL parser: never import it into a page. */
export { compileExpression, ExpressionError } from './compile/expression.ts'
export { checkForm, compileForm } from './compile/form.ts'
export { factsOfAnswer, unknownNames } from './compile/form-names.ts'
export { reviewForm } from './compile/form-review.ts'
export { namesIn } from './compile/names.ts'
export { FormDefinitionError, type Problem, type ProblemCode } from './compile/problems.ts'
export { compileTable, type InputFacts } from './compile/table.ts'
