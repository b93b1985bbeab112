import { z } from 'zod';
import { noBody, type Route } from '../http/route.ts';
import { components } from '../schemas/components.ts';
import { errorAnswer } from '../schemas/error.ts';

type Json = Readonly<Record<string, unknown>>;

/** Points references at the place where OpenAPI keeps schemas. */
function moveReferences(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(moveReferences);
  if (typeof node !== 'object' || node === null) return node;
  return Object.fromEntries(
    Object.entries(node).map(([key, value]) => [
      key,
      key === '$ref' && typeof value === 'string'
        ? value.replace('#/$defs/', '#/components/schemas/')
        : moveReferences(value),
    ]),
  );
}

/** Turns zod schemas into JSON Schemas; those with a name are kept for the components. */
function createSchemaWriter() {
  const named: Record<string, unknown> = {};
  return {
    named,
    write(schema: z.ZodType, io: 'input' | 'output'): unknown {
      const {
        $schema: _,
        $defs = {},
        ...rest
      } = z.toJSONSchema(schema, { metadata: components, io, unrepresentable: 'any' });
      for (const [id, definition] of Object.entries($defs)) named[id] = moveReferences(definition);
      const id = components.get(schema)?.id;
      if (id === undefined) return moveReferences(rest);
      named[id] ??= moveReferences(rest);
      return { $ref: `#/components/schemas/${id}` };
    },
  };
}

type SchemaWriter = ReturnType<typeof createSchemaWriter>;

function parametersOf(schema: z.ZodType, place: 'path' | 'query', writer: SchemaWriter): Json[] {
  const { properties = {}, required = [] } = writer.write(schema, 'input') as {
    properties?: Record<string, Record<string, unknown>>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, { description, ...property }]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    ...(description === undefined ? {} : { description }),
    schema: property,
  }));
}

function answerOf({ answer, summary, status }: Route, writer: SchemaWriter): Json {
  const content: Record<string, unknown> = {};
  if (answer instanceof z.ZodType) content['application/json'] = { schema: writer.write(answer, 'output') };
  else for (const type of answer?.contentTypes ?? []) content[type] = { schema: { type: 'string' } };
  return { [status]: { description: summary, ...(answer && { content }) } };
}

function operationOf(route: Route, writer: SchemaWriter): Json {
  const { body, documentedBody = body, tag, summary, method, path } = route;
  const parameters = [...parametersOf(route.params, 'path', writer), ...parametersOf(route.query, 'query', writer)];
  const isOptional = body.safeParse(undefined).success;
  return {
    operationId: [method, ...path.split(/\W+/)].filter(Boolean).join('_'),
    tags: [tag],
    summary,
    ...(parameters.length > 0 && { parameters }),
    ...(body !== noBody && {
      requestBody: {
        required: !isOptional,
        content: { 'application/json': { schema: writer.write(documentedBody, 'input') } },
      },
    }),
    responses: {
      ...answerOf(route, writer),
      ...(path === '/health' && { 503: { description: 'Unhealthy.' } }),
      default: {
        description: 'An error.',
        content: { 'application/json': { schema: writer.write(errorAnswer, 'output') } },
      },
    },
  };
}

/** The OpenAPI 3.1 document of these routes, and of paths that are served elsewhere behind the same listener. */
export function describeApi(routes: readonly Route[], version: string, more: Json): Json {
  const writer = createSchemaWriter();
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of routes) {
    paths[route.path] = { ...paths[route.path], [route.method]: operationOf(route, writer) };
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Logsieve', version, description: 'Logs in, classified; searched, counted and watched.' },
    jsonSchemaDialect: 'https://json-schema.org/draft/2020-12/schema',
    paths: { ...paths, ...more },
    components: { schemas: writer.named },
  };
}
