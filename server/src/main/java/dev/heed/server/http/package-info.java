/**
 * What every request passes: who may ask, how much may be sent and how long it may take; and how a refusal is said.
 *
 * <p>Knows no room and no endpoint. May call {@code wire}, {@code schedule}, jackson-core, the documents' writer and the
 * engine's exceptions.
 */
package dev.heed.server.http;
