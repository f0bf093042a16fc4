/** The version that a set of differences asks for. */
import inc from 'semver/functions/inc.js';
import parse from 'semver/functions/parse.js';
import type { Difference, Level } from './compare.ts';

const order: readonly Level[] = ['cosmetic', 'additive', 'breaking'];

/** The weightiest level; nothing where there is no difference. */
export function weightiest(differences: readonly Difference[]): Level | undefined {
  return order.findLast((level) => differences.some((difference) => difference.level === level));
}

/** Whether a level is at least as weighty as another. */
export function atLeast(level: Level, other: Level): boolean {
  return order.indexOf(level) >= order.indexOf(other);
}

/** `1.2.3` → `2.0.0` for a breaking change; before 1.0.0 the minor version is for those. Nothing for other forms of versions. */
export function nextVersion(current: string, level: Level | undefined): string | undefined {
  const version = parse(current);
  if (version === null || level === undefined) return undefined;
  if (version.prerelease.length > 0) return inc(current, 'prerelease') ?? undefined;
  const early = version.major === 0;
  const kinds = {
    breaking: early ? 'minor' : 'major',
    additive: early ? 'patch' : 'minor',
    cosmetic: 'patch',
  } as const;
  return inc(current, kinds[level]) ?? undefined;
}
