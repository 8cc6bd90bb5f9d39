/**
 * {@code heed serve}: the web page and the HTTP interface, until it is interrupted.
 *
 * <p>May call {@code server}, the engine and {@code console}; knows no other command.
 */
package dev.heed.cli.serve;
