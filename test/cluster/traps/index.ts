import { ACCESS } from './access';
import { CHANGES } from './changes';
import { CHARTS } from './charts';
import { CONTENTS } from './contents';
import { COSIGN } from './cosign';
import { NOTATION } from './notation';
import { ORDER } from './order';
import { RANGES } from './ranges';
import { REFERENCES } from './references';
import { RELEASES } from './releases';
import { TARGETS } from './targets';
import type { Theme, Trap } from './trap';
import { URLS } from './urls';

/** Every trap, by theme. */
export const THEMES: readonly Theme[] = [REFERENCES, RANGES, URLS, ACCESS, COSIGN, NOTATION, CONTENTS, TARGETS, CHANGES, ORDER, CHARTS, RELEASES];

export const TRAPS: readonly Trap[] = THEMES.flatMap(theme => theme.traps);
