import { sep } from 'node:path'
import ts from 'typescript'

/** Something that a module publishes. */
export type PublishedEvent = { type: string; module: string }

/**
 * Finds what the modules publish: every `emit({ type: … })`. A computed type (`dossier.${move.kind}`) is followed
 * through the types and, for a parameter, to the calls of its function; what cannot be known stays as `<kind>`.
 * @param serverFolder folder with tsconfig.json and src/modules
 */
export function publishedEvents(serverFolder: string): PublishedEvent[] {
  const code = readCode(serverFolder)
  const found = code.files.flatMap(({ module, file }) =>
    callsIn(file, 'emit').flatMap((call) =>
      propertyValues(code, call.arguments[0]!, 'type').map((type) => ({ type, module })),
    ),
  )
  const unique = new Map(found.map((event) => [`${event.module} ${event.type}`, event]))
  return [...unique].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, event]) => event)
}

type Code = { checker: ts.TypeChecker; files: readonly { module: string; file: ts.SourceFile }[] }

function readCode(folder: string): Code {
  const config = ts.getParsedCommandLineOfConfigFile(
    `${folder}/tsconfig.json`,
    {},
    {
      ...ts.sys,
      onUnRecoverableConfigFileDiagnostic: () => {},
    },
  )!
  const modules = `${folder}/src/modules/`.replaceAll(sep, '/')
  const names = config.fileNames.filter(
    (name) => name.startsWith(modules) && !/\.test\.ts$|\/testing\//.test(name),
  )
  const program = ts.createProgram(names, { ...config.options, noEmit: true })
  const files = names.map((name) => ({
    module: name.slice(modules.length).split('/')[0]!,
    file: program.getSourceFile(name)!,
  }))
  return { checker: program.getTypeChecker(), files }
}

/** Texts that property `name` of an object can have; the object may be a literal, spread others, or be a parameter. */
function propertyValues(code: Code, object: ts.Expression, name: string): string[] {
  if (ts.isObjectLiteralExpression(object)) {
    for (const part of object.properties) {
      const isNamed = part.name && ts.isIdentifier(part.name) && part.name.text === name
      if (isNamed && ts.isPropertyAssignment(part)) return values(code, part.initializer)
      if (isNamed && ts.isShorthandPropertyAssignment(part)) return values(code, part.name)
      const spread = ts.isSpreadAssignment(part) ? literals(propertyType(code, part.expression, name)) : null
      if (spread) return spread
    }
    return []
  }
  const known = literals(propertyType(code, object, name))
  if (known) return known
  const calls = callsWith(code, object)
  return calls.length > 0 ? calls.flatMap((given) => propertyValues(code, given, name)) : [`<${name}>`]
}

/** Texts that an expression can have. */
function values(code: Code, expression: ts.Expression): string[] {
  const known = literals(code.checker.getTypeAtLocation(expression))
  if (known) return known
  if (ts.isTemplateExpression(expression)) {
    return expression.templateSpans.reduce<string[]>(
      (starts, span) =>
        starts.flatMap((start) =>
          values(code, span.expression).map((end) => start + end + span.literal.text),
        ),
      [expression.head.text],
    )
  }
  if (ts.isConditionalExpression(expression))
    return [...values(code, expression.whenTrue), ...values(code, expression.whenFalse)]
  if (ts.isPropertyAccessExpression(expression))
    return propertyValues(code, expression.expression, expression.name.text)
  const declaration = ts.isIdentifier(expression) ? declarationOf(code, expression) : undefined
  if (declaration && ts.isVariableDeclaration(declaration) && declaration.initializer)
    return values(code, declaration.initializer)
  return [`<${expression.getText()}>`]
}

/** What the calls of a function give for one of its parameters. */
function callsWith(code: Code, expression: ts.Expression): ts.Expression[] {
  const parameter = ts.isIdentifier(expression) ? declarationOf(code, expression) : undefined
  if (!parameter || !ts.isParameter(parameter) || !ts.isFunctionDeclaration(parameter.parent)) return []
  const { name, parameters } = parameter.parent
  const calls = code.files.flatMap(({ file }) => (name ? callsIn(file, name.text) : []))
  return calls.flatMap((call) => call.arguments[parameters.indexOf(parameter)] ?? [])
}

function declarationOf({ checker }: Code, name: ts.Identifier): ts.Declaration | undefined {
  const isShorthand = ts.isShorthandPropertyAssignment(name.parent)
  const symbol = isShorthand
    ? checker.getShorthandAssignmentValueSymbol(name.parent)
    : checker.getSymbolAtLocation(name)
  return symbol?.valueDeclaration
}

function propertyType({ checker }: Code, object: ts.Expression, name: string): ts.Type | undefined {
  const property = checker.getTypeAtLocation(object).getProperty(name)
  return property && checker.getTypeOfSymbolAtLocation(property, object)
}

/** The texts of a type such as `'late' | 'early'`; null when it is wider. */
function literals(type: ts.Type | undefined): string[] | null {
  if (!type) return null
  const parts = type.isUnion() ? type.types : [type]
  return parts.every((part) => part.isStringLiteral()) ? parts.map((part) => part.value) : null
}

/** Calls of `name(…)` or `something.name(…)`. */
function callsIn(file: ts.SourceFile, name: string): ts.CallExpression[] {
  const found: ts.CallExpression[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node)) {
      const { expression } = node
      const called = ts.isPropertyAccessExpression(expression) ? expression.name : expression
      if (ts.isIdentifier(called) && called.text === name) found.push(node)
    }
    ts.forEachChild(node, visit)
  }
  visit(file)
  return found
}
