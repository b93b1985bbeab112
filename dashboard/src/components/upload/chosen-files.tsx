import { Send, X } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { formatBytes, formatCount } from '../../lib/format-number.ts';
import { fileIdOf } from '../../lib/upload/upload-progress.ts';
import { strings } from '../../strings/catalogue.ts';
import { Button, IconButton } from '../kit/button.tsx';
import { Labelled, TextInput } from '../kit/field.tsx';
import { DropArea } from './drop-area.tsx';
import { useUpload } from './use-upload.ts';

const words = strings.upload;

function FileRow({ file, onRemove }: { file: File; onRemove(): void }) {
  return (
    <li className="flex items-center gap-2 text-[13px]">
      <span className="min-w-0 grow break-all">{file.name}</span>
      <span className="shrink-0 text-ink-faint">{formatBytes(file.size)}</span>
      <IconButton label={words.remove(file.name)} icon={<X size={14} aria-hidden />} onClick={onRemove} />
    </li>
  );
}

/** Before anything is sent: which files, and under which service. */
export function ChosenFiles() {
  const { chosen, open, remove, send } = useUpload();
  const [service, setService] = useState('');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    send(service.trim());
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-3">
      <DropArea onFiles={open} />
      <p className="text-[13px] text-ink-soft">{words.note}</p>
      {chosen.length > 0 && (
        <>
          <ul aria-label={words.chosen} className="flex flex-col">
            {chosen.map((file) => (
              <FileRow key={fileIdOf(file)} file={file} onRemove={() => remove(file)} />
            ))}
          </ul>
          <Labelled label={words.service}>
            <TextInput
              value={service}
              maxLength={256}
              placeholder={words.serviceHint}
              onChange={({ target }) => setService(target.value)}
            />
          </Labelled>
          <Button type="submit" look="primary" className="self-start" icon={<Send size={14} aria-hidden />}>
            {words.send(formatCount(chosen.length))}
          </Button>
        </>
      )}
    </form>
  );
}
