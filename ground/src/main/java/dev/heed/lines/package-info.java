/**
 * Text files as lines: UTF-8, a leading byte order mark skipped, what begins as gzip unpacked,
 * what is no text refused, a line ends at LF or CR LF. The one place
 * where input is cut into lines, so that every command counts them alike.
 *
 * <p>Calls {@code format} for its exception only.
 */
package dev.heed.lines;
