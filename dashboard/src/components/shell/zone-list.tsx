import { Check } from 'lucide-react';
import { useMemo, useState } from 'react';
import { findZones, withRecent } from '../../lib/find-zones.ts';
import { localZone, type ZoneChoice } from '../../lib/format-time.ts';
import { usePreferenceJson } from '../../lib/preferences.ts';
import { useZone } from '../../lib/screen-state.ts';
import { zoneOffset } from '../../lib/zone-label.ts';
import { strings } from '../../strings/catalogue.ts';
import { TextInput } from '../kit/field.tsx';
import { type OptionAttributes, useCombobox } from '../kit/use-combobox.ts';

const words = strings.shell.time;
/** Whoever wants another one types. */
const MOST_SHOWN = 60;
const NONE: ZoneChoice[] = [];

interface ZoneOptionProps {
  zone: ZoneChoice;
  isChosen: boolean;
  /** Whether a line stands above it. */
  isApart: boolean;
  option: OptionAttributes;
}

function ZoneOption({ zone, isChosen, isApart, option }: ZoneOptionProps) {
  const name = zone === 'local' ? words.local(localZone()) : zone;
  const offset = useMemo(() => zoneOffset(zone), [zone]);
  return (
    <>
      {isApart && <div role="presentation" className="my-1 border-t border-line" />}
      <div
        {...option}
        className="flex h-8 shrink-0 cursor-pointer items-center gap-2 rounded-md px-2 text-[13px] aria-selected:bg-accent-soft"
      >
        <Check size={14} className={`shrink-0 text-accent ${isChosen ? '' : 'invisible'}`} aria-hidden />
        <span className="min-w-0 grow truncate">{name.replaceAll('_', ' ')}</span>
        {isChosen && <span className="sr-only">{words.chosen}</span>}
        <span className="text-xs text-ink-faint tabular-nums">{offset}</span>
      </div>
    </>
  );
}

interface ZoneListProps {
  autoFocus?: boolean;
  onChosen(): void;
}

/** The zone in which all times are shown, found by typing: the own one, UTC and the last ones come first. */
export function ZoneList({ autoFocus = false, onChosen }: ZoneListProps) {
  const [chosen, setZone] = useZone();
  const [recent, setRecent] = usePreferenceJson('zones', NONE);
  const [text, setText] = useState('');
  const { near, world } = useMemo(() => findZones(text, recent), [text, recent]);
  const shown = [...near, ...world].slice(0, MOST_SHOWN);
  const more = near.length + world.length - shown.length;
  const choose = (index: number): void => {
    const zone = shown[index];
    if (zone === undefined) return;
    setRecent(withRecent(recent, zone));
    setZone(zone);
    onChosen();
  };
  const { input, list, option } = useCombobox({ text, onText: setText, count: shown.length, onTake: choose });
  return (
    <div className="flex flex-col gap-2">
      <TextInput autoFocus={autoFocus} {...input} aria-label={words.findZone} placeholder={words.zoneHint} />
      <div
        {...list}
        role="listbox"
        aria-label={words.zone}
        className="flex max-h-72 flex-col overflow-y-auto max-md:max-h-52"
      >
        {shown.map((zone, index) => (
          <ZoneOption
            key={zone}
            zone={zone}
            isChosen={zone === chosen}
            isApart={index > 0 && index === near.length}
            option={option(index)}
          />
        ))}
      </div>
      <p role="status" className="px-2 text-xs text-ink-faint empty:hidden">
        {shown.length === 0 ? words.noZone : more > 0 ? words.moreZones(more) : ''}
      </p>
    </div>
  );
}
