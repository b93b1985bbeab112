import { FileUp } from 'lucide-react';
import { type DragEvent, useId, useState } from 'react';
import { strings } from '../../strings/catalogue.ts';

const words = strings.upload;
const TYPES = '.log,.txt,.json,.ndjson,.jsonl,.csv,.gz,text/*,application/json,application/gzip';

/** Takes files that are chosen or dropped on it. */
export function DropArea({ onFiles }: { onFiles(files: readonly File[]): void }) {
  const [isOver, setOver] = useState(false);
  const noteId = useId();
  const onDrop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    const files = [...event.dataTransfer.files];
    if (files.length > 0) onFiles(files);
  };
  const onDrag = (event: DragEvent): void => {
    // without this the browser would show the file in place of the page
    event.preventDefault();
    setOver(true);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way; the first is the control inside
    <div
      onDragOver={onDrag}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
      className={`rounded-lg border border-dashed p-5 text-center text-[13px] text-ink-soft ${isOver ? 'border-accent bg-accent-soft' : 'border-line-strong bg-sunken'}`}
    >
      <label className="inline-flex h-8 cursor-pointer items-center gap-1.5 rounded-md border border-line bg-surface px-2.5 font-medium text-ink has-focus-visible:outline-2 has-focus-visible:outline-accent hover:bg-hover">
        <FileUp size={15} aria-hidden />
        {words.choose}
        <input
          type="file"
          multiple
          accept={TYPES}
          aria-describedby={noteId}
          className="sr-only"
          onChange={({ target }) => {
            onFiles([...(target.files ?? [])]);
            // the same file may be chosen again
            target.value = '';
          }}
        />
      </label>
      <p id={noteId} className="mt-2">
        {words.drop}
      </p>
    </div>
  );
}
