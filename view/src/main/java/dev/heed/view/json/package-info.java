/**
 * JSON documents as the interface fixes them: keys always present, floats as the shortest decimal that reads back, never
 * a NaN.
 *
 * <p>Knows the engine's records and the views, no command and no server. May call the engine, {@code view} and
 * jackson-core.
 */
package dev.heed.view.json;
