/** Words that several pages use. */
export const common = {
  loading: 'Loading …',
  retry: 'Try again',
  failed: 'This could not be loaded',
  requestId: (id: string) => `Request ${id}`,
  logs: (count: string) => `${count} logs`,
  copy: 'Copy',
  copied: 'Copied',
  close: 'Close',
  cancel: 'Cancel',
  save: 'Save',
  showAsTable: 'Show as table',
  showAsChart: 'Show as chart',
  none: '–',
};
