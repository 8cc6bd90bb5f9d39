/**
 * JSON documents as the interface fixes them: keys always present, floats as the shortest decimal that reads back, never
 * a NaN.
 *
 * <p>Knows the engine's records, no command. May call the engine and jackson-core.
 */
package dev.heed.cli.json;
