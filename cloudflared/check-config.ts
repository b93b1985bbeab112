import { type Document, isNode, LineCounter, parseDocument } from 'yaml';

/** Something in a tunnel's configuration that leaves a door open, or that cloudflared would refuse. */
export interface TunnelFault {
  /** Counted from 1. */
  line: number;
  message: string;
}

type Path = readonly (string | number)[];
type Report = (path: Path, message: string) => void;

const CATCH_ALL = 'http_status:404';

interface Rule {
  hostname?: unknown;
  path?: unknown;
  service?: unknown;
  originRequest?: { access?: unknown } | null;
}

const isMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isText = (value: unknown): value is string => typeof value === 'string' && value.trim() !== '';
const isMissing = (value: unknown): boolean => value === undefined || value === null || value === '';
const matchesAll = ({ hostname, path }: Rule): boolean => (isMissing(hostname) || hostname === '*') && isMissing(path);

/** The line of what stands at a path, or of the nearest thing around it. */
function lineOf(document: Document, lines: LineCounter, path: Path): number {
  for (let depth = path.length; depth > 0; depth--) {
    const node = document.getIn(path.slice(0, depth), true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  }
  return 1;
}

function checkAccess(access: unknown, path: Path, report: Report): void {
  if (!isMap(access)) {
    report(path, 'the rule has no originRequest.access: whoever knows the name gets in');
    return;
  }
  const { required, teamName, audTag } = access;
  if (required !== true) report([...path, 'originRequest', 'access', 'required'], 'access.required is not true');
  if (!isText(teamName)) report([...path, 'originRequest', 'access', 'teamName'], 'access.teamName is missing');
  if (!Array.isArray(audTag) || audTag.length === 0 || !audTag.every(isText))
    report([...path, 'originRequest', 'access', 'audTag'], 'access.audTag is not a list of tags');
}

function checkRule(rule: Rule, path: Path, report: Report): void {
  if (!isText(rule.service)) report(path, 'the rule has no service');
  else if (rule.service.startsWith('http_status:')) return;
  if (matchesAll(rule)) report(path, 'the rule has no hostname: it takes what is meant for the rules below it');
  checkAccess(rule.originRequest?.access, path, report);
}

function checkIngress(rules: readonly unknown[], report: Report): void {
  rules.forEach((rule, index) => {
    const path = ['ingress', index];
    if (!isMap(rule)) report(path, 'expected a rule');
    else if (index < rules.length - 1) checkRule(rule, path, report);
    else if (!matchesAll(rule) || rule.service !== CATCH_ALL)
      report(path, `the last rule is no catch-all: expected only "service: ${CATCH_ALL}"`);
  });
}

function checkRoot(root: unknown, report: Report): void {
  if (!isMap(root)) {
    report([], 'expected lines of name: value');
    return;
  }
  const { originRequest, ingress } = root;
  if (isMap(originRequest) && 'access' in originRequest)
    report(
      ['originRequest', 'access'],
      'cloudflared ignores originRequest.access outside of a rule: say it in each rule',
    );
  if (Array.isArray(ingress) && ingress.length > 0) checkIngress(ingress, report);
  else report(['ingress'], 'there are no ingress rules');
}

/** What is wrong with the text of a `config.yml` of cloudflared, in order of lines; empty when every way in asks for a login. */
export function checkTunnelConfig(text: string): TunnelFault[] {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, merge: true });
  if (document.errors.length > 0)
    return document.errors.map(({ code, pos }) => ({
      line: lines.linePos(pos[0]).line,
      message: `is not valid YAML (${code})`,
    }));
  const faults: TunnelFault[] = [];
  checkRoot(document.toJS(), (path, message) => faults.push({ line: lineOf(document, lines, path), message }));
  return faults.sort((a, b) => a.line - b.line);
}
