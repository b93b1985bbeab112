import { once } from 'node:events';
import { printable } from '../printable.ts';

/** What a command says goes through here: results to standard output, everything else to standard error. */
export interface Terminal {
  /** One line of the result; resolves when more may follow. */
  print(line: string): Promise<void>;
  /** One line for the person who watches. */
  note(line: string): void;
  /** Text that the next note or status overwrites; nothing where nobody watches. */
  status(text: string): void;
  /** Wraps the text in a colour where colours are shown. */
  paint(colour: Colour, text: string): string;
  readonly input: NodeJS.ReadableStream;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly showsStatus: boolean;
  /** Whether a person looks at the results as they come. */
  readonly isTerminal: boolean;
}

const COLOURS = { dim: '90', red: '31', yellow: '33', green: '32', cyan: '36', bold: '1' } as const;
export type Colour = keyof typeof COLOURS;

/** The terminal of this process. A reader that went away (`| head`) ends it quietly. */
export function createTerminal(): Terminal {
  const { stdin, stdout, stderr, env } = process;
  const showsColours = stdout.isTTY === true && !env.NO_COLOR && env.TERM !== 'dumb';
  const showsStatus = stderr.isTTY === true && env.TERM !== 'dumb';
  let hasStatus = false;
  for (const stream of [stdout, stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));
  }
  const clear = () => {
    if (hasStatus) stderr.write('\r\u001b[K');
    hasStatus = false;
  };
  return {
    async print(line) {
      clear();
      if (!stdout.write(`${line}\n`)) await once(stdout, 'drain');
    },
    note(line) {
      clear();
      stderr.write(`${line}\n`);
    },
    status(text) {
      if (!showsStatus) return;
      clear();
      hasStatus = text !== '';
      stderr.write(printable(text));
    },
    paint: (colour, text) => (showsColours ? `\u001b[${COLOURS[colour]}m${text}\u001b[0m` : text),
    input: stdin,
    env,
    showsStatus,
    isTerminal: stdout.isTTY === true,
  };
}
