import { posix } from 'node:path'
import ts from 'typescript'

/** A file of the repository; the path is relative to its root, with `/`. */
export type TextFile = { path: string; text: string }

export type Import = {
  /** What is written after `from`. */
  specifier: string
  /** Path of a relative import, from the root of the repository; null for packages. */
  target: string | null
  /** Whether the import vanishes in the compiled program. */
  typeOnly: boolean
  /** Names taken at run time, as the other file exports them; `*` when they cannot be told. */
  names: readonly string[]
  line: number
}

export type SqlText = { text: string; line: number }

export type Source = TextFile & {
  /** The text without comments and without the insides of strings; lines and columns stay. Empty for other files. */
  code: string
  imports: readonly Import[]
  sql: readonly SqlText[]
}

/** Reads what the rules look at; files that are not TypeScript keep their text only, .sql files are SQL as a whole. */
export function readSource(file: TextFile): Source {
  if (file.path.endsWith('.sql')) {
    const text = file.text.replace(/--.*$/gm, '')
    return { ...file, code: '', imports: [], sql: [{ text, line: 1 }] }
  }
  if (!file.path.endsWith('.ts')) return { ...file, code: '', imports: [], sql: [] }
  const tree = ts.createSourceFile(file.path, file.text, ts.ScriptTarget.Latest, true)
  const found: Found = { tree, path: file.path, code: blank(file.text), imports: [], sql: [] }
  visit(tree, found)
  return { ...file, code: found.code.join(''), imports: found.imports, sql: found.sql }
}

type Found = { tree: ts.SourceFile; path: string; code: string[]; imports: Import[]; sql: SqlText[] }

const blank = (text: string): string[] => text.split('').map((c) => (c === '\n' ? c : ' '))

// Other ways of naming a table than a sql text.
const SQL_CALL =
  /^sql\.(raw|table|id|ref)$|\.(selectFrom|insertInto|updateTable|deleteFrom|(inner|left|right|full)Join)$/

function visit(node: ts.Node, found: Found): void {
  if (ts.isJSDoc(node)) return
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) addImport(node, found)
  else if (ts.isCallExpression(node)) addCall(node, found)
  else if (ts.isTaggedTemplateExpression(node) && node.tag.getText() === 'sql') {
    addSql(node, templateText(node.template), found)
  }
  const children = node.getChildren(found.tree)
  if (children.length === 0) keepToken(node, found)
  for (const child of children) visit(child, found)
}

/** A token is kept where it stood; comments are no tokens, and of literals only the place is kept. */
function keepToken(node: ts.Node, found: Found): void {
  if (ts.isLiteralExpression(node) && !ts.isNumericLiteral(node)) return
  if (ts.isTemplateMiddleOrTemplateTail(node) || ts.isTemplateHead(node)) return
  const start = node.getStart(found.tree)
  for (const [i, c] of node.getText(found.tree).split('').entries()) found.code[start + i] = c
}

function addImport(node: ts.ImportDeclaration | ts.ExportDeclaration, found: Found): void {
  if (!node.moduleSpecifier || !ts.isStringLiteral(node.moduleSpecifier)) return
  const names = runtimeNames(node)
  push(found, node, node.moduleSpecifier.text, names)
}

function runtimeNames(node: ts.ImportDeclaration | ts.ExportDeclaration): string[] {
  const clause = ts.isImportDeclaration(node) ? node.importClause : undefined
  if (ts.isImportDeclaration(node) && !clause) return ['*']
  if (clause?.isTypeOnly || (ts.isExportDeclaration(node) && node.isTypeOnly)) return []
  const bindings = ts.isImportDeclaration(node) ? clause?.namedBindings : node.exportClause
  const named: readonly (ts.ImportSpecifier | ts.ExportSpecifier)[] =
    bindings && (ts.isNamedImports(bindings) || ts.isNamedExports(bindings)) ? [...bindings.elements] : []
  const all = named.filter((n) => !n.isTypeOnly).map((n) => (n.propertyName ?? n.name).text)
  if (clause?.name) all.push('default')
  if (bindings ? ts.isNamespaceImport(bindings) || ts.isNamespaceExport(bindings) : !clause) all.push('*')
  return all
}

function addCall(node: ts.CallExpression, found: Found): void {
  const argument = node.arguments[0]
  if (!argument || !ts.isStringLiteralLike(argument)) return
  if (node.expression.kind === ts.SyntaxKind.ImportKeyword) push(found, node, argument.text, ['*'])
  else if (SQL_CALL.test(node.expression.getText())) addSql(node, `from ${argument.text}`, found)
}

function push(found: Found, node: ts.Node, specifier: string, names: readonly string[]): void {
  const relative = specifier.startsWith('.')
  const target = relative ? posix.join(posix.dirname(found.path), specifier) : null
  found.imports.push({ specifier, target, typeOnly: names.length === 0, names, line: lineOf(node, found) })
}

function addSql(node: ts.Node, text: string, found: Found): void {
  found.sql.push({ text: text.replace(/--.*$/gm, ''), line: lineOf(node, found) })
}

/** The text of a template with ` ? ` where values stand. */
function templateText(template: ts.TemplateLiteral): string {
  if (ts.isNoSubstitutionTemplateLiteral(template)) return template.text
  return template.head.text + template.templateSpans.map((span) => ` ? ${span.literal.text}`).join('')
}

const lineOf = (node: ts.Node, found: Found): number =>
  found.tree.getLineAndCharacterOfPosition(node.getStart(found.tree)).line + 1
