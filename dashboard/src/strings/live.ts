/** Words of the live tail. */
export const live = {
  title: (query: string) => `Live${query === '' ? '' : `: ${query}`} · Logsieve`,
  placeholder: 'Only logs that match, such as level:>=warn service:checkout',
  filter: 'Filter',
  pause: 'Pause the view',
  goOn: 'Go on',
  clear: 'Clear',
  wrap: 'Wrap long lines',
  rate: (logs: string, errors: string) => `${logs} logs/s, ${errors} errors/s`,
  waiting: 'Waiting for logs …',
  waitingText: 'Each log appears here as soon as it is classified.',
  isNew: (count: string) => `${count} new`,
  skipped: (count: string) => `${count} lines skipped`,
  load: 'Load them',
  loading: 'Loading …',
  reconnecting: (age: string) =>
    `The connection is lost, last heard ${age}. It goes on where it stopped as soon as the server answers.`,
  spoken: (logs: string, errors: string) => `${logs} new lines, ${errors} errors`,
  list: 'Logs as they come',
  highlight: 'Highlight a word',
};
