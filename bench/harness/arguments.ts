import { parseArgs } from 'node:util';

/** What the command line asks for. */
export interface BenchArguments {
  /** Empty: all scenarios. */
  names: string[];
  quick: boolean;
  /** The scenarios that need engines, rather than those that do not. */
  engines: boolean;
  /** When no names are given, the scenarios that need a browser, rather than those that do not. */
  browser: boolean;
  qualityFile?: string;
}

/** @throws TypeError on an unknown option */
export function readArguments(args: readonly string[]): BenchArguments {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      quick: { type: 'boolean', default: false },
      engines: { type: 'boolean', default: false },
      browser: { type: 'boolean', default: false },
      quality: { type: 'string' },
    },
  });
  return {
    names: positionals,
    quick: values.quick,
    engines: values.engines,
    browser: values.browser,
    ...(values.quality !== undefined && { qualityFile: values.quality }),
  };
}
