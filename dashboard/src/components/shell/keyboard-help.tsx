import { strings } from '../../strings/catalogue.ts';
import { Dialog } from '../kit/dialog.tsx';
import { MENU_PAGES } from './menu-pages.ts';

const MOD = /Mac|iPhone|iPad/.test(navigator.userAgent) ? '⌘' : 'Ctrl';

/** `⌘ Home / ⌘ End` are two ways, each of two keys; a lone `/` is a key itself. */
function Keys({ written }: { written: string }) {
  return written.split(' ').map((part, at) => {
    const Tag = part === '/' && at > 0 ? 'span' : 'kbd';
    const look =
      Tag === 'span'
        ? 'text-ink-faint'
        : 'rounded border border-line-strong bg-sunken px-1.5 font-mono text-xs text-ink-soft';
    return (
      // biome-ignore lint/suspicious/noArrayIndexKey: they stay where they are
      <Tag key={at} className={look}>
        {part === '⌘' ? MOD : part}
      </Tag>
    );
  });
}

/** Keys by what they do; the pages add their own to the catalogue. */
export function KeyboardHelp({ onClose }: { onClose(): void }) {
  const { title, groups } = strings.shell.help;
  const places: [string, string][] = MENU_PAGES.map(({ name, key }) => [`g ${key}`, name]);
  return (
    <Dialog title={title} onClose={onClose} className="w-[min(52rem,calc(100vw-2rem))]">
      <div className="gap-x-8 sm:columns-2">
        {[...groups, { name: strings.shell.navigation, keys: places }].map(({ name, keys }) => (
          <section key={name} className="mb-5 break-inside-avoid">
            <h3 className="mb-2 text-xs font-semibold text-ink-faint">{name}</h3>
            <dl className="flex flex-col gap-1.5">
              {keys.map(([key, what]) => (
                <div key={key} className="flex items-center justify-between gap-4 text-[13px]">
                  <dt>{what}</dt>
                  <dd className="flex shrink-0 gap-1">
                    <Keys written={key} />
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
