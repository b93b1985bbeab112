import { Globe } from 'lucide-react';
import { useZone } from '../../lib/screen-state.ts';
import { zoneLabel } from '../../lib/zone-label.ts';
import { strings } from '../../strings/catalogue.ts';
import { Button } from '../kit/button.tsx';
import { Popover } from '../kit/popover.tsx';
import { ZoneList } from './zone-list.tsx';

const words = strings.shell.time;

/** Chooses the zone in which all times are shown. */
export function ZoneSelect() {
  const [zone] = useZone();
  const [offset, city] = zoneLabel(zone).split(' · ');
  return (
    <Popover
      align="end"
      className="w-76"
      opener={(attributes) => (
        <Button look="ghost" icon={<Globe size={15} aria-hidden />} title={words.zone} {...attributes}>
          <span className="sr-only">{words.zone}: </span>
          <span>
            {offset}
            {city && <span className="max-lg:sr-only"> · {city}</span>}
          </span>
        </Button>
      )}
    >
      {(close) => <ZoneList autoFocus onChosen={close} />}
    </Popover>
  );
}
