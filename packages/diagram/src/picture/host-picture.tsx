'use client';
import type { HostView } from '@drydock/engine/host-view';
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import { layOut } from '../layout/lay-out.ts';
import { metrics } from '../layout/metrics.ts';
import { keyOf, type ObjectKey, type Scene } from '../layout/scene.ts';
import { bytes } from '../quantity.ts';
import { ContainerBox } from './container-box.tsx';
import { DoorMark, RailLabel, RailLine, StackMark, TankMark, touches, WireLabel, WireLine } from './fittings.tsx';
import { type Direction, neighbour, targets } from './neighbour.ts';
import { Part, type PartProps } from './part.tsx';

/** What a picture shows. */
export interface HostPictureProps {
  readonly view: HostView;
  readonly selected: ObjectKey | null;
  /** Objects that the last event concerned. */
  readonly now: ReadonlySet<ObjectKey>;
  readonly onSelect: (key: ObjectKey) => void;
}

const ARROWS: Readonly<Record<string, Direction>> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowLeft: 'left',
  ArrowRight: 'right',
};

/** The host in cross-section, as wide as its place. Arrow keys go from object to object, Enter chooses. */
export function HostPicture({ view, selected, now, onSelect }: HostPictureProps) {
  const place = useRef<HTMLDivElement>(null);
  const space = useSpace(place);
  const scene = useMemo(() => (space ? layOut(view, space) : null), [view, space]);
  return (
    <div ref={place} className="w-full">
      {scene && <Drawing scene={scene} view={view} selected={selected} now={now} onSelect={onSelect} />}
    </div>
  );
}

/** Width of the place and size of text in it, as CSS has it; null before the first measure. */
function useSpace(place: {
  readonly current: HTMLElement | null;
}): { readonly width: number; readonly text: number } | null {
  const [space, setSpace] = useState<{ width: number; text: number } | null>(null);
  useEffect(() => {
    const element = place.current;
    if (!element) return;
    const measure = (): void => {
      const width = Math.max(280, Math.floor(element.clientWidth));
      const text = Math.round(Number.parseFloat(getComputedStyle(element).fontSize) * 0.87 * 2) / 2;
      setSpace((last) => (last?.width === width && last.text === text ? last : { width, text }));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [place]);
  return space;
}

/** A scene drawn. */
export function Drawing({ scene, view, selected, now, onSelect }: HostPictureProps & { readonly scene: Scene }) {
  const m = useMemo(() => metrics(scene.text, scene.width), [scene]);
  const [focus, setFocus] = useState<ObjectKey>(keyOf.host);
  const svg = useRef<SVGSVGElement>(null);
  const reachable = useMemo(() => new Set(targets(scene).map(({ key }) => key)), [scene]);
  const current = reachable.has(focus) ? focus : keyOf.host;

  function move(event: KeyboardEvent): void {
    const direction = ARROWS[event.key];
    const next = direction ? neighbour(scene, current, direction) : event.key === 'Home' ? keyOf.host : undefined;
    if (next === undefined) return;
    event.preventDefault();
    setFocus(next);
    svg.current?.querySelector<SVGGElement>(`[data-key="${CSS.escape(next)}"]`)?.focus();
  }

  const part = (key: ObjectKey): PartProps => ({
    metrics: m,
    selected: key === selected,
    now: now.has(key),
    focusable: key === current,
    onSelect,
    onFocus: setFocus,
  });
  const { host, containers } = view;
  const running = containers.filter(({ status }) => status === 'running').length;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a drawing is no fieldset
    <svg
      ref={svg}
      role="group"
      aria-label={`Picture of the host ${host.name}: ${running} of ${containers.length} containers running`}
      width={scene.width}
      height={scene.height}
      viewBox={`0 0 ${scene.width} ${scene.height}`}
      fontSize={scene.text}
      className="block select-none"
      onKeyDown={move}
    >
      <Wall
        scene={scene}
        part={part(keyOf.host)}
        label={`${host.name} · ${host.cores} cores · ${bytes(host.memory)}`}
      />
      {scene.rails.map((rail) => (
        <RailLine key={rail.key} rail={rail} part={part(rail.key)} />
      ))}
      {scene.wires.map((wire) => (
        <WireLine key={wire.id} wire={wire} metrics={m} marked={touches(wire, selected)} />
      ))}
      {scene.rails.map((rail) => (
        <RailLabel key={rail.key} rail={rail} metrics={m} />
      ))}
      {scene.wires.map((wire) => (
        <WireLabel key={wire.id} wire={wire} metrics={m} />
      ))}
      {scene.boxes.map((box) => (
        <ContainerBox key={box.key} box={box} part={part(box.key)} />
      ))}
      {scene.tanks.map((tank) => (
        <TankMark key={tank.key} tank={tank} part={part(tank.key)} />
      ))}
      {scene.doors.map((door) => (
        <DoorMark key={door.id} door={door} metrics={m} now={now.has(door.key)} faded={false} />
      ))}
      {scene.shelf.stacks.length > 0 && (
        <text x={scene.shelf.stacks[0]?.x} y={scene.shelf.y + m.line} className="fill-muted">
          Images
        </text>
      )}
      {scene.shelf.stacks.map((stack) => (
        <StackMark key={stack.key} stack={stack} part={part(stack.key)} />
      ))}
    </svg>
  );
}

/** The host's wall: outside is above it. */
function Wall({ scene, part, label }: { readonly scene: Scene; readonly part: PartProps; readonly label: string }) {
  const { wall } = scene;
  const { metrics: m } = part;
  return (
    <>
      <rect
        x={wall.x}
        y={wall.y}
        width={wall.width}
        height={wall.height}
        className="fill-none stroke-edge"
        strokeWidth={1}
      />
      <Part id={keyOf.host} label={`host ${label}`} x={wall.x} y={wall.y} part={part}>
        <rect
          y={-m.text * 3.4}
          width={label.length * m.char + m.char}
          height={m.text * 1.5}
          className="dd-frame fill-transparent stroke-transparent"
        />
        <path d={`M0 0H${wall.width}`} className="stroke-ink" strokeWidth={4} />
        <text x={m.char * 0.5} y={-m.text * 2.35} className="fill-ink font-mono font-semibold">
          {label}
        </text>
      </Part>
    </>
  );
}
