import fc from 'fast-check'

/**
 * What every property is tried with. The same tries each time, so that a change is judged by itself and not by luck;
 * `PROPERTY_SEED=$RANDOM npm test` goes looking for new ones.
 */
fc.configureGlobal({ seed: Number(process.env['PROPERTY_SEED'] ?? 20260317) })

export { fc }
