const lines = (count: string): string => (count === '1' ? '1 line' : `${count} lines`);
const newLines = (count: string): string => (count === '1' ? '1 new line' : `${count} new lines`);
const errors = (count: string): string => (count === '1' ? '1 error' : `${count} errors`);

/** Words of the live tail. */
export const live = {
  title: (query: string) => `Live${query === '' ? '' : `: ${query}`} · Logsieve`,
  placeholder: 'Only logs that match, such as level:>=warn service:checkout',
  filter: 'Filter',
  pause: 'Pause the view',
  goOn: 'Go on',
  clear: 'Clear',
  rate: (logs: string, errors: string) => `${logs} logs/s, ${errors} errors/s`,
  waiting: 'Waiting for logs …',
  waitingText: 'Each log appears here as soon as it is classified.',
  waitingForMatch: 'Each log that matches appears here as soon as it is classified.',
  heldEmpty: 'Paused with no lines',
  heldEmptyText: 'What comes meanwhile is shown when you go on.',
  earlier: 'Earlier logs',
  earlierMatches: 'Earlier logs that match',
  allHidden: 'All lines are of hidden levels',
  isNew: (count: string) => `${count} new`,
  skipped: (count: string) => `${lines(count)} skipped`,
  load: 'Load them',
  loading: 'Loading …',
  loadFailed: 'They could not be loaded.',
  moreLines: (count: string) => `+${count}`,
  reconnecting: (age: string) =>
    `The connection is lost, last heard ${age}. It goes on where it stopped as soon as the server answers.`,
  list: 'Logs as they come',
  following: 'Following',
  held: 'Paused',
  notConnected: 'Not connected',
  holds: lines,
  hiddenCount: (count: string) => `${count} hidden by level`,
  dropped: (count: string) => `${count} older no longer held`,
  findDropped: 'Search',
  levels: {
    label: 'Levels that are shown',
    show: (level: string) => `Show ${level}`,
    hide: (level: string) => `Hide ${level}`,
  },
  highlight: {
    label: 'Highlight a word or /regular expression/',
    hint: 'Highlight: word or /regex/',
    terms: 'Highlighted',
    remove: (term: string) => `Do not highlight ${term}`,
    tooLong: (most: number) => `At most ${most} characters can be highlighted.`,
    tooMany: (most: number) => `At most ${most} highlights; take one out first.`,
    wrong: (term: string, reason: string) => `${term} cannot be highlighted: ${reason}`,
  },
  spoken: {
    held: 'The view is paused',
    following: 'The view follows what comes in',
    lost: 'The connection is lost',
    back: 'The connection is back',
    lines: (came: string, wrong: string) => `${newLines(came)}, ${errors(wrong)}`,
  },
};
