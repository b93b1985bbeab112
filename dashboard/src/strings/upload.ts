import type { FileFaultReason } from '../lib/upload/read-text.ts';

const faults: Readonly<Record<FileFaultReason, string>> = {
  unreadable: 'The browser cannot read it. Has it been moved, removed or changed?',
  binary: 'It is no text.',
  archive: 'A browser opens gzip, but not this archive. Unpack it; logsieve send reads zstd too.',
  damaged: 'Its gzip is damaged or cut off here. What came before has been sent.',
};

const plural = (count: string, one: string, many: string): string => `${count} ${count === '1' ? one : many}`;

/** Words of the upload of log files. */
export const upload = {
  title: 'Upload log files',
  action: 'Action',
  choose: 'Choose files',
  drop: 'or drop them here: .log, .txt, .json, .ndjson, .csv, also as .gz',
  note: 'Each line is a log, and its format is found out; an array of JSON is one of records. Logs keep their own time.',
  chosen: 'Chosen files',
  remove: (name: string) => `Remove ${name}`,
  service: 'Service of logs that name none',
  serviceHint: 'such as shop',
  send: (count: string) => `Send ${plural(count, 'file', 'files')}`,
  more: 'Send more files',
  look: 'Show in the explorer',
  bar: (share: string) => `Upload ${share}`,
  over: {
    done: 'Upload is done',
    partly: 'Upload ended, but not all could be read',
    cancelled: 'Upload was cancelled',
    failed: 'Upload failed',
  },
  sending: 'Sending …',
  stays: 'It goes on while this window is closed.',
  progressOf: (name: string) => `How much of ${name} is read`,
  accepted: (count: string) => `${plural(count, 'log', 'logs')} accepted`,
  rejected: (count: string) => `${count} refused`,
  states: { waiting: 'waits', sending: 'is sent', done: 'done', stopped: 'stopped' },
  upTo: (line: string) => `All up to line ${line} is answered for.`,
  faults,
  pause: (message: string, seconds: string) => `${message} Trying again in ${seconds}.`,
  maybeTwice: (count: string) =>
    `${plural(count, 'log was', 'logs were')} sent again because the first answer was lost: the server may have them twice.`,
  unanswered: (file: string, from: string, to: string) =>
    `No answer came for lines ${from} to ${to} of ${file}: they may be there or not.`,
  refusals: 'Not taken',
  refusalsKept: (shown: string, all: string) => `The first ${shown} of ${all}:`,
  line: (file: string, line: string) => `${file}, line ${line}`,
  tooLarge: 'the log is larger than 1 MiB',
  failures: {
    noDoor:
      'This server takes no logs, it only answers questions: it runs without the role gateway. A page may send only to its own server, so send the files from a terminal to the server that has it:',
    forbidden:
      'This server takes no logs from pages of this address, which stands neither in PUBLIC_URL nor in ALLOWED_ORIGINS. From a terminal it works:',
    login: 'The server, or a proxy before it, asks for a login. Load this page again, log in, and send the rest.',
    other: (message: string) => `The server refused: ${message}`,
  },
};
