import * as fc from 'fast-check';

/**
 * Property tests draw the same for everybody, so that a change fails for what it does. FAST_CHECK_SEED has them draw something else.
 */
fc.configureGlobal({ seed: Number(process.env.FAST_CHECK_SEED ?? 20261121) });

export { fc };
