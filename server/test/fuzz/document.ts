/** A JSON schema, as far as the document uses them. */
export interface Schema {
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema | readonly Schema[];
  readonly format?: string;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;
  readonly $ref?: string;
}

type Content = Readonly<Record<string, { readonly schema: Schema }>>;

interface Described {
  readonly parameters?: readonly { readonly in: string; readonly name: string; readonly schema: Schema }[];
  readonly requestBody?: { readonly content: Content };
  readonly responses: Readonly<Record<string, { readonly content?: Content }>>;
  readonly 'x-guard': string;
}

/** The document that the server gives of itself. */
export interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

/** One call that the document describes. */
export interface Operation {
  readonly method: string;
  /** With `{id}` where parameters stand. */
  readonly path: string;
  readonly name: string;
  /** A method that the path does not have. */
  readonly foreign: string;
  readonly door: string;
  /** The headers that mean something to it. */
  readonly headers: ReadonlySet<string>;
  readonly query: readonly { readonly name: string; readonly schema: Schema }[];
  readonly body: Content;
  readonly json: Schema | undefined;
  readonly answers: Described['responses'];
}

/** Every operation of the document, in its order. */
export const operationsOf = (document: Document): Operation[] =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([verb, described]): Operation => {
      const body = described.requestBody?.content ?? {};
      return {
        method: verb.toUpperCase(),
        path,
        name: `${verb.toUpperCase()} ${path}`,
        foreign: ['PUT', 'PATCH', 'DELETE', 'POST'].find((each) => !methods[each.toLowerCase()])!,
        door: described['x-guard'],
        headers: new Set(
          (described.parameters ?? []).filter((each) => each.in === 'header').map(({ name }) => name),
        ),
        query: (described.parameters ?? []).filter((each) => each.in === 'query'),
        body,
        json: body['application/json']?.schema,
        answers: described.responses,
      };
    }),
  );
