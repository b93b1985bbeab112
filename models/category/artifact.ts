import { createHash } from 'node:crypto';
import type { CorpusFacts, Evaluation, ModelFacts } from '../../core/classifier.ts';
import { PipelineError } from '../../core/errors.ts';
import { CATEGORIES } from '../../core/record.ts';
import type { CategoryParameters, CategorySettings } from './parameters.ts';

const FORMAT = 'logsieve-category-model';
const FORMAT_VERSION = 1;
const CLASSES = CATEGORIES.length;

/** A trained model and the facts about it. */
export interface CategoryModel extends ModelFacts {
  /** `category-` and the first 8 hex digits of the hash. */
  version: string;
  /** SHA-256 of the content: all but the version and the date. */
  hash: string;
  settings: CategorySettings;
  parameters: CategoryParameters;
}

type Content = Pick<CategoryModel, 'corpus' | 'settings' | 'metrics' | 'parameters'>;
type Json = Record<string, unknown>;

const toBase64 = (array: Int32Array | Float32Array): string =>
  Buffer.from(array.buffer, array.byteOffset, array.byteLength).toString('base64');

function toContentJson({ corpus, settings, metrics, parameters }: Content): Json {
  return {
    format: FORMAT,
    format_version: FORMAT_VERSION,
    categories: CATEGORIES,
    corpus,
    settings,
    metrics,
    parameters: {
      ...parameters,
      tokens: parameters.tokens.join(' '),
      unigrams: toBase64(parameters.unigrams),
      pairs: toBase64(parameters.pairs),
      idf: toBase64(parameters.idf),
      weights: toBase64(parameters.weights),
    },
  };
}

const hashOf = (content: Json): string => createHash('sha256').update(JSON.stringify(content)).digest('hex');
const versionOf = (hash: string): string => `category-${hash.slice(0, 8)}`;

/** Names a model by its content: equal content has an equal version whatever the date. */
export function sealModel(content: Content, date: string | null): CategoryModel {
  const hash = hashOf(toContentJson(content));
  return { version: versionOf(hash), hash, date, ...content };
}

/** The model as the text of one JSON file; typed arrays as base64 of their little-endian bytes. */
export function formatModel(model: CategoryModel): string {
  const { version, hash, date } = model;
  return `${JSON.stringify({ version, hash, date, ...toContentJson(model) }, null, 1)}\n`;
}

/** Reads what formatModel wrote. A file that is foreign, damaged or of another format gives `invalid_model` saying why. */
export function parseModel(text: string, name: string): CategoryModel {
  const refuse = (why: string, cause?: unknown): PipelineError =>
    new PipelineError('invalid_model', `${name}: ${why}`, { cause });
  let file: unknown;
  try {
    file = JSON.parse(text);
  } catch (cause) {
    throw refuse('not JSON, or cut short', cause);
  }
  if (typeof file !== 'object' || file === null || (file as Json).format !== FORMAT) {
    throw refuse('not a category model');
  }
  const { version, hash, date, ...content } = file as Json;
  if (content.format_version !== FORMAT_VERSION) {
    throw refuse(`has format version ${String(content.format_version)}, this program reads ${FORMAT_VERSION}`);
  }
  if (hash !== hashOf(content)) throw refuse('its content does not match its hash: the file is damaged or was edited');
  if (JSON.stringify(content.categories) !== JSON.stringify(CATEGORIES)) throw refuse('has other categories');
  const parameters = readParameters(content.parameters as Json);
  const wrong = faultOf(parameters);
  if (wrong !== undefined) throw refuse(wrong);
  return {
    version: String(version),
    hash,
    date: typeof date === 'string' ? date : null,
    corpus: content.corpus as CorpusFacts,
    settings: content.settings as CategorySettings,
    metrics: content.metrics as Evaluation | null,
    parameters,
  };
}

function readParameters(json: Json): CategoryParameters {
  const bytes = (value: unknown): ArrayBuffer => {
    const decoded = Buffer.from(String(value), 'base64');
    const length = decoded.length - (decoded.length % 4);
    return decoded.buffer.slice(decoded.byteOffset, decoded.byteOffset + length) as ArrayBuffer;
  };
  return {
    tokens: String(json.tokens).split(' '),
    unigrams: new Int32Array(bytes(json.unigrams)),
    pairs: new Int32Array(bytes(json.pairs)),
    idf: new Float32Array(bytes(json.idf)),
    weights: new Float32Array(bytes(json.weights)),
    bias: json.bias as number[],
    temperature: json.temperature as number,
  };
}

/** A hash proves that a file is whole, not that its parts fit. */
function faultOf({ tokens, unigrams, pairs, idf, weights, bias, temperature }: CategoryParameters): string | undefined {
  const features = unigrams.length + pairs.length / 2;
  if (idf.length !== features || weights.length !== features * CLASSES) return 'its tables do not fit together';
  const isToken = (id: number): boolean => id >= 0 && id < tokens.length;
  if (!unigrams.every(isToken) || !pairs.every(isToken)) return 'it names tokens that it does not have';
  if (!Array.isArray(bias) || bias.length !== CLASSES || !bias.every(Number.isFinite)) return 'its bias is wrong';
  if (!Number.isFinite(temperature) || temperature <= 0) return 'its temperature is not above 0';
  if (!weights.every(Number.isFinite) || !idf.every(Number.isFinite)) return 'a weight is not a number';
  return undefined;
}
