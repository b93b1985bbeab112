const error = {
  description: 'An error.',
  content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
};
const accepted = {
  type: 'object',
  required: ['accepted', 'rejected'],
  properties: {
    accepted: { type: 'integer' },
    rejected: {
      type: 'array',
      items: {
        type: 'object',
        required: ['index', 'code', 'message'],
        properties: { index: { type: 'integer' }, code: { type: 'string' }, message: { type: 'string' } },
      },
    },
    ids: { type: 'array', items: { type: 'string' } },
  },
} as const;
const record = {
  type: 'object',
  properties: {
    timestamp: { description: 'RFC 3339, or seconds, ms, µs or ns since 1970.', type: ['string', 'number'] },
    level: { type: ['string', 'number'] },
    service: { type: 'string' },
    message: { type: 'string' },
    attributes: { type: 'object' },
  },
  additionalProperties: true,
};
const json = (schema: unknown) => ({ 'application/json': { schema } });

/** What the gateway serves behind the same listener; its own tests hold the behaviour. */
export const GATEWAY_PATHS = {
  '/api/v1/logs': {
    post: {
      operationId: 'post_api_v1_logs',
      tags: ['ingest'],
      summary: 'Takes logs: one record, an array, NDJSON, or raw lines; answers once they are durable.',
      parameters: [
        {
          name: 'ack',
          in: 'query',
          required: false,
          description: '`indexed`: wait until the logs can be searched.',
          schema: { type: 'string', enum: ['bus', 'indexed'] },
        },
        {
          name: 'service',
          in: 'query',
          required: false,
          description: 'The service of records that name none.',
          schema: { type: 'string', maxLength: 256 },
        },
      ],
      requestBody: {
        required: true,
        content: {
          ...json({ oneOf: [record, { type: 'array', items: record }] }),
          'application/x-ndjson': { schema: { type: 'string' } },
          'text/plain': { schema: { type: 'string' } },
        },
      },
      responses: {
        201: { description: 'Stored; `ids` in the order of the records.', content: json(accepted) },
        202: { description: 'Durable on the bus.', content: json(accepted) },
        default: error,
      },
    },
  },
} as const;
