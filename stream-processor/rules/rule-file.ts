import { type Document, isNode, LineCounter, type Node, parseDocument } from 'yaml';
import type { AlertRule } from '../../core/alert-rule.ts';
import { checkAlertRule } from '../../core/alert-rule-check.ts';
import { PipelineError } from '../../core/errors.ts';
import { wordFault } from '../../core/schema-faults.ts';

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
  const [list, base] = Array.isArray(content)
    ? [content as unknown[], [] as string[]]
    : [(content as { rules?: unknown } | null)?.rules, ['rules']];
  const lineOf = (path: readonly PropertyKey[]): number => lineOfPath(document, lines, path);
  if (!Array.isArray(list)) {
    faults.push({ line: 1, message: 'expected a list of rules, or `rules:` with a list' });
    return [];
  }
  const seen = new Set<string>();
  return list.flatMap((entry, index) => {
    const path = [...base, index];
    const rule = readRule(entry, (message, below) => faults.push({ line: lineOf([...path, ...below]), message }));
    if (!rule) return [];
    if (seen.has(rule.name))
      faults.push({ line: lineOf([...path, 'name']), message: `the name "${rule.name}" is taken` });
    seen.add(rule.name);
    return [rule];
  });
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
