import type { Code } from '../../../src/private/codes';

/** Codes for what an API server accepts that no trap holds against Flux, and why they are right all the same. */
export const KNOWN: { readonly [code in Code]?: string } = {
  FOC001: 'no object can have that name, so Flux finds none',
  FOC020: 'a controller that can\'t read the duration of one object reads none of its kind, so nobody tries it on a rig',
  FOC068: 'a number of which JavaScript loses digits',
};
