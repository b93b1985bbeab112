import { localZone } from '../../lib/format-time.ts';
import { useZone } from '../../lib/screen-state.ts';
import { strings } from '../../strings/catalogue.ts';
import { Select } from '../kit/field.tsx';

const words = strings.shell.time;
const ZONES = Intl.supportedValuesOf('timeZone').filter((name) => name !== 'UTC');

/** Made once: there are hundreds, and this is drawn whenever the address changes. */
const OPTIONS = ZONES.map((name) => <option key={name}>{name}</option>);

/** Chooses the zone in which all times are shown. */
export function ZoneSelect() {
  const [zone, setZone] = useZone();
  return (
    <Select
      aria-label={words.zone}
      value={zone}
      onChange={({ target }) => setZone(target.value)}
      className="hidden max-w-48 lg:block"
    >
      <option value="local">{words.local(localZone())}</option>
      <option value="UTC">UTC</option>
      <optgroup label={words.zone}>{OPTIONS}</optgroup>
    </Select>
  );
}
