/**
 * The web page and the HTTP interface: {@code HeedServer} is opened, used, closed.
 *
 * <p>One class a room of the interface ({@code AttendRoom}, {@code CompareRoom}, …): it reads the keys of a request and
 * writes a document. Limits, refusals and who may ask are the business of {@code http}; the page's files lie beside this
 * package as resources. May call the engine, {@code view} and jackson-core.
 */
package dev.heed.server;
