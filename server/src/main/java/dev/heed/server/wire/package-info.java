/**
 * HTTP/1.1 and HTTP/1.0 on sockets: heads read with suspicion, bodies to their end and no further, answers whole or in
 * chunks, connections closed when they should be, and a caller that left noticed while its answer is computed.
 *
 * <p>Each connection is a virtual thread. Knows nothing of JSON, paths or models. Calls only the JDK.
 */
package dev.heed.server.wire;
