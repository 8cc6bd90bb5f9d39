/**
 * What is shown of attention: records computed from the engine, of which terminal, JSON, pictures and pages are
 * renderings, so that they cannot disagree.
 *
 * <p>May call the engine's exported packages and nothing else: no file, no server, no console. JSON is written in {@code
 * json}.
 */
package dev.heed.view;
