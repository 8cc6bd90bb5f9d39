/**
 * What every request passes: who may ask, how much may be sent, how many at once and how long; and how a refusal is said.
 *
 * <p>Knows no room of the interface. May call the web server, jackson-core and the engine's exceptions.
 */
package dev.heed.server.http;
