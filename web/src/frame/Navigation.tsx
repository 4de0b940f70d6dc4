/** Navigation: the views in words; under 1,100 pixels their signs alone, the words on hover. */
import { ActionIcon, Tooltip, useMantineColorScheme } from "@mantine/core";
import {
  IconBrightness,
  IconFileText,
  IconKeyboard,
  IconMoon,
  IconSearch,
  IconSun,
  IconWifiOff,
} from "@tabler/icons-react";
import type { ReactNode } from "react";
import { Link, NavLink } from "react-router";
import { type ViewName, viewAddress } from "@/address/address";
import type { LiveState } from "@/api/live";
import { isStill } from "@/api/source";
import { Logo } from "@/frame/Logo";
import classes from "@/frame/Navigation.module.css";
import { PAGES, RUNS, type ViewPlace } from "@/frame/places";

interface NavigationProps {
  run: string | undefined;
  places: readonly ViewPlace[]; // the views of the run
  search: string; // what views of the run share
  view: ViewName | undefined;
  live: LiveState;
  onSearch: () => void;
  onHelp: () => void;
}

export function Navigation({ run, places, search, view, live, onSearch, onHelp }: NavigationProps) {
  const still = isStill();
  return (
    <nav className={classes.nav} aria-label="Views">
      <Link
        to={still && run ? viewAddress(run, "overview", search) : RUNS.path}
        className={classes.logo}
        aria-label={still ? "ClickLens: the run" : "ClickLens: all runs"}
      >
        <Logo />
        <span className={classes.word}>ClickLens</span>
      </Link>
      <button type="button" className={classes.search} onClick={onSearch} aria-label="Search">
        <IconSearch size={16} stroke={1.7} aria-hidden />
        <span className={classes.word}>Search</span>
        <kbd className={classes.key}>/</kbd>
      </button>
      {!still && <Item to={RUNS.path} end place={RUNS} />}
      {run && (
        <div className={classes.group}>
          {places.map((place) => (
            <Item key={place.view} to={viewAddress(run, place.view, search)} place={place} on={place.view === view} />
          ))}
        </div>
      )}
      {!still && (
        <div className={classes.group}>
          {PAGES.map((place) => (
            <Item key={place.path} to={place.path} place={place} />
          ))}
        </div>
      )}
      <div className={classes.foot}>
        {still && (
          <Tooltip label="One file, with the answers of ClickLens to what its views show at the best and the last step. It connects to nothing. `clicklens ui` shows the rest, where the run is.">
            <p className={classes.still}>
              <IconFileText size={16} stroke={1.7} aria-hidden />
              <span className={classes.word}>Report, one file</span>
            </p>
          </Tooltip>
        )}
        {live === "reconnecting" && (
          <Tooltip label="The service does not answer. What you see is from before; it is kept up to date again as soon as the service answers.">
            <div className={classes.broken} role="status">
              <IconWifiOff size={16} stroke={1.7} aria-hidden />
              <span className={classes.word}>reconnecting…</span>
            </div>
          </Tooltip>
        )}
        <div className={classes.switches}>
          <SchemeSwitch />
          <Tooltip label="Keyboard (?)">
            <ActionIcon aria-label="Keyboard" onClick={onHelp}>
              <IconKeyboard size={17} stroke={1.6} />
            </ActionIcon>
          </Tooltip>
        </div>
      </div>
    </nav>
  );
}

interface ItemProps {
  to: string;
  place: { name: string; icon: typeof IconSearch; asks: string; letter: string };
  end?: boolean;
  on?: boolean;
}

function Item({ to, place, end, on }: ItemProps): ReactNode {
  const { icon: Icon, name, asks, letter } = place;
  return (
    <Tooltip label={`${name}: ${asks} (g ${letter})`} position="right" openDelay={500}>
      <NavLink
        to={to}
        end={end ?? false}
        className={classes.item ?? ""}
        {...(on && { "aria-current": "page" as const })}
      >
        <Icon size={18} stroke={1.6} aria-hidden />
        <span className={classes.word}>{name}</span>
      </NavLink>
    </Tooltip>
  );
}

const SCHEMES = {
  auto: { next: "light", icon: IconBrightness, label: "Colours as the system has them; press for light" },
  light: { next: "dark", icon: IconSun, label: "Light; press for dark" },
  dark: { next: "auto", icon: IconMoon, label: "Dark; press for the system's own" },
} as const;

function SchemeSwitch() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const { next, icon: Icon, label } = SCHEMES[colorScheme];
  return (
    <Tooltip label={label}>
      <ActionIcon aria-label={label} onClick={() => setColorScheme(next)}>
        <Icon size={17} stroke={1.6} />
      </ActionIcon>
    </Tooltip>
  );
}
