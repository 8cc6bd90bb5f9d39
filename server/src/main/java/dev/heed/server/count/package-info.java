/**
 * What the server counts and tells of its work: metrics as Prometheus reads them, and a line a request in JSON.
 *
 * <p>May call {@code http} and {@code schedule}, the documents' writer and Prometheus' own library.
 */
package dev.heed.server.count;
