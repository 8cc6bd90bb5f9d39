/**
 * When what is computed: requests of all connections meet in batches without padding, a batch starts when a core is free,
 * what is short and alone goes before what is bulk and starves neither, and what nobody waits for any more is taken out.
 *
 * <p>How work is put together never shows in its result; that is the engines' promise. Knows neither HTTP nor models; calls
 * the engine's shared threads only.
 */
package dev.heed.server.schedule;
