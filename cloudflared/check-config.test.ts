import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { checkTunnelConfig } from './check-config.ts';

const SHIPPED = readFileSync(new URL('./config.yml', import.meta.url), 'utf8');

const ACCESS = `
    originRequest:
      access:
        required: true
        teamName: team
        audTag: [tag]`;
const RULE = `
  - hostname: a.example.com
    service: http://api:8080${ACCESS}`;
const LAST = `
  - service: http_status:404
`;

/** The faults as `line message`. */
const faultsOf = (text: string) => checkTunnelConfig(text).map(({ line, message }) => `${line} ${message}`);

describe('the check of the tunnel', () => {
  it('has nothing to say about the configuration that is shipped', () => {
    expect(checkTunnelConfig(SHIPPED)).toEqual([]);
  });

  it.each([
    ['rules behind access', `ingress:${RULE}${LAST}`],
    ['other options for all rules', `originRequest:\n  connectTimeout: 10s\ningress:${RULE}${LAST}`],
    [
      'a name that is answered without an origin',
      `ingress:\n  - hostname: b.example.com\n    service: http_status:410${LAST}`,
    ],
    [
      'access by reference',
      `x: &access {required: true, teamName: t, audTag: [a]}\ningress:\n  - hostname: a.example.com\n    service: http://a:1\n    originRequest: {access: *access}${LAST}`,
    ],
    ['a catch-all that says so with a star', `ingress:${RULE}\n  - hostname: '*'\n    service: http_status:404\n`],
  ])('takes %s', (_, text) => expect(faultsOf(text)).toEqual([]));

  it.each([
    [
      'access for all rules, even where each rule has its own',
      `originRequest:\n  access:\n    required: true\n    teamName: t\n    audTag: [a]\ningress:${RULE}${LAST}`,
      ['3 cloudflared ignores originRequest.access outside of a rule: say it in each rule'],
    ],
    [
      'a rule without access',
      `ingress:${RULE}\n  - hostname: b.example.com\n    service: http://gateway:8080${LAST}`,
      ['9 the rule has no originRequest.access: whoever knows the name gets in'],
    ],
    [
      'access that is not required',
      `ingress:${RULE.replace('true', 'false')}${LAST}`,
      ['6 access.required is not true'],
    ],
    ['access of no team', `ingress:${RULE.replace(': team', ':')}${LAST}`, ['7 access.teamName is missing']],
    [
      'access for no application',
      `ingress:${RULE.replace('[tag]', '[]')}${LAST}`,
      ['8 access.audTag is not a list of tags'],
    ],
    [
      'a tag that is no list',
      `ingress:${RULE.replace('[tag]', 'tag')}${LAST}`,
      ['8 access.audTag is not a list of tags'],
    ],
    [
      'no catch-all',
      `ingress:${RULE}\n`,
      ['2 the last rule is no catch-all: expected only "service: http_status:404"'],
    ],
    [
      'a catch-all that leads to an origin',
      `ingress:${RULE}\n  - service: http://api:8080\n`,
      ['9 the last rule is no catch-all: expected only "service: http_status:404"'],
    ],
    [
      'a rule that hides those below it',
      `ingress:\n  - service: http://api:8080${ACCESS}${RULE}${LAST}`,
      ['2 the rule has no hostname: it takes what is meant for the rules below it'],
    ],
    [
      'a rule that leads nowhere',
      `ingress:\n  - hostname: a.example.com${ACCESS}${LAST}`,
      ['2 the rule has no service'],
    ],
    ['no rules', 'tunnel: x\n', ['1 there are no ingress rules']],
    ['what is no configuration', '- a\n', ['1 expected lines of name: value']],
    ['what is no YAML', 'tunnel: x\ningress: [\n', ['3 is not valid YAML (BAD_INDENT)']],
  ])('refuses %s, and names the line', (_, text, faults) => expect(faultsOf(text)).toEqual(faults));
});
