import { reloadOnce } from './reload-once.ts';
import { notLoaded as words } from './strings/not-loaded.ts';

const EVERY_MS = 3_000;
/** A server that takes longer to say that a document is there is as good as none. */
const PATIENCE_MS = 5_000;

/** Whether the server gives documents; nothing but the head of one is asked for. */
async function isGiven(): Promise<boolean> {
  try {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    return (await fetch('/', { method: 'HEAD', cache: 'no-store', signal })).ok;
  } catch {
    return false;
  }
}

/** With the looks of `kit/button.tsx`, which would have to be fetched. */
const BUTTON =
  'mt-2 h-8 rounded-md border border-line bg-surface px-2.5 text-[13px] font-medium hover:border-line-strong hover:bg-hover';

function say(root: HTMLElement, text: string): void {
  const make = (tag: string, className: string, textContent = ''): HTMLElement =>
    Object.assign(document.createElement(tag), { className, textContent });
  const frame = make('main', 'flex min-h-dvh flex-col items-center justify-center gap-2 px-6 text-center');
  const again = make('button', BUTTON, words.again);
  again.addEventListener('click', () => location.reload());
  frame.append(make('h1', 'text-lg font-semibold', words.title), make('p', 'text-ink-soft', text), again);
  frame.setAttribute('role', 'alert');
  root.replaceChildren(frame);
}

/**
 * In place of a dashboard whose files did not come: loads the document anew, as an update has files of other names. While the
 * server is away that waits until it is back; where it does not help, it is said instead.
 */
export async function startAnew(root: HTMLElement): Promise<void> {
  if (await isGiven()) {
    if (!reloadOnce()) say(root, words.refused);
    return;
  }
  say(root, words.away);
  while (!(await isGiven())) await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
  location.reload();
}
