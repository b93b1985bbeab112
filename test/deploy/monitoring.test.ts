import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parser } from '@prometheus-io/lezer-promql';
import { parse } from 'yaml';
import { killLeftovers, makeFolder, removeFolders, startHouse } from '../house/house.ts';
import { readComposeFile } from '../stand-ins/compose-file.ts';
import { readPage } from '../stand-ins/pages.ts';

interface Rule {
  alert: string;
  expr: string;
  labels: { severity: string };
  annotations: { summary: string };
}
interface Job {
  job_name: string;
  dns_sd_configs: { names: string[]; type: string; port: number }[];
}
interface Panel {
  id: number;
  title: string;
  datasource: { uid: string };
  gridPos: { h: number; w: number; x: number; y: number };
  targets: { refId: string; expr: string }[];
}

const compose = readComposeFile();
const { rule_files: ruleFiles, scrape_configs: jobs } = parse(readPage('deploy/prometheus/prometheus.yml')) as {
  rule_files: string[];
  scrape_configs: Job[];
};
const rules = ruleFiles.flatMap((file) => {
  const { groups } = parse(readPage(`deploy/prometheus/${file}`)) as { groups: { rules: Rule[] }[] };
  return groups.flatMap((group) => group.rules);
});
const { panels } = JSON.parse(readPage('deploy/grafana/dashboards/logsieve.json')) as { panels: Panel[] };

/** Figures of Prometheus itself and of the exporter. */
const OF_OTHERS = ['up', 'node_filesystem_avail_bytes', 'node_filesystem_size_bytes'];

interface Selector {
  metric: string;
  labels: string[];
}

/** What an expression asks for. @throws Error when it is no PromQL */
function selectorsOf(expression: string): Selector[] {
  const text = expression.replaceAll('$__rate_interval', '5m');
  const found: Selector[] = [];
  parser.parse(text).iterate({
    enter({ name, from, to, type, node }) {
      if (type.isError) throw new Error(`no PromQL at ${from}: ${text}`);
      const part = text.slice(from, to);
      if (name === 'Identifier' && node.parent?.name === 'VectorSelector') found.push({ metric: part, labels: [] });
      if (name === 'LabelName' && node.parent?.name === 'UnquotedLabelMatcher') found.at(-1)?.labels.push(part);
    },
  });
  return found;
}

/** The series of a text in Prometheus' format: the name of each with the labels that it has been seen with. */
function seriesOf(text: string): Map<string, Set<string>> {
  const series = new Map<string, Set<string>>();
  for (const [, name = '', kind] of text.matchAll(/^# TYPE (\w+) (\w+)$/gm))
    for (const end of kind === 'histogram' ? ['_bucket', '_sum', '_count'] : ['']) series.set(name + end, new Set());
  for (const [, name = '', labels = ''] of text.matchAll(/^(\w+)\{(.*)\} /gm))
    for (const [, label = ''] of labels.matchAll(/(\w+)="/g)) series.get(name)?.add(label);
  return series;
}

let exposed: Map<string, Set<string>>;

beforeAll(async () => {
  const house = await startHouse({ dataDir: makeFolder() });
  await house.call('POST', '/api/v1/logs?ack=indexed', { message: 'order placed', service: 'shop' });
  await house.get('/api/v1/logs/search?q=order');
  exposed = seriesOf((await house.get('/metrics')).text);
  await house.stop();
});
afterAll(() => {
  killLeftovers();
  removeFolders();
});

function faultsOf(expression: string): string[] {
  return selectorsOf(expression).flatMap(({ metric, labels }) => {
    if (OF_OTHERS.includes(metric)) return [];
    const seen = exposed.get(metric);
    if (!seen) return [`${metric} is no metric`];
    return seen.size === 0
      ? []
      : labels.filter((label) => !seen.has(label)).map((label) => `${metric} has no ${label}`);
  });
}

describe('Prometheus', () => {
  it.each(rules.map((rule) => [rule.alert, rule] as const))('%s asks for metrics that are exposed', (_, rule) => {
    expect(selectorsOf(rule.expr).length).toBeGreaterThan(0);
    expect(faultsOf(rule.expr)).toEqual([]);
    expect(['critical', 'warning']).toContain(rule.labels.severity);
    expect(rule.annotations.summary).not.toBe('');
  });

  it('would be told of a metric or a label that is none', () => {
    expect(faultsOf('rate(logsieve_no_such_total[5m]) > 0')).toEqual(['logsieve_no_such_total is no metric']);
    expect(faultsOf('logsieve_ledger_logs{stat="stored"}')).toEqual(['logsieve_ledger_logs has no stat']);
    expect(() => selectorsOf('rate(up[5m]')).toThrow('no PromQL');
  });

  it('each rule is explained', () => {
    const page = readPage('docs/deploy.md');
    for (const { alert } of rules) expect(page).toContain(`| \`${alert}\` |`);
  });

  it('asks everything that listens, where it can be reached', () => {
    const listening = Object.entries(compose.services).filter(([name, { build, healthcheck }]) => {
      return name === 'node-exporter' || (build && !healthcheck?.disable);
    });
    expect(jobs.map((job) => job.job_name).sort()).toEqual(listening.map(([name]) => name).sort());
    for (const { job_name: name, dns_sd_configs: places } of jobs) {
      expect(places[0]?.names).toEqual([name]);
      expect(compose.services[name]?.networks).toContain('monitoring');
    }
  });
});

describe('the dashboard of Grafana', () => {
  it.each(panels.map((panel) => [panel.title, panel] as const))('%s asks for metrics that are exposed', (_, panel) => {
    expect(panel.targets.length).toBeGreaterThan(0);
    expect(panel.targets.flatMap(({ expr }) => faultsOf(expr))).toEqual([]);
  });

  it('reads the data source that is put in place', () => {
    const { datasources } = parse(readPage('deploy/grafana/provisioning/datasources/prometheus.yml'));
    expect(new Set(panels.map(({ datasource }) => datasource.uid))).toEqual(new Set([datasources[0].uid]));
    expect(new URL(datasources[0].url).hostname in compose.services).toBe(true);
  });

  it('stands where Grafana looks for it', () => {
    const { providers } = parse(readPage('deploy/grafana/provisioning/dashboards/logsieve.yml'));
    expect(compose.services.grafana?.volumes).toContain(`./deploy/grafana/dashboards:${providers[0].options.path}:ro`);
  });

  it('has panels that do not overlap', () => {
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
    const cells = panels.flatMap(({ gridPos: { h, w, x, y } }) =>
      Array.from({ length: h * w }, (_, index) => `${x + (index % w)},${y + Math.floor(index / w)}`),
    );
    expect(new Set(cells).size).toBe(cells.length);
    for (const { gridPos } of panels) expect(gridPos.x + gridPos.w).toBeLessThanOrEqual(24);
  });
});
