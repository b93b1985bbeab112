/** Words in place of what did not come. They are needed where nothing else came either, so they stand alone. */
export const notLoaded = {
  title: 'This page could not be loaded',
  away: 'The server does not answer. The page is loaded by itself as soon as it does.',
  refused: 'The server answers, but does not give this page.',
  sending:
    'The server answers, but does not give this page. It is not loaded anew by itself while files are sent: that would break them off.',
  again: 'Load again',
};
