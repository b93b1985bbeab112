import { useQueryClient } from '@tanstack/react-query';
import { Radio } from 'lucide-react';
import { useEffect } from 'react';
import { openLiveSocket } from '../lib/live-socket.ts';
import { strings } from '../strings/catalogue.ts';
import { Card } from './kit/card.tsx';
import { CopyButton } from './kit/copy-button.tsx';
import { DropArea } from './upload/drop-area.tsx';
import { useUpload } from './upload/use-upload.ts';

const words = strings.overview.firstRun;

type Way = keyof typeof words.ways;

/** Where the demo looks by itself. */
const DEFAULT_ORIGIN = 'http://127.0.0.1:8080';

/** What to type for each way, for the server of this page. */
export function buildCommands(origin: string): Readonly<Record<Way, string>> {
  return {
    curl: `curl ${origin}/api/v1/logs \\\n  -H 'content-type: application/json' \\\n  -d '{"service": "shop", "level": "error", "message": "payment declined: card expired"}'`,
    pipe: `my-service | npm run --silent logsieve -- send - \\\n  --url ${origin} --service my-service`,
    syslog: `npm run logsieve -- send /var/log/syslog \\\n  --url ${origin}`,
    sdk: `import { createProducer } from 'logsieve/producer';\n\nconst log = createProducer({\n  url: '${origin}',\n  service: 'shop',\n});\nlog.error('payment declined', { order_id: 'A-17' });\nawait log.close();`,
    pino: `import createPinoTransport\n  from './producers/sdk/pino-transport.ts';\n\nconst transport = createPinoTransport({\n  url: '${origin}',\n  service: 'shop',\n});\nconst logger = pino(transport);`,
    demo: `npm run demo${origin === DEFAULT_ORIGIN ? '' : ` -- --url ${origin}`}`,
  };
}

function Command({ way, text }: { way: Way; text: string }) {
  return (
    <Card
      title={words.ways[way]}
      className="h-full"
      actions={<CopyButton label={words.copy(words.ways[way])} text={() => text} />}
    >
      <p className="mb-2 text-[13px] text-ink-soft">{words.notes[way]}</p>
      <pre
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys
        tabIndex={0}
        className="overflow-x-auto rounded-md bg-sunken p-3 font-mono text-xs leading-5 max-sm:break-words max-sm:whitespace-pre-wrap"
      >
        {text}
      </pre>
    </Card>
  );
}

/** Asks everything anew as soon as a log is seen, and once more when it was found: it is seen before it can be searched. */
function useFirstLog(): void {
  const client = useQueryClient();
  useEffect(() => {
    const socket = openLiveSocket({
      path: () => '/ws/logs',
      onMessage(message) {
        if ((message as { type: string }).type === 'logs') void client.invalidateQueries();
      },
    });
    return () => {
      socket.close();
      void client.invalidateQueries();
    };
  }, [client]);
}

/** Where somebody begins who has no program at hand that could be changed; the others come in this order. */
const QUICK: Way = 'demo';
const OTHERS: readonly Way[] = ['curl', 'pipe', 'syslog', 'sdk', 'pino'];

/** Stands in place of a page while there is no log at all: how to send one. */
export function FirstRun() {
  useFirstLog();
  const { open } = useUpload();
  const commands = buildCommands(location.origin);
  return (
    <div className="mx-auto flex max-w-7xl flex-col gap-4 px-4 py-6">
      <header className="text-center">
        <h1 className="text-xl font-semibold">{words.title}</h1>
        <p className="mt-1 text-ink-soft">{words.text}</p>
        <p role="status" className="mt-3 inline-flex items-center gap-2 text-[13px] font-medium text-accent">
          <Radio size={15} className="animate-pulse" aria-hidden />
          {words.waiting}
        </p>
      </header>
      <div className="grid gap-4 lg:grid-cols-2">
        <Command way={QUICK} text={commands[QUICK]} />
        <Card title={words.upload} className="h-full">
          <DropArea onFiles={open} />
        </Card>
        {OTHERS.map((way) => (
          <div key={way} className={way === 'curl' ? 'min-w-0 lg:col-span-2' : 'min-w-0'}>
            <Command way={way} text={commands[way]} />
          </div>
        ))}
      </div>
    </div>
  );
}
