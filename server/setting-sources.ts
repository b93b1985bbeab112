import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { isMap, isScalar, isSeq, LineCounter, type Node, type Pair, parseDocument } from 'yaml';
import { nearestName } from '../core/nearest-name.ts';
import type { ValueReader } from './setting-values.ts';
import { COMMAND_LINE_NAMES, SETTING_NAMES, SETTINGS, type SettingName } from './settings.ts';

/** Something wrong with one setting. Holds no value of a secret. */
export interface Fault {
  /** Its name as it was written there. */
  setting: string;
  /** `environment`, `command line`, or `<file>:<line>`. */
  from: string;
  message: string;
}

/** The text of one setting, and where it came from. */
export interface Given {
  text: string;
  setting: string;
  from: string;
  /** Folder that a relative path counts from. */
  base: string;
}

export type Source = ReadonlyMap<string, Given>;
type Report = (fault: Fault) => void;

const FILE_NAMES = SETTING_NAMES.filter((name) => 'secret' in SETTINGS[name]).map((name) => `${name}_FILE`);
const KNOWN: ReadonlySet<string> = new Set([...SETTING_NAMES, ...FILE_NAMES]);
/** An environment is full of other programs' names; these beginnings are ours alone. */
const OURS = /^(?:LOGSIEVE|RETENTION_DAYS)_/;

function unknownName(name: string, spell: (name: string) => string): string {
  const bare = name.replace(/^LOGSIEVE_/, '');
  const near = KNOWN.has(bare) ? bare : nearestName(bare, KNOWN);
  return near === undefined ? 'is no setting' : `is no setting; did you mean ${spell(near)}?`;
}

/** Settings of the environment, or of any such list of names and texts. An empty text counts as not given. */
export function readEnvironment(env: Readonly<Record<string, string | undefined>>, report: Report): Source {
  const found = new Map<string, Given>();
  const from = 'environment';
  for (const [name, text] of Object.entries(env)) {
    if (text === undefined || text === '') continue;
    if (KNOWN.has(name)) found.set(name, { text, setting: name, from, base: process.cwd() });
    else if (OURS.test(name) && !(name in COMMAND_LINE_NAMES))
      report({ setting: name, from, message: unknownName(name, (near) => near) });
  }
  return found;
}

/** What is wrong with a YAML file, by the codes of its parser; nothing of the text itself, which may be a secret. */
const YAML_FAULTS: Readonly<Record<string, string>> = {
  BAD_INDENT: 'indented too little, or a bracket before it is not closed',
  BAD_SCALAR_START: 'a value begins with a sign that needs quotes',
  BLOCK_AS_IMPLICIT_KEY: 'a second colon, or a line below it that is indented without reason',
  DUPLICATE_KEY: 'a name that was given before',
  MISSING_CHAR: 'a quote, a bracket or a colon is missing',
  MULTILINE_IMPLICIT_KEY: 'a name without a colon behind it',
  TAB_AS_INDENT: 'a tab at the beginning; only spaces can indent',
};

/** The first mistake of each line; a token in the wrong place is mostly what another mistake left over. */
function yamlMistakes(
  errors: readonly { code: string; pos: readonly [number, number] }[],
  lineOf: (offset: number) => number,
): { line: number; message: string }[] {
  const known = errors.filter(({ code }) => code in YAML_FAULTS);
  const told = known.length > 0 ? known : errors.slice(0, 1);
  const byLine = new Map<number, string>();
  for (const { code, pos } of told) {
    const line = lineOf(pos[0]);
    if (!byLine.has(line)) byLine.set(line, YAML_FAULTS[code] ?? 'something that does not belong there');
  }
  return [...byLine].map(([line, message]) => ({ line, message: `is not valid YAML: ${message}` }));
}

/** The text that stands for a YAML value: lists with commas, maps as name=value lines. Undefined for anything deeper. */
function textOf(node: Node | null): string | undefined {
  if (node === null) return '';
  if (isScalar(node)) return node.value === null ? '' : (node.source ?? String(node.value));
  if (isSeq(node)) {
    const parts = node.items.map((item) => (isScalar(item) ? textOf(item) : undefined));
    return parts.every((part) => part !== undefined) ? parts.join(',') || 'none' : undefined;
  }
  if (!isMap(node)) return undefined;
  const lines = node.items.map(({ key, value }) =>
    isScalar(key) && isScalar(value) ? `${textOf(key)}=${textOf(value)}` : undefined,
  );
  return lines.every((line) => line !== undefined) ? lines.join('\n') : undefined;
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

/** Settings of the YAML configuration file, their names in lower case. */
export function readConfigFile(path: string, report: Report): Source {
  const content = readText(path);
  if (content === undefined) {
    report({ setting: 'configuration file', from: path, message: 'cannot be read' });
    return new Map();
  }
  const lines = new LineCounter();
  const document = parseDocument(content, { lineCounter: lines, prettyErrors: false });
  const placeOf = (offset: number) => `${path}:${lines.linePos(offset).line}`;
  for (const { line, message } of yamlMistakes(document.errors, (offset) => lines.linePos(offset).line))
    report({ setting: 'configuration file', from: `${path}:${line}`, message });
  if (document.errors.length > 0 || document.contents === null) return new Map();
  if (!isMap(document.contents)) {
    report({ setting: 'configuration file', from: `${path}:1`, message: 'expected lines of name: value' });
    return new Map();
  }
  const found = new Map<string, Given>();
  for (const pair of document.contents.items) readPair(pair as Pair<Node, Node | null>, path, placeOf, found, report);
  return found;
}

const FORMS = { value: 'one value', list: 'one value or a plain list', map: 'one value or lines of name: text' };

/** Undefined for the name of a file that holds a secret. */
function readerOf(name: string): ValueReader<unknown> | undefined {
  return name in SETTINGS ? SETTINGS[name as SettingName].reader : undefined;
}

function readPair(
  pair: Pair<Node, Node | null>,
  path: string,
  placeOf: (offset: number) => string,
  found: Map<string, Given>,
  report: Report,
): void {
  const setting = textOf(pair.key) ?? '';
  const name = setting.toUpperCase();
  const from = placeOf(pair.key.range?.[0] ?? 0);
  if (!KNOWN.has(name) || setting !== setting.toLowerCase()) {
    report({ setting, from, message: unknownName(name, (near) => near.toLowerCase()) });
    return;
  }
  const takes = readerOf(name)?.takes;
  const isOfKind = (!isSeq(pair.value) || takes === 'list') && (!isMap(pair.value) || takes === 'map');
  const text = isOfKind ? textOf(pair.value) : undefined;
  if (text === undefined) report({ setting, from, message: `expected ${FORMS[takes ?? 'value']}` });
  else if (text !== '') found.set(name, { text, setting, from, base: dirname(resolve(path)) });
}

/** Puts the content of the file that NAME_FILE names in the place of NAME. */
export function openSecretFiles(source: Source, report: Report): Source {
  const opened = new Map(source);
  for (const fileName of FILE_NAMES) {
    const given = opened.get(fileName);
    if (!given) continue;
    opened.delete(fileName);
    const name = fileName.slice(0, -'_FILE'.length);
    const { setting, from } = given;
    if (opened.has(name)) {
      report({ setting, from, message: `expected ${name} or ${fileName}, not both` });
      continue;
    }
    const secret = readText(resolve(given.base, given.text))?.trim();
    if (secret) opened.set(name, { ...given, text: secret });
    else report({ setting, from, message: 'expected the path of a readable file that is not empty' });
  }
  return opened;
}
