import { Link } from 'react-router';
import { formatCount, formatDuration } from '../../lib/format-number.ts';
import { useLinkTo } from '../../lib/screen-state.ts';
import { endOf, type FileProgress, type UploadProgress } from '../../lib/upload/upload-progress.ts';
import { strings } from '../../strings/catalogue.ts';
import { Button } from '../kit/button.tsx';
import { useUpload } from './use-upload.ts';

const words = strings.upload;

function FileLine({ file }: { file: FileProgress }) {
  const { name, bytes, readBytes, state, fault, accepted, rejected, line } = file;
  return (
    <li className="text-[13px]">
      <span className="flex flex-wrap items-baseline justify-between gap-x-3">
        <span className="min-w-0 break-all font-medium">{name}</span>
        <span className="text-ink-soft">
          {words.accepted(formatCount(accepted))}
          {rejected > 0 && <span className="text-bad"> · {words.rejected(formatCount(rejected))}</span>}
          {` · ${words.states[state]}`}
        </span>
      </span>
      <progress
        aria-label={words.progressOf(name)}
        max={Math.max(bytes, 1)}
        value={state === 'done' ? Math.max(bytes, 1) : readBytes}
        className="h-1.5 w-full appearance-none overflow-hidden rounded-full border-0 bg-sunken [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-sunken [&::-webkit-progress-value]:bg-accent"
      />
      {fault && <p className="text-bad">{words.faults[fault]}</p>}
      {state === 'stopped' && line > 0 && <p className="text-ink-soft">{words.upTo(formatCount(line))}</p>}
    </li>
  );
}

function Refusals({ progress: { refusals, files } }: { progress: UploadProgress }) {
  if (refusals.length === 0) return null;
  const all = files.reduce((sum, { rejected }) => sum + rejected, 0);
  return (
    <section aria-label={words.refusals} className="text-[13px]">
      <h3 className="font-semibold">{words.refusals}</h3>
      {all > refusals.length && (
        <p className="text-ink-soft">{words.refusalsKept(formatCount(refusals.length), formatCount(all))}</p>
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: so that a long list can be scrolled by keys */}
      <ul className="mt-1 max-h-48 overflow-auto rounded-md bg-sunken p-2" tabIndex={0}>
        {refusals.map(({ file, line, code, message }) => (
          <li key={`${file} ${line} ${code}`} className="break-words">
            <span className="font-medium">{words.line(file, formatCount(line))}</span>: {message}{' '}
            <code className="text-ink-faint">{code}</code>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Failure({ status, message }: NonNullable<UploadProgress['failure']>) {
  const { noDoor, forbidden, login, other } = words.failures;
  const isClosed = status === 404 || status === 405;
  const text = isClosed ? noDoor : status === 403 ? forbidden : status === 401 ? login : other(message);
  return (
    <div role="alert" className="rounded-md bg-bad-soft p-3 text-[13px]">
      <p>{text}</p>
      {(isClosed || status === 403) && (
        <pre className="mt-2 overflow-auto font-mono text-xs">
          npm run logsieve -- send FILE --url {isClosed ? 'http://…' : location.origin}
        </pre>
      )}
    </div>
  );
}

/** What is not yet sure: shown while it is sent and afterwards. */
function Doubts({ progress: { pause, maybeTwice, unanswered, state } }: { progress: UploadProgress }) {
  return (
    <div role="status" className="flex flex-col gap-1 text-[13px] text-caution empty:hidden">
      {pause && <p>{words.pause(pause.message, formatDuration(pause.waitMs))}</p>}
      {maybeTwice > 0 && <p>{words.maybeTwice(formatCount(maybeTwice))}</p>}
      {state !== 'sending' && unanswered && (
        <p>{words.unanswered(unanswered.file, formatCount(unanswered.from), formatCount(unanswered.to))}</p>
      )}
    </div>
  );
}

/** How far it is, and what became of it. */
export function UploadReport({ progress }: { progress: UploadProgress }) {
  const { cancel, close, renew } = useUpload();
  const linkTo = useLinkTo();
  const { files, failure } = progress;
  const end = endOf(progress);
  return (
    <div className="flex flex-col gap-3">
      <p role="status" className="font-semibold">
        {end ? words.over[end] : words.sending}
      </p>
      <ul className="flex flex-col gap-2">
        {files.map((file) => (
          <FileLine key={file.id} file={file} />
        ))}
      </ul>
      {failure && <Failure {...failure} />}
      <Doubts progress={progress} />
      <Refusals progress={progress} />
      {end === null ? (
        <span className="flex items-center gap-3">
          <Button onClick={cancel}>{strings.common.cancel}</Button>
          <span className="text-[13px] text-ink-soft">{words.stays}</span>
        </span>
      ) : (
        <span className="flex items-center gap-4">
          <Button onClick={renew}>{words.more}</Button>
          <Link to={linkTo('/explorer')} onClick={close} className="text-[13px] text-accent underline">
            {words.look}
          </Link>
        </span>
      )}
    </div>
  );
}
