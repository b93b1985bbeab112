import { type Document, isNode, LineCounter, type Node, parseDocument } from 'yaml';
import type { AlertRule } from '../../core/alert-rule.ts';
import { checkAlertRule } from '../../core/alert-rule-check.ts';
import { PipelineError } from '../../core/errors.ts';
import { unknownName, wordFault } from '../../core/schema-faults.ts';

interface Fault {
  line: number;
  message: string;
}

/**
 * Alert rules from YAML: a list, or a list under `rules`.
 * @throws PipelineError `invalid_rule` with every fault and its line; then none of the rules counts.
 */
export function parseRuleFile(text: string, fileName: string): AlertRule[] {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const faults: Fault[] = document.errors.map((error) => ({
    line: lines.linePos(error.pos[0]).line,
    message: error.message.split('\n')[0] ?? error.message,
  }));
  const rules = faults.length > 0 ? [] : readRules(document, lines, faults);
  if (faults.length === 0) return rules;
  const told = faults.sort((a, b) => a.line - b.line).map(({ line, message }) => `${fileName}:${line}: ${message}`);
  throw new PipelineError('invalid_rule', told.join('\n'), { details: { file: fileName, faults } });
}

function readRules(document: Document, lines: LineCounter, faults: Fault[]): AlertRule[] {
  const content: unknown = document.toJS();
  const report: Report = (message, path) => faults.push({ line: lineOfPath(document, lines, path), message });
  const [list, base] = Array.isArray(content) ? [content, []] : [readTop(content, report), ['rules']];
  if (!Array.isArray(list)) {
    report('expected a list of rules, or `rules:` with a list', []);
    return [];
  }
  const seen = new Set<string>();
  return list.flatMap((entry: unknown, index) => {
    const path = [...base, index];
    checkName(entry, seen, (message) => report(message, [...path, 'name']));
    return readRule(entry, (message, below) => report(message, [...path, ...below])) ?? [];
  });
}

/** What stands under `rules`, which nothing else may stand beside. */
function readTop(content: unknown, report: Report): unknown {
  if (typeof content !== 'object' || content === null) return undefined;
  for (const key of Object.keys(content)) if (key !== 'rules') report(`${key}: ${unknownName(key, ['rules'])}`, [key]);
  return (content as { rules?: unknown }).rules;
}

function checkName(entry: unknown, seen: Set<string>, report: (message: string) => void): void {
  const name = (entry as { name?: unknown } | null)?.name;
  if (typeof name !== 'string') return;
  if (seen.has(name)) report(`the name "${name}" is taken`);
  seen.add(name);
}

type Report = (message: string, path: readonly PropertyKey[]) => void;

function readRule(entry: unknown, report: Report): AlertRule | null {
  const checked = checkAlertRule(entry);
  if ('rule' in checked) return checked.rule;
  for (const fault of checked.faults) report(wordFault(fault), fault.path);
  return null;
}

function lineOfPath(document: Document, lines: LineCounter, path: readonly PropertyKey[]): number {
  for (let length = path.length; length >= 0; length--) {
    const node = document.getIn(path.slice(0, length), true) as Node | undefined;
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  }
  return 1;
}
