import { Bookmark, Pencil, Trash2 } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { Button, IconButton } from '../../../components/kit/button.tsx';
import { TextInput } from '../../../components/kit/field.tsx';
import { Popover } from '../../../components/kit/popover.tsx';
import { formatRange } from '../../../lib/format-range.ts';
import type { ZoneChoice } from '../../../lib/format-time.ts';
import { usePreferenceJson } from '../../../lib/preferences.ts';
import { useZone } from '../../../lib/screen-state.ts';
import { relativeSpan } from '../../../lib/time-range.ts';
import { strings } from '../../../strings/catalogue.ts';
import { ToolButton } from './tool-button.tsx';
import { renameView, type SavedView, withoutView, withView } from './views.ts';

const words = strings.explorer.views;
const NO_VIEWS: SavedView[] = [];

interface ViewsMenuProps {
  /** The screen as it is, still without a name. */
  current: Omit<SavedView, 'name'>;
  onShow(view: SavedView): void;
}

/** What the view looks for, and when. */
function describe({ q, from, to }: SavedView, zone: ZoneChoice): string {
  return `${q || words.everything} · ${relativeSpan({ from, to }) ?? formatRange({ from, to }, zone)}`;
}

function NameForm({ name, label, onSave }: { name: string; label: string; onSave(name: string): void }) {
  const [draft, setDraft] = useState(name);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const wanted = draft.trim();
    if (wanted === '') return;
    onSave(wanted);
    setDraft(name);
  };
  return (
    <form onSubmit={submit} className="flex gap-2">
      <TextInput
        aria-label={words.name}
        placeholder={words.name}
        value={draft}
        maxLength={80}
        onChange={({ target }) => setDraft(target.value)}
      />
      <Button type="submit" disabled={draft.trim() === ''}>
        {label}
      </Button>
    </form>
  );
}

interface ViewRowProps {
  view: SavedView;
  onShow(): void;
  onRename(name: string): void;
  onRemove(): void;
}

function ViewRow({ view, onShow, onRename, onRemove }: ViewRowProps) {
  const [isRenaming, setRenaming] = useState(false);
  const [zone] = useZone();
  const { name } = view;
  const rename = (next: string): void => {
    onRename(next);
    setRenaming(false);
  };
  if (isRenaming) {
    return (
      <li className="py-1">
        <NameForm name={name} label={strings.common.save} onSave={rename} />
      </li>
    );
  }
  return (
    <li className="flex items-center rounded-md hover:bg-hover">
      <button
        type="button"
        aria-label={words.load(name)}
        className="min-w-0 grow rounded-md px-2 py-1.5 text-start"
        onClick={onShow}
      >
        <span className="block truncate text-[13px] font-medium">{name}</span>
        <span className="block truncate text-xs text-ink-faint">{describe(view, zone)}</span>
      </button>
      <IconButton
        label={words.rename(name)}
        icon={<Pencil size={14} aria-hidden />}
        onClick={() => setRenaming(true)}
      />
      <IconButton label={words.remove(name)} icon={<Trash2 size={14} aria-hidden />} onClick={onRemove} />
    </li>
  );
}

/** Screens that were given a name, kept by this browser. */
export function ViewsMenu({ current, onShow }: ViewsMenuProps) {
  const [views, setViews] = usePreferenceJson('views', NO_VIEWS);
  const [removed, setRemoved] = useState<SavedView | null>(null);
  return (
    <Popover
      align="end"
      className="w-88"
      opener={(attributes) => (
        <ToolButton label={words.open} icon={<Bookmark size={15} aria-hidden />} {...attributes} />
      )}
    >
      {(close) => (
        <div className="flex flex-col gap-2">
          <h2 className="text-[13px] font-semibold">{words.title}</h2>
          {views.length === 0 && <p className="text-[13px] text-ink-soft">{words.none}</p>}
          <ul className="-mx-1 max-h-72 overflow-y-auto px-1">
            {views.map((view) => (
              <ViewRow
                key={view.name}
                view={view}
                onShow={() => {
                  onShow(view);
                  close();
                }}
                onRename={(next) => setViews(renameView(views, view.name, next))}
                onRemove={() => {
                  setRemoved(view);
                  setViews(withoutView(views, view.name));
                }}
              />
            ))}
          </ul>
          {removed && (
            <p role="status" className="flex items-center justify-between rounded-md bg-sunken py-1 ps-2 pe-1 text-xs">
              {words.removed(removed.name)}
              <Button
                look="ghost"
                className="h-6!"
                onClick={() => {
                  setViews(withView(views, removed));
                  setRemoved(null);
                }}
              >
                {words.undo}
              </Button>
            </p>
          )}
          <NameForm name="" label={words.save} onSave={(name) => setViews(withView(views, { ...current, name }))} />
        </div>
      )}
    </Popover>
  );
}
