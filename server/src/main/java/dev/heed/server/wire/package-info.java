/**
 * HTTP/1.1 and HTTP/1.0 by Netty's codec, as blocking exchanges: a virtual thread a request, connections closed when they
 * should be, and a caller that left noticed while its answer is computed.
 *
 * <p>Knows nothing of JSON, paths or models. Calls Netty and the JDK.
 */
package dev.heed.server.wire;
