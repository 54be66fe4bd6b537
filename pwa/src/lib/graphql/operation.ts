/** One GraphQL operation as a constant: made by `npm run gen`, never written by hand. */
export interface Operation<Data, Variables> {
  /** Operation name; stable, so servers and logs can tell operations apart. */
  readonly name: string;
  /** Minified text with its fragments. */
  readonly text: string;
  /** Only for the type checker: what comes back and what goes in. */
  readonly __types?: (variables: Variables) => Data;
}

export type DataOf<O> = O extends Operation<infer Data, infer _> ? Data : never;
export type VariablesOf<O> = O extends Operation<infer _, infer Variables> ? Variables : never;
