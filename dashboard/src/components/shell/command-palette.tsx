import { Search } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useNavigate } from 'react-router';
import { useRules } from '../../api/alert-rules.ts';
import { OPEN_ALERTS, useAlerts } from '../../api/alerts.ts';
import { useStats } from '../../api/logs.ts';
import { groupOf } from '../../lib/alert-group.ts';
import { filterTerm } from '../../lib/query-edit.ts';
import { rulePath } from '../../lib/rule-path.ts';
import { useLinkTo, useScreenState } from '../../lib/screen-state.ts';
import { strings } from '../../strings/catalogue.ts';
import { Dialog } from '../kit/dialog.tsx';
import { useCombobox } from '../kit/use-combobox.ts';
import { useUpload } from '../upload/use-upload.ts';
import { MENU_PAGES } from './menu-pages.ts';
import { useThemeSwitch } from './use-theme-switch.ts';

interface Command {
  name: string;
  kind: string;
  run(): void;
}

const words = strings.shell.palette;
const MOST_SHOWN = 12;

/** What is open, and the rules, by name. */
function useAlertCommands(): Command[] {
  const linkTo = useLinkTo();
  const navigate = useNavigate();
  const { data: open } = useAlerts(OPEN_ALERTS);
  const { data: rules } = useRules();
  return useMemo(() => {
    const goTo = (path: string) => () => void navigate(linkTo(path));
    const alertCommands = (open?.alerts ?? []).map(({ id, rule, group, service }) => ({
      name: [rule, ...groupOf({ group, service }).map(([, value]) => value)].join(' · '),
      kind: words.alert,
      run: goTo(`/alerts/${id}`),
    }));
    const ruleCommands = (rules?.rules ?? []).map(({ name }) => ({
      name,
      kind: words.rule,
      run: goTo(rulePath(name)),
    }));
    return [...alertCommands, ...ruleCommands];
  }, [open, rules, linkTo, navigate]);
}

function useCommands(): Command[] {
  const linkTo = useLinkTo();
  const navigate = useNavigate();
  const [{ from, to }] = useScreenState();
  const { name: themeName, toggle: toggleTheme } = useThemeSwitch();
  const { data } = useStats({ q: '', from, to });
  const { open } = useUpload();
  const alertCommands = useAlertCommands();
  return useMemo(() => {
    const pages = MENU_PAGES.map(({ path, name }) => ({
      name,
      kind: words.page,
      run: () => void navigate(linkTo(path)),
    }));
    const services = Object.keys(data?.by_service ?? {}).map((name) => ({
      name,
      kind: words.service,
      run: () => void navigate(linkTo('/explorer', { q: filterTerm('service', name) })),
    }));
    const look = { name: themeName, kind: words.setting, run: toggleTheme };
    const upload = { name: strings.upload.title, kind: strings.upload.action, run: () => open() };
    return [...pages, upload, ...services, ...alertCommands, look];
  }, [data, alertCommands, linkTo, navigate, themeName, toggleTheme, open]);
}

/** ⌘K: goes to a page, a service, an open alert or a rule, or searches for what was typed. */
export function CommandPalette({ onClose }: { onClose(): void }) {
  const [text, setText] = useState('');
  const linkTo = useLinkTo();
  const navigate = useNavigate();
  const commands = useCommands();
  const wanted = text.trim().toLowerCase();
  const found = commands.filter(({ name }) => name.toLowerCase().includes(wanted)).slice(0, MOST_SHOWN);
  const search = {
    name: words.searchFor(text.trim()),
    kind: words.search,
    run: () => void navigate(linkTo('/explorer', { q: text.trim() })),
  };
  const shown: Command[] = wanted === '' ? found : [...found, search];
  const run = (index: number): void => {
    onClose();
    shown[index]?.run();
  };
  const { input, list, option } = useCombobox({ text, onText: setText, count: shown.length, onTake: run });
  return (
    <Dialog title={words.open} onClose={onClose} isFixed>
      <div className="flex items-center gap-2 border-b border-line pb-3">
        <Search size={16} aria-hidden className="text-ink-faint" />
        <input
          autoFocus
          {...input}
          aria-label={words.open}
          placeholder={words.placeholder}
          className="w-full bg-transparent text-[15px] outline-none placeholder:text-ink-faint"
        />
      </div>
      <div {...list} role="listbox" aria-label={words.open} className="mt-2 flex flex-col">
        {shown.map((command, index) => (
          <div
            key={`${command.kind} ${command.name}`}
            {...option(index)}
            className="flex cursor-pointer items-center justify-between rounded-md px-3 py-1.5 aria-selected:bg-accent-soft"
          >
            <span className="truncate">{command.name}</span>
            <span className="text-xs text-ink-faint">{command.kind}</span>
          </div>
        ))}
      </div>
    </Dialog>
  );
}
