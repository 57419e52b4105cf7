/** Draws a form of the engine in `@motcua/rules`, with React or with Preact. */
export function FormView() {
  return <form />
}
