import { z } from 'zod';

/** Schemas that have a name in the OpenAPI document. */
export const components = z.registry<{ id: string }>();

/** Gives a schema its name. */
export function named<T extends z.ZodType>(id: string, schema: T): T {
  components.add(schema, { id });
  return schema;
}

/** RFC 3339 in UTC with milliseconds. */
export const time = z.string().meta({ format: 'date-time' });

/** Counts by value. */
export const counts = z.record(z.string(), z.number().int());
