import { useState } from 'react';
import { stringify } from 'yaml';
import { Button } from '../../components/kit/button.tsx';
import { Card } from '../../components/kit/card.tsx';
import { strings } from '../../strings/catalogue.ts';

type Format = 'YAML' | 'JSON';

/** The rule as it would stand in a file or be sent, to be copied. */
export function RuleText({ body }: { body: Readonly<Record<string, unknown>> }) {
  const [format, setFormat] = useState<Format>('YAML');
  const [copied, setCopied] = useState<string | null>(null);
  const text = format === 'YAML' ? stringify({ rules: [body] }) : JSON.stringify(body, null, 2);
  const copy = (): void => void navigator.clipboard.writeText(text).then(() => setCopied(text));
  const actions = (
    <>
      {(['YAML', 'JSON'] as const).map((one) => (
        <Button
          key={one}
          look="ghost"
          aria-pressed={one === format}
          className="aria-pressed:text-accent"
          onClick={() => setFormat(one)}
        >
          {one}
        </Button>
      ))}
      <Button onClick={copy}>{copied === text ? strings.common.copied : strings.common.copy}</Button>
    </>
  );
  return (
    <Card title={strings.rules.sections.text} actions={actions}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys */}
      <pre tabIndex={0} className="max-h-80 overflow-auto rounded-md bg-sunken p-3 font-mono text-xs">
        {text}
      </pre>
    </Card>
  );
}
